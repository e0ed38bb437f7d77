#!/bin/bash
# Brings the lab up, or what of it does not run; ${ESDR_LAB_RUN:-/tmp/esdr-lab}/lab.json then says where everything is.
# ESDR_LAB_SM_PLUGIN=FILE.zip       a real Index Management plugin, in place of the fake of Snapshot Management
# ESDR_LAB_ELASTICSEARCH=URL        a real Elasticsearch, in place of the node without x-pack and the fake of SLM
# ESDR_LAB_DAY_SECONDS=5            how long a day of S3's lifecycle lasts
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
"$here/install.sh"
PYTHONPATH=$here exec "$here/../../build/venv/bin/python" -m servers up
