# One region of a disaster-recovery set-up: the repository in its bucket, and the rule that may expire other things in that bucket. A region that
# writes has a policy and a first snapshot too; a replica only reads what was replicated to it.

resource "esdr_snapshot_repository" "this" {
  name            = var.repository
  lifecycle_guard = "error"

  s3 = {
    bucket          = var.bucket
    base_path       = var.base_path
    region          = var.repository_region
    role_arn        = var.role_arn
    client          = var.client
    shard_path_type = var.readonly ? null : var.shard_path_type
    readonly        = var.readonly ? true : null
  }
}

resource "esdr_s3_lifecycle_rule" "auto_purge" {
  count = var.auto_purge == null ? 0 : 1

  bucket     = var.bucket
  rule_id    = "auto-purge"
  filter     = { prefix = var.auto_purge.prefix }
  expiration = { days = var.auto_purge.days }

  noncurrent_version_expiration = { noncurrent_days = var.auto_purge.days }
  protected_prefixes            = ["${var.base_path}/"]
}

resource "esdr_snapshot_policy" "this" {
  count = var.readonly ? 0 : 1

  name       = var.policy
  repository = esdr_snapshot_repository.this.name
  schedule   = var.schedule
  retention  = var.retention
  indices    = var.indices
}

# No retention rule touches it: it was not taken by the policy.
resource "esdr_snapshot" "initial" {
  count = var.readonly || !var.initial_snapshot ? 0 : 1

  repository = esdr_snapshot_repository.this.name
  name       = "${var.policy}-initial"
  indices    = var.indices
  on_destroy = "keep"

  timeouts = { create = "4h" }
}
