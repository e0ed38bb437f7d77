# What lies below auto-purge/ goes after a week; the snapshots in the same bucket stay.
resource "esdr_s3_lifecycle_rule" "auto_purge" {
  bucket     = "acme-backups-us-east-1"
  rule_id    = "auto-purge"
  filter     = { prefix = "auto-purge/" }
  expiration = { days = 7 }

  noncurrent_version_expiration = { noncurrent_days = 7 }
  protected_prefixes            = ["audit/"]
}

# Uploads that nobody finished; safe for snapshot repositories.
resource "esdr_s3_lifecycle_rule" "uploads" {
  bucket  = "acme-backups-us-east-1"
  rule_id = "incomplete-uploads"
  filter  = { prefix = "" }

  abort_incomplete_multipart_upload_days = 7
}
