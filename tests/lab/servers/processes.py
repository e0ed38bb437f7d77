"""Processes that outlive the command that started them. Each has a record in RUN/processes; a process is ours while the one of that pid was
started at the recorded moment and still carries the recorded word in its command line, so that a recycled pid is never signalled."""
import json
import os
import pathlib
import pwd
import signal
import subprocess
import time

from .settings import RUN, USER

RECORDS = RUN / "processes"
STOP_SECONDS = 20


def start_time(pid):
    """Clock ticks since boot at which a process started (proc(5), field 22 of stat); None when there is no such process or it is a zombie."""
    try:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else int(fields[19])


def command_line(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def resident_kilobytes(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    return 0


def as_user(argv):
    """The command, run by the lab's own user when we are root."""
    if os.geteuid() != 0:
        return [str(word) for word in argv]
    return ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups", "--"] + [str(word) for word in argv]


def ensure_user():
    if os.geteuid() != 0:
        return
    try:
        pwd.getpwnam(USER)
    except KeyError:
        subprocess.run(["useradd", "--system", "--no-create-home", "--user-group", "--shell", "/usr/sbin/nologin", USER], check=True)


def give_to_user(folder):
    if os.geteuid() == 0:
        subprocess.run(["chown", "-R", f"{USER}:{USER}", str(folder)], check=True)


def record(name, pid, word, stop_signal=signal.SIGTERM):
    RECORDS.mkdir(parents=True, exist_ok=True)
    (RECORDS / name).write_text(json.dumps({"pid": pid, "started": start_time(pid), "word": word, "stop_signal": stop_signal}))


def start(name, argv, log, environment, word, folder=RUN, stop_signal=signal.SIGTERM):
    """Starts a process in a session of its own and records it at once. `word` is something only its command line has."""
    pathlib.Path(log).parent.mkdir(parents=True, exist_ok=True)
    with open(log, "ab") as output:
        process = subprocess.Popen([str(part) for part in argv], stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=environment,
                                   cwd=folder, start_new_session=True)
    record(name, process.pid, word, stop_signal)
    return process


def recorded(name):
    try:
        return json.loads((RECORDS / name).read_text())
    except (OSError, ValueError):
        return None


def pid_of(name):
    """The pid of a recorded process that still runs, else None."""
    known = recorded(name)
    if not known or known["started"] is None or start_time(known["pid"]) != known["started"]:
        return None
    line = command_line(known["pid"])       # empty for a moment while a program is being loaded
    return known["pid"] if known["word"] in line or not line else None


def names():
    return sorted(path.name for path in RECORDS.glob("*")) if RECORDS.is_dir() else []


def stop(chosen):
    """Stops the named processes together: asked first, killed when they have not gone in time."""
    running = {name: pid for name in chosen if (pid := pid_of(name))}
    for name, pid in running.items():
        send(pid, recorded(name).get("stop_signal", signal.SIGTERM))
    deadline = time.monotonic() + STOP_SECONDS
    while time.monotonic() < deadline and any(pid_of(name) for name in running):
        time.sleep(0.05)
    for name in running:
        if pid := pid_of(name):
            send(pid, signal.SIGKILL)
    for name in chosen:
        (RECORDS / name).unlink(missing_ok=True)
    return sorted(running)


def send(pid, number):
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass
