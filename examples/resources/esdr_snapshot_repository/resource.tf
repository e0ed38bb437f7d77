# The repository that a cluster writes its snapshots to.
resource "esdr_snapshot_repository" "primary" {
  name = "dr"

  s3 = {
    bucket          = "acme-backups-us-east-1"
    base_path       = "elasticsearch-snapshot-repo"
    region          = "us-east-1"
    role_arn        = "arn:aws:iam::123456789012:role/snapshots"
    shard_path_type = "fixed" # OpenSearch 3: keep everything below the base path
  }
}

# The same objects, replicated to another region, and never written there.
resource "esdr_snapshot_repository" "replica" {
  name = "dr-replica"

  s3 = {
    bucket    = "acme-backups-us-west-2"
    base_path = "elasticsearch-snapshot-repo"
    region    = "us-west-2"
    role_arn  = "arn:aws:iam::123456789012:role/snapshots"
    readonly  = true
  }
}
