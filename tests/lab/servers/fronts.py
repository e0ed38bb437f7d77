"""The fakes that stand in front of the clusters."""
import hashlib
import os
import sys

from . import processes
from .settings import ELASTICSEARCH_URL, LAB, RUN, SM_PLUGIN


def module(name):
    """A product that is real behind gets a plain proxy: requests are still recorded and faults still made."""
    if name == "elasticsearch":
        return "fakes.proxy" if ELASTICSEARCH_URL else "fakes.snapshot_lifecycle"
    return "fakes.proxy" if SM_PLUGIN else "fakes.snapshot_management"


def upstream(name, ports):
    if name == "elasticsearch" and ELASTICSEARCH_URL:
        return ELASTICSEARCH_URL.rstrip("/")
    return f"http://127.0.0.1:{ports[f'{name}-direct']}"


def sources():
    """What the fakes are made of: a front that runs something older is started anew."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted((LAB / "fakes").glob("*.py")))).hexdigest()


def is_current(name):
    try:
        return (RUN / f"fronts/{name}.sources").read_text() == sources()
    except OSError:
        return False


def start(name, ports):
    environment = {**os.environ, "PYTHONPATH": str(LAB), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", module(name), "--listen", ports[name], "--control", ports[f"{name}-control"], "--upstream", upstream(name, ports)]
    (RUN / "fronts").mkdir(exist_ok=True)
    (RUN / f"fronts/{name}.sources").write_text(sources())
    processes.start(f"{name}-front", command, RUN / f"fronts/{name}.log", environment, module(name), LAB)
