# Terraform 1.8 and later.
output "policy_of_the_snapshot_role" {
  value = provider::esdr::snapshot_role_policy("acme-snapshots", "logs", "fixed")
}
