#!/bin/bash
# What of the lab runs, on which ports, with how much memory. Fails when something is missing.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
python=$here/../../build/venv/bin/python
[[ -x $python ]] || python=/usr/bin/python3
PYTHONPATH=$here PYTHONDONTWRITEBYTECODE=1 exec "$python" -m servers status
