data "esdr_cluster" "this" {}

output "cluster" {
  value = "${data.esdr_cluster.this.engine} ${data.esdr_cluster.this.version}"
}
