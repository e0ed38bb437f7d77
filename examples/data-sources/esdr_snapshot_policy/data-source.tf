data "esdr_snapshot_policy" "daily" {
  name = "daily"
}

locals {
  failure = data.esdr_snapshot_policy.daily.last_failure
  success = data.esdr_snapshot_policy.daily.last_success
}

check "the_last_snapshot_succeeded" {
  assert {
    condition     = local.failure == null || try(timecmp(local.failure.time, local.success.time) < 0, false)
    error_message = "Policy daily failed: ${try(local.failure.reason, "for an unknown reason")}"
  }
}
