output "initial_snapshot" {
  description = "The first snapshot, which is kept for ever."
  value       = module.primary.initial_snapshot
}

output "backend" {
  description = "The scheduler that takes the snapshots."
  value       = module.primary.backend
}

output "repositories" {
  description = "The repository of each region. Both read the same snapshots; only the primary writes."
  value = {
    primary = module.primary.repository
    dr      = module.dr.repository
  }
}
