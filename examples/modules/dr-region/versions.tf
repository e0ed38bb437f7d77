terraform {
  required_version = ">= 1.6"

  required_providers {
    esdr = {
      source = "esdr/esdr"
    }
  }
}
