# The snapshots that Amazon takes by itself.
data "esdr_snapshots" "automated" {
  repository = "cs-automated-enc"
  state      = "SUCCESS"
}

output "newest_automated_snapshot" {
  value = try(data.esdr_snapshots.automated.snapshots[length(data.esdr_snapshots.automated.snapshots) - 1].name, null)
}
