#!/bin/bash
# Stops what up.sh started, and nothing else. --wipe also removes the lab's folder; the cache stays.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
python=$here/../../build/venv/bin/python
[[ -x $python ]] || python=/usr/bin/python3
PYTHONPATH=$here PYTHONDONTWRITEBYTECODE=1 exec "$python" -m servers down "$@"
