terraform {
  required_version = ">= 1.6"

  required_providers {
    esdr = {
      source = "esdr/esdr"
    }
  }
}

# At Amazon the keys come from the environment, and everything of `s3` is null. A store of one's own has its endpoint and its keys here.

provider "esdr" {
  alias     = "primary"
  endpoints = var.primary.endpoints
  username  = var.primary.username
  password  = var.primary_password

  aws {
    region = var.primary.region
  }

  s3 {
    endpoint   = var.s3_endpoint
    region     = var.primary.region
    access_key = var.primary.s3_access_key
    secret_key = var.primary_s3_secret_key
  }
}

provider "esdr" {
  alias     = "dr"
  endpoints = var.dr.endpoints
  username  = var.dr.username
  password  = var.dr_password

  aws {
    region = var.dr.region
  }

  s3 {
    endpoint   = var.s3_endpoint
    region     = var.dr.region
    access_key = var.dr.s3_access_key
    secret_key = var.dr_s3_secret_key
  }
}
