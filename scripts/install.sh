#!/bin/bash
# Installs the Debian packages that a task needs: install.sh build|lint|test. Does nothing when they are there.
set -euo pipefail

declare -A packages=(
    [build]="gcc g++ make libc6-dev libgrpc-dev libabsl-dev libre2-dev libc-ares-dev libprotobuf-c-dev protobuf-c-compiler protobuf-compiler
             libmsgpack-dev libjansson-dev libexpat1-dev libcurl4-openssl-dev libssl-dev zlib1g-dev"
    [lint]="clang-format-14 clang-tidy-14"
    [test]="libcmocka-dev openssl protobuf-compiler python3 python3-venv"
)

task="${1:-}"
if [[ -z "$task" || -z "${packages[$task]:-}" ]]; then
    echo "usage: $0 build|lint|test" >&2
    exit 2
fi

missing=()
for package in ${packages[$task]}; do
    status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
    [[ "$status" == installed ]] || missing+=("$package")
done
((${#missing[@]})) || exit 0

if ((EUID != 0)); then
    echo "To $task, these packages are missing: sudo apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -qq -y --no-install-recommends "${missing[@]}"
