data "esdr_snapshot_repository" "logs" {
  name = "logs"
}

# A replication rule for this prefix alone would miss shard data that lies outside of the base path.
check "everything_is_under_the_base_path" {
  assert {
    condition     = length(data.esdr_snapshot_repository.logs.s3.key_patterns) == 1
    error_message = "Shard data of the repository lies outside of its base path: ${join(", ", data.esdr_snapshot_repository.logs.s3.key_patterns)}"
  }
}
