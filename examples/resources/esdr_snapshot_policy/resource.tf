resource "esdr_snapshot_policy" "daily" {
  name       = "daily"
  repository = "dr"

  schedule = {
    cron     = "0 2 * * *"
    timezone = "UTC"
  }

  retention = {
    expire_after = "5d"
    min_count    = 1
  }

  indices = ["orders-*", "customers"]
}
