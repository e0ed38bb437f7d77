terraform {
  required_providers {
    esdr = {
      source = "esdr/esdr"
    }
  }
}

# One provider block a region. Passwords and keys are best left to the environment, or to variables marked as sensitive.
provider "esdr" {
  alias     = "primary"
  endpoints = ["https://search-primary.us-east-1.es.amazonaws.com"]

  aws {
    region = "us-east-1"
  }
}

# A cluster and a store that are not Amazon's.
provider "esdr" {
  alias     = "dr"
  endpoints = ["https://search-1.example.com:9200", "https://search-2.example.com:9200"]
  username  = "terraform"
  password  = var.dr_password
  ca_file   = "/etc/ssl/private-ca.pem"

  s3 {
    endpoint   = "https://s3.example.com"
    region     = "us-west-2"
    access_key = var.dr_access_key
    secret_key = var.dr_secret_key
  }
}

variable "dr_password" {
  type      = string
  sensitive = true
}

variable "dr_access_key" {
  type = string
}

variable "dr_secret_key" {
  type      = string
  sensitive = true
}
