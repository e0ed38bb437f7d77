variable "purge_prefix" {
  type    = string
  default = "auto-purge/"
}

# Terraform 1.8 and later.
check "rule_and_repository" {
  assert {
    condition     = !provider::esdr::prefixes_overlap(var.purge_prefix, "elasticsearch-snapshot-repo/")
    error_message = "The rule would reach into the repository."
  }
}
