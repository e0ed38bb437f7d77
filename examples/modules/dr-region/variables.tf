variable "repository" {
  description = "Name of the repository in the cluster."
  type        = string
  default     = "dr"
}

variable "bucket" {
  description = "Bucket of this region."
  type        = string
}

variable "base_path" {
  description = "Where in the bucket the snapshots are. The same in all regions: replication keeps the keys."
  type        = string
}

variable "readonly" {
  description = "Whether this region only reads what is replicated to it."
  type        = bool
  default     = false
}

variable "repository_region" {
  description = "Amazon OpenSearch Service: region of the bucket. Elsewhere the nodes' settings say it."
  type        = string
  default     = null
}

variable "role_arn" {
  description = "Amazon OpenSearch Service: role that the domain takes on to reach the bucket."
  type        = string
  default     = null
}

variable "client" {
  description = "Name of the S3 client in the nodes' settings, when it is not \"default\"."
  type        = string
  default     = null
}

variable "shard_path_type" {
  description = "OpenSearch 3: \"fixed\" keeps the files of shards below base_path, where the rules for the bucket expect them."
  type        = string
  default     = null
}

variable "auto_purge" {
  description = "What in the bucket may expire, and after how many days. Null: there is no such rule."
  type = object({
    prefix = optional(string, "auto-purge/")
    days   = optional(number, 7)
  })
  default = {}
}

variable "policy" {
  description = "Name of the policy. The first snapshot is called the same, with -initial behind it."
  type        = string
  default     = "daily"
}

variable "schedule" {
  description = "When snapshots are taken."
  type = object({
    cron     = optional(string)
    interval = optional(string)
    timezone = optional(string)
  })
  default = { cron = "0 2 * * *", timezone = "UTC" }
}

variable "retention" {
  description = "How long the policy's snapshots are kept."
  type = object({
    expire_after = optional(string)
    min_count    = optional(number)
    max_count    = optional(number)
  })
  default = { expire_after = "5d", min_count = 1 }
}

variable "indices" {
  description = "Names and patterns of indices. Null: all."
  type        = list(string)
  default     = null
}

variable "initial_snapshot" {
  description = "Whether to take a first snapshot that is kept for ever."
  type        = bool
  default     = true
}
