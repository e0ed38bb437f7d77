# Terraform 1.8 and later: "0 30 1 * * ?"
output "schedule_for_elasticsearch" {
  value = provider::esdr::quartz("30 1 * * *")
}
