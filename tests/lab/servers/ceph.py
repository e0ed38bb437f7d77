"""S3 as Ceph's gateway: one monitor, one object store in memory, one gateway. A lifecycle day lasts DAY_SECONDS. Source: s3.md 3.2."""
import json
import shutil
import signal
import subprocess
import uuid

from . import processes
from .settings import DAY_SECONDS, ROLE, RUN, S3_USERS
from .waiting import answers, until

FOLDER = RUN / "ceph"
NAMES = ["ceph-mon", "ceph-osd", "s3"]

CONFIGURATION = """\
[global]
fsid = {fsid}
mon_initial_members = a
mon_host = [v2:127.0.0.1:{mon}]
ms_bind_msgr1 = false
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 4
osd_pool_default_pgp_num = 4
osd_pool_default_pg_autoscale_mode = off
osd_crush_chooseleaf_type = 0
osd_objectstore = memstore
memstore_device_bytes = 4294967296
memstore_page_size = 4096
osd_min_pg_log_entries = 10
osd_max_pg_log_entries = 20
osd_pg_log_trim_min = 10
osd_memory_target = 939524096
mon_allow_pool_size_one = true
mon_warn_on_pool_no_redundancy = false
mon_max_pg_per_osd = 1000
mon_data_avail_warn = 5
paxos_propose_interval = 0.05
paxos_min_wait = 0.01
mon_data = {folder}/mon
osd_data = {folder}/osd
run_dir = {folder}/run
crash_dir = {folder}/crash
keyring = {folder}/keyring
admin_socket =
log_file = {folder}/$name.log
[osd.0]
keyring = {folder}/osd/keyring
[client.rgw.a]
rgw_frontends = beast endpoint=127.0.0.1:{s3}
rgw_data = {folder}/rgw
rgw_lc_debug_interval = {day}
rgw_lifecycle_work_time = 00:00-23:59
rgw_enable_usage_log = false
rgw_thread_pool_size = 64
rgw_s3_auth_use_sts = true
rgw_sts_key = abcdefghijklmnop
"""

CAPABILITIES = {
    "mon.": ["--cap", "mon", "allow *"],
    "client.admin": ["--cap", "mon", "allow *", "--cap", "osd", "allow *", "--cap", "mgr", "allow *"],
    "client.rgw.a": ["--cap", "mon", "allow rw", "--cap", "osd", "allow rwx"],
}


def run(*command, data=None):
    """One of Ceph's tools, as the lab's user; its standard output."""
    with open(FOLDER / "setup.log", "a") as log:
        done = subprocess.run(processes.as_user(command), input=data, text=True, stdout=subprocess.PIPE, stderr=log, cwd=FOLDER, timeout=60, check=True,
                              env=environment())
    return done.stdout


def environment():
    return {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": str(FOLDER), "LANG": "C.UTF-8", "CEPH_CONF": str(FOLDER / "ceph.conf")}


def daemon(name, *command):
    """Nothing it holds is worth saving, and when asked to stop, each would wait for the others."""
    processes.start(name, processes.as_user([*command, "--foreground"]), FOLDER / f"{name}.log", environment(), command[0], FOLDER,
                    stop_signal=signal.SIGKILL)


def start(ports):
    processes.stop(NAMES)
    shutil.rmtree(FOLDER, ignore_errors=True)
    for part in ("mon", "osd", "rgw", "run", "crash"):
        (FOLDER / part).mkdir(parents=True)
    fsid = str(uuid.uuid4())
    (FOLDER / "ceph.conf").write_text(CONFIGURATION.format(fsid=fsid, folder=FOLDER, mon=ports["ceph-mon"], s3=ports["s3"], day=DAY_SECONDS))
    processes.give_to_user(FOLDER)
    start_monitor(fsid, ports["ceph-mon"])
    start_store()
    daemon("s3", "radosgw", "--name", "client.rgw.a")
    add_users()
    until("the S3 gateway", lambda: answers(f"http://127.0.0.1:{ports['s3']}/"), alive=lambda: processes.pid_of("s3"))


def start_monitor(fsid, port):
    keyring, monmap = FOLDER / "keyring", FOLDER / "monmap"
    for name, capabilities in CAPABILITIES.items():
        run("ceph-authtool", keyring, *([] if keyring.exists() else ["--create-keyring"]), "--gen-key", "--name", name, *capabilities)
    run("monmaptool", "--create", "--addv", "a", f"[v2:127.0.0.1:{port}]", "--fsid", fsid, monmap)
    run("ceph-mon", "--mkfs", "--id", "a", "--monmap", monmap, "--keyring", keyring)
    daemon("ceph-mon", "ceph-mon", "--id", "a")


def start_store():
    identity, key = str(uuid.uuid4()), run("ceph-authtool", "--gen-print-key").strip()
    run("ceph-authtool", FOLDER / "osd/keyring", "--create-keyring", "--name", "osd.0", "--add-key", key)
    run("ceph", "osd", "new", identity, "-i", "-", data=json.dumps({"cephx_secret": key}))
    run("ceph-osd", "--id", "0", "--mkfs", "--osd-uuid", identity)
    daemon("ceph-osd", "ceph-osd", "--id", "0")


def add_users():
    """The gateway's own tool waits until the store is up. The role is what the primary user may assume (STS)."""
    for user, keys in S3_USERS.items():
        run("radosgw-admin", "user", "create", "--uid", user, "--display-name", user, "--access-key", keys["access_key"], "--secret-key",
            keys["secret_key"], "--name", "client.rgw.a")
    trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam:::user/primary"]},
                                                     "Action": ["sts:AssumeRole"]}]}
    policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:*"], "Resource": ["arn:aws:s3:::*"]}]}
    run("radosgw-admin", "role", "create", f"--role-name={ROLE}", f"--assume-role-policy-doc={json.dumps(trust)}", "--name", "client.rgw.a")
    run("radosgw-admin", "role", "policy", "put", f"--role-name={ROLE}", "--policy-name=s3", f"--policy-doc={json.dumps(policy)}", "--name",
        "client.rgw.a")
