"""What the Java servers have in common: a Java their user can read, a home folder, lean options."""
import os
import pathlib
import re
import shutil
import subprocess

from .settings import CACHE, JAVA_HOME, RUN

# Starting costs half the processor time without the optimising compiler, a small heap is best served by the simplest collector, and most of the
# heap is never needed.
LEAN = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-XX:-AlwaysPreTouch"]


def borrow(tree, name):
    """A copy of a cached tree that the servers' user can read, made of hard links where the file system allows."""
    target = RUN / name
    shutil.rmtree(target, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    linked = subprocess.run(["cp", "-al", str(tree), str(target)], stderr=subprocess.DEVNULL).returncode == 0
    if not linked:
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(tree, target, symlinks=True)
    return target


def java_home():
    """The Java that install.sh chose; borrowed when it lives in the cache, which may be below a folder that only its owner may enter."""
    chosen = pathlib.Path(os.path.realpath(JAVA_HOME))
    if CACHE not in chosen.parents:
        return chosen
    target = RUN / "java"
    return target if (target / "bin/java").exists() else borrow(chosen, "java")


def modules(java):
    listing = subprocess.run([str(java / "bin/java"), "--list-modules"], capture_output=True, text=True, check=True).stdout
    return {line.partition("@")[0] for line in listing.split()}


def options_file(shipped, java, heap, logs):
    """The server's own jvm.options without what a lab does not want: its heap, its collector, its logs, modules that this Java lacks."""
    unwanted = r"-Xm[sx]|UseG1GC|G1ReservePercent|InitiatingHeapOccupancy|ConcMarkSweep|CMSInit|gc\.log|HeapDump|ErrorFile|PrintGC|PrintTenuring|GCLog"
    if "jdk.incubator.vector" not in modules(java):
        unwanted += r"|jdk\.incubator\.vector"
    kept = [line for line in shipped.splitlines() if line.strip() and not line.startswith("#") and not re.search(unwanted, line)]
    return "\n".join(kept + [f"-Xms{heap}", f"-Xmx{heap}", f"-XX:ErrorFile={logs}/hs_err_pid%p.log"] + LEAN) + "\n"


def environment(folder, **more):
    """A server sees nothing of the caller's environment."""
    return {"PATH": "/usr/bin:/bin", "HOME": str(folder), "LANG": "C.UTF-8", **{key: str(value) for key, value in more.items()}}
