data "esdr_s3_bucket" "snapshots" {
  bucket          = "acme-snapshots"
  base_path       = "logs"
  shard_path_type = "fixed"
}

check "the_repository_is_replicated" {
  assert {
    condition     = data.esdr_s3_bucket.snapshots.replicates_repository
    error_message = "No replication rule copies every object of the repository to another bucket."
  }
}
