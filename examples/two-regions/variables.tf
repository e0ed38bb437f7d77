variable "primary" {
  description = "The region that writes: its cluster and its bucket."
  type = object({
    endpoints         = list(string)
    region            = string
    bucket            = string
    username          = optional(string)
    role_arn          = optional(string) # Amazon OpenSearch Service
    repository_region = optional(string) # Amazon OpenSearch Service
    s3_access_key     = optional(string) # a store of one's own
  })
}

variable "dr" {
  description = "The region that reads: its cluster and the bucket with the replica."
  type = object({
    endpoints         = list(string)
    region            = string
    bucket            = string
    username          = optional(string)
    role_arn          = optional(string)
    repository_region = optional(string)
    s3_access_key     = optional(string)
  })
}

variable "primary_password" {
  type      = string
  default   = null
  sensitive = true
}

variable "dr_password" {
  type      = string
  default   = null
  sensitive = true
}

variable "s3_endpoint" {
  description = "URL of the store when it is not Amazon's."
  type        = string
  default     = null
}

variable "primary_s3_secret_key" {
  type      = string
  default   = null
  sensitive = true
}

variable "dr_s3_secret_key" {
  type      = string
  default   = null
  sensitive = true
}

variable "base_path" {
  description = "Where in both buckets the snapshots are."
  type        = string
  default     = "elasticsearch-snapshot-repo"
}

variable "shard_path_type" {
  description = "OpenSearch 3: \"fixed\" keeps all files below base_path. Null elsewhere."
  type        = string
  default     = null
}

variable "schedule" {
  description = "When snapshots are taken."
  type = object({
    cron     = optional(string)
    timezone = optional(string)
  })
  default = { cron = "0 2 * * *", timezone = "UTC" }
}

variable "retention" {
  description = "How long snapshots are kept."
  type = object({
    expire_after = optional(string)
    min_count    = optional(number)
    max_count    = optional(number)
  })
  default = { expire_after = "5d", min_count = 1 }
}
