# Two regions: one cluster writes its snapshots to a bucket, the bucket replicates to another region, and the cluster there can restore them.

module "primary" {
  source    = "../modules/dr-region"
  providers = { esdr = esdr.primary }

  bucket            = var.primary.bucket
  base_path         = var.base_path
  repository_region = var.primary.repository_region
  role_arn          = var.primary.role_arn
  shard_path_type   = var.shard_path_type
  schedule          = var.schedule
  retention         = var.retention
}

module "dr" {
  source    = "../modules/dr-region"
  providers = { esdr = esdr.dr }

  bucket            = var.dr.bucket
  base_path         = var.base_path
  repository_region = var.dr.repository_region
  role_arn          = var.dr.role_arn
  readonly          = true
}
