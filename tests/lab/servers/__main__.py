"""python -m servers up | down [--wipe] | status"""
import argparse
import concurrent.futures
import contextlib
import fcntl
import json
import os
import shutil
import subprocess
import sys
import time

from . import ceph, elasticsearch, fronts, jvm, opensearch, ports, processes, waiting
from .settings import BUCKETS, DAY_SECONDS, ELASTICSEARCH_URL, REGIONS, ROLE, RUN, S3_USERS, SHARED, SM_PLUGIN, USER, VERSIONS

DESCRIPTION = RUN / "lab.json"
CLUSTERS = ["primary", "dr"]
BEGAN = time.monotonic()


def say(text):
    print(f"[{time.monotonic() - BEGAN:5.1f} s] {text}", flush=True)


@contextlib.contextmanager
def alone():
    """Two people may call up.sh at the same time; the second waits and then finds everything running."""
    RUN.mkdir(parents=True, exist_ok=True)
    RUN.chmod(0o755)
    with open(RUN / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# ---- what runs ----

def services():
    """Name -> (processes that make it up, the port that answers, path, statuses that mean it is up)."""
    table = {"s3": (ceph.NAMES, "s3", "/", (200,))}
    for name in CLUSTERS:
        table[name] = ([name], f"{name}-direct", "/", (200,))
    if not ELASTICSEARCH_URL:
        table["elasticsearch"] = (["elasticsearch"], "elasticsearch-direct", "/_cluster/health", (200,))
    for name in CLUSTERS + ["elasticsearch"]:
        table[f"{name}-front"] = ([f"{name}-front"], f"{name}-control", "/requests", (200,))
    return table


def is_up(name, chosen):
    members, port, path, statuses = services()[name]
    if name.endswith("-front") and not fronts.is_current(name.removesuffix("-front")):
        return False
    return all(processes.pid_of(member) for member in members) and waiting.answers(f"http://127.0.0.1:{chosen[port]}{path}", statuses)


def variant():
    """What distinguishes one lab from another; a lab that runs as something else is taken down first."""
    return {"day_seconds": DAY_SECONDS, "sm_plugin": SM_PLUGIN, "elasticsearch": ELASTICSEARCH_URL, "versions": VERSIONS}


def settle_ports():
    """The recorded ports, while every one of them is free or answers for us; else everything stops and new ones are chosen."""
    chosen = ports.recorded()
    if chosen and set(chosen) == set(ports.PREFERRED_PORTS) and variant() == recorded_variant():
        dead = [name for name in services() if not is_up(name, chosen)]
        processes.stop([member for name in dead for member in services()[name][0]])
        if all(ports.is_free(chosen[port]) for name in dead for port in ports_of(name)):
            return chosen, dead
    processes.stop(processes.names())
    return ports.choose(), list(services())


def ports_of(name):
    if name.endswith("-front"):
        cluster = name.removesuffix("-front")
        return [cluster, f"{cluster}-control"]
    return {"s3": ["s3", "ceph-mon"]}.get(name) or [f"{name}-direct", f"{name}-transport"]


def recorded_variant():
    try:
        return json.loads((RUN / "variant.json").read_text())
    except (OSError, ValueError):
        return None


# ---- up ----

def bring_up(name, chosen):
    members, port, path, statuses = services()[name]
    if name == "s3":
        ceph.start(chosen)
        from . import buckets       # boto3 is heavy, and `down` must work without it
        buckets.create(f"http://127.0.0.1:{chosen['s3']}")
    elif name == "elasticsearch":
        elasticsearch.start(chosen)
    elif name in CLUSTERS:
        opensearch.start(name, chosen)
    else:
        fronts.start(name.removesuffix("-front"), chosen)
    waiting.until(name, lambda: waiting.answers(f"http://127.0.0.1:{chosen[port]}{path}", statuses),
                  alive=lambda: all(processes.pid_of(member) for member in members))
    say(f"{name} is up")


def bring_up_all(names, chosen):
    if names:
        say(f"starting {', '.join(names)}")
        with concurrent.futures.ThreadPoolExecutor(len(names)) as pool:
            for done in concurrent.futures.as_completed([pool.submit(bring_up, name, chosen) for name in names]):
                done.result()


def up():
    with alone():
        chosen, dead = settle_ports()
        if not dead and DESCRIPTION.exists():
            say("everything is up already")
            return
        (RUN / "variant.json").write_text(json.dumps(variant()))
        DESCRIPTION.unlink(missing_ok=True)
        prepare(dead)
        bring_up_all(dead, chosen)
        write_description(chosen)
        say(f"described in {DESCRIPTION}")


def prepare(dead):
    processes.ensure_user()
    SHARED.mkdir(parents=True, exist_ok=True)
    processes.give_to_user(SHARED)
    jvm.java_home()         # before several servers want it at once
    if not any(processes.pid_of(name) for name in CLUSTERS) and set(CLUSTERS) & set(dead):
        opensearch.prepare_home()


def describe_cluster(name, chosen):
    engine = "elasticsearch" if name == "elasticsearch" else "opensearch"
    folder = elasticsearch.REPOSITORIES if name == "elasticsearch" else opensearch.folder(name) / "repositories"
    return {
        "engine": engine, "version": VERSIONS[engine.upper()],
        "url": f"http://127.0.0.1:{chosen[name]}",
        "direct_url": fronts.upstream(name, chosen),
        "control_url": f"http://127.0.0.1:{chosen[f'{name}-control']}",
        "repositories": str(folder), "shared_repositories": str(SHARED),
    }


def write_description(chosen):
    endpoint = f"http://127.0.0.1:{chosen['s3']}"
    clusters = {name: describe_cluster(name, chosen) for name in CLUSTERS + ["elasticsearch"]}
    for name in CLUSTERS:
        clusters[name] |= {"sm_is_real": bool(SM_PLUGIN), "slm_is_real": False, "s3_clients": opensearch.clients(name)}
    clusters["elasticsearch"] |= {"sm_is_real": False, "slm_is_real": bool(ELASTICSEARCH_URL)}
    s3 = {
        "endpoint": endpoint, "region": REGIONS["primary"], "day_seconds": DAY_SECONDS, "sts_endpoint": endpoint,
        "role_arn": f"arn:aws:iam:::role/{ROLE}",
        "users": {user: {**keys, "region": REGIONS[user], "bucket": BUCKETS[user], "versioning": True} for user, keys in S3_USERS.items()},
    }
    text = json.dumps({**clusters, "s3": s3, "shared_repositories": str(SHARED), "run": str(RUN)}, indent=2) + "\n"
    partial = DESCRIPTION.with_suffix(".partial")
    partial.write_text(text)
    os.replace(partial, DESCRIPTION)


# ---- down, status ----

def down(wipe):
    if not RUN.exists():
        return
    with alone():
        DESCRIPTION.unlink(missing_ok=True)
        for name in processes.stop(processes.names()):
            say(f"stopped {name}")
        if wipe:
            shutil.rmtree(RUN)
            with contextlib.suppress(OSError):      # where every JVM of the user leaves its counters; there may be another lab
                os.rmdir(f"/tmp/hsperfdata_{USER}")


def status():
    """Exit status 0 when everything runs."""
    chosen = ports.recorded() or {}
    complete = DESCRIPTION.exists()
    for name, (members, port, _, _) in services().items():
        running = bool(chosen) and is_up(name, chosen)
        complete &= running
        pids = [pid for member in members if (pid := processes.pid_of(member))]
        memory = sum(processes.resident_kilobytes(pid) for pid in pids) // 1024
        print(f"{name:20} {'up' if running else 'down':5} port {chosen.get(port, '-'):<6} {memory:5} MB  pids {' '.join(map(str, pids)) or '-'}")
    print(f"{DESCRIPTION if DESCRIPTION.exists() else 'no lab.json'}")
    return 0 if complete else 1


def main():
    parser = argparse.ArgumentParser(prog="servers")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("up")
    commands.add_parser("down").add_argument("--wipe", action="store_true")
    commands.add_parser("status")
    options = parser.parse_args()
    if options.command == "up":
        return up()
    return down(options.wipe) if options.command == "down" else status()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (waiting.NotUp, subprocess.SubprocessError) as problem:
        sys.exit(f"{problem}; its logs are below {RUN}")
