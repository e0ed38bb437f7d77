"""Two OpenSearch clusters of one node each, with S3 repositories. Each has a client per S3 user; `default` is the region's own."""
import hashlib
import json
import os
import shutil
import subprocess
import zipfile

from . import jvm, processes
from .settings import CACHE, OPENSEARCH_HOME, REGIONS, RUN, S3_USERS, SHARED, SM_PLUGIN

HEAP = "512m"
HOME = RUN / "homes/opensearch"

CONFIGURATION = """\
cluster.name: {name}
node.name: {name}-1
path.data: {folder}/data
path.logs: {folder}/logs
path.repo: ["{folder}/repositories", "{shared}"]
network.host: 127.0.0.1
http.port: {http}
transport.port: {transport}
discovery.type: single-node
cluster.routing.allocation.disk.threshold_enabled: false
"""

CLIENT = """\
s3.client.{client}.endpoint: "http://127.0.0.1:{port}"
s3.client.{client}.region: {region}
s3.client.{client}.path_style_access: true
"""


def clients(name):
    """Client name -> S3 user."""
    return {"default": name, "primary": "primary", "dr": "dr"}


def folder(name):
    return RUN / name


def prepare_home():
    """The home that both clusters share, with a real Snapshot Management plugin in it where a person has one. Language analysers are left out: they
    include Thai, which a Java with few locales cannot do, and then no index can be made at all."""
    home = jvm.borrow(OPENSEARCH_HOME, "homes/opensearch")
    shutil.rmtree(home / "modules/analysis-common")
    if SM_PLUGIN:
        install_plugin(home, SM_PLUGIN)


def install_plugin(home, archive):
    with zipfile.ZipFile(archive) as contents:
        lines = contents.read("plugin-descriptor.properties").decode().splitlines()
        plugin = next(line.partition("=")[2].strip() for line in lines if line.startswith("name="))
        shutil.rmtree(home / "plugins" / plugin, ignore_errors=True)     # hard links: written over, they would change the cache
        contents.extractall(home / "plugins" / plugin)


def start(name, ports):
    place = folder(name)
    shutil.rmtree(place, ignore_errors=True)
    for part in ("data", "logs", "repositories", "tmp"):
        (place / part).mkdir(parents=True)
    java = jvm.java_home()
    configure(name, java, ports)
    processes.give_to_user(place)
    add_keystore(name, java)
    launch(name, java)


def configure(name, java, ports):
    config = folder(name) / "config"
    shutil.copytree(HOME / "config", config)
    shipped = (HOME / "config/jvm.options").read_text()
    (config / "jvm.options").write_text(jvm.options_file(shipped, java, HEAP, folder(name) / "logs"))
    text = CONFIGURATION.format(name=name, folder=folder(name), shared=SHARED, http=ports[f"{name}-direct"], transport=ports[f"{name}-transport"])
    for client, user in clients(name).items():
        text += CLIENT.format(client=client, port=ports["s3"], region=REGIONS[user])
    (config / "opensearch.yml").write_text(text)


def environment(name, java, **more):
    place = folder(name)
    return jvm.environment(place, OPENSEARCH_JAVA_HOME=java, OPENSEARCH_PATH_CONF=place / "config", OPENSEARCH_TMPDIR=place / "tmp", **more)


def add_keystore(name, java):
    """Keys live in the server's keystore, which only a JVM can write; it is made once for each set of keys and kept in the cache."""
    secrets = {}
    for client, user in clients(name).items():
        secrets |= {f"s3.client.{client}.{key}": value for key, value in S3_USERS[user].items()}
    kept = CACHE / "keystores" / hashlib.sha256(json.dumps([OPENSEARCH_HOME.name, secrets]).encode()).hexdigest()[:16]
    target = folder(name) / "config/opensearch.keystore"
    if not kept.exists():
        make_keystore(name, java, secrets)
        kept.parent.mkdir(exist_ok=True)
        shutil.copy(target, kept)
    shutil.copy(kept, target)
    processes.give_to_user(target)


def make_keystore(name, java, secrets):
    options = environment(name, java, OPENSEARCH_JAVA_OPTS="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    command = [HOME / "bin/opensearch-keystore", "add", "--force", "--stdin", *secrets]
    with open(folder(name) / "logs/keystore.log", "w") as log:
        subprocess.run(processes.as_user(command), input="\n".join(secrets.values()) + "\n", text=True, env=options, cwd=folder(name), check=True,
                       stdout=log, stderr=log)


def launch(name, java):
    """The JVM itself: the launcher script would start two more only to find out that the keystore has no password and what the options are."""
    place = folder(name)
    command = [java / "bin/java", *options(name, java), f"-Dopensearch.path.home={HOME}", f"-Dopensearch.path.conf={place}/config",
               "-Dopensearch.distribution.type=tar", "-Dopensearch.bundled_jdk=false", "-cp", f"{HOME}/lib/*", "org.opensearch.bootstrap.OpenSearch"]
    processes.start(name, processes.as_user(command), place / "logs/output.log", environment(name, java), f"{place}/config", HOME)


def options(name, java):
    """What the server's own parser makes of jvm.options."""
    parser = [java / "bin/java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", f"{HOME}/lib/*",
              "org.opensearch.tools.launchers.JvmOptionsParser", folder(name) / "config"]
    answer = subprocess.run(processes.as_user(parser), env=environment(name, java), cwd=HOME, check=True, capture_output=True, text=True).stdout
    return answer.split()
