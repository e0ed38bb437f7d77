# Terraform 1.8 and later.
output "policy_of_the_caller" {
  value = provider::esdr::snapshot_caller_policy(
    "arn:aws:iam::123456789012:role/snapshots",
    "arn:aws:es:eu-west-1:123456789012:domain/logs",
  )
}
