"""One Elasticsearch node without x-pack: the real _snapshot API on fs repositories."""
import shutil
import subprocess

from . import jvm, processes
from .settings import ELASTICSEARCH_HOME, RUN, SHARED

FOLDER = RUN / "elasticsearch"
REPOSITORIES = FOLDER / "repositories"
HEAP = "384m"

CONFIGURATION = """\
cluster.name: elasticsearch
node.name: elasticsearch-1
path.data: {folder}/data
path.logs: {folder}/logs
path.repo: ["{repositories}", "{shared}"]
network.host: 127.0.0.1
http.port: {http}
transport.port: {transport}
discovery.type: single-node
cluster.routing.allocation.disk.threshold_enabled: false
xpack.security.enabled: false
"""


def start(ports):
    """Returns as soon as the launcher has left; the server then answers."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    java, home = jvm.java_home(), jvm.borrow(ELASTICSEARCH_HOME, "homes/elasticsearch")
    for part in ("data", "logs", "repositories", "tmp"):
        (FOLDER / part).mkdir(parents=True)
    configure(home, java, ports)
    processes.give_to_user(FOLDER)
    launch(home, java)


def configure(home, java, ports):
    config = FOLDER / "config"
    shutil.copytree(home / "config", config)
    shipped = (home / "config/jvm.options").read_text()
    (config / "jvm.options").write_text(jvm.options_file(shipped, java, HEAP, FOLDER / "logs"))
    (config / "elasticsearch.yml").write_text(CONFIGURATION.format(
        folder=FOLDER, repositories=REPOSITORIES, shared=SHARED, http=ports["elasticsearch-direct"], transport=ports["elasticsearch-transport"]))


def launch(home, java):
    """The launcher is a JVM of its own, which leaves when the server answers; the server's pid is in the file it writes."""
    environment = jvm.environment(FOLDER, ES_JAVA_HOME=java, ES_PATH_CONF=FOLDER / "config", ES_TMPDIR=FOLDER / "tmp",
                                  CLI_JAVA_OPTS=f"-Xmx64m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -Djava.io.tmpdir={FOLDER}/tmp")
    with open(FOLDER / "logs/launcher.log", "ab") as output:
        subprocess.run(processes.as_user([home / "bin/elasticsearch", "--daemonize", "--pidfile", FOLDER / "pid"]), stdin=subprocess.DEVNULL,
                       stdout=output, stderr=output, env=environment, cwd=FOLDER, start_new_session=True, check=True)
    processes.record("elasticsearch", int((FOLDER / "pid").read_text()), "org.elasticsearch")
