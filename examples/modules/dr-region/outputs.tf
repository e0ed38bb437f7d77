output "repository" {
  description = "Name of the repository."
  value       = esdr_snapshot_repository.this.name
}

output "repository_uuid" {
  description = "Elasticsearch: identity of the repository's contents, the same in every region. Null on OpenSearch."
  value       = esdr_snapshot_repository.this.uuid
}

output "backend" {
  description = "The scheduler that takes the snapshots. Null in a replica."
  value       = one(esdr_snapshot_policy.this[*].backend_used)
}

output "initial_snapshot" {
  description = "Name, state and indices of the first snapshot. Null in a replica."
  value = one([for snapshot in esdr_snapshot.initial : {
    name    = snapshot.name
    state   = snapshot.state
    indices = snapshot.snapshot_indices
  }])
}
