"""Stand-ins for what cannot be had as a real server here: OpenSearch Snapshot Management and Elasticsearch SLM, each in front of a real cluster."""
