# The first snapshot: no retention rule ever touches it.
resource "esdr_snapshot" "initial" {
  repository = "dr"
  name       = "daily-initial"
  metadata   = { purpose = "kept for ever" }

  timeouts = { create = "4h" }
}
