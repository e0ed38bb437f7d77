terraform import esdr_s3_lifecycle_rule.auto_purge acme-backups-us-east-1/auto-purge
