#!/usr/bin/env bash
# Makes the sample city if it is not there yet and serves it: `scripts/demo.sh DIR [--members N] [--lan]`.
# A folder that holds anything but a sample city is refused by the binary; `--forget` removes a city.
set -euo pipefail
cd "$(dirname "$0")/.."

data=${1:?usage: scripts/demo.sh DIR [--members N] [--lan] [--forget]}
shift
make_options=()
serve_options=()
members=
while [ $# -gt 0 ]; do
  case "$1" in
    --members) members=$2; make_options+=(--members "$2"); shift 2 ;;
    --lan) serve_options+=(--lan); shift ;;
    --forget) forget=yes; shift ;;
    *) echo "unknown option: $1" >&2; exit 2 ;;
  esac
done

# `touyan demo` marks what it begins and what it has made; the accounts it printed are kept so that a
# restart shows them. A city that was left half made is made anew by it.
mark=$data/SAMPLE
incomplete=$data/SAMPLE-INCOMPLETE
accounts=$data/sample-accounts.txt

if [ "${forget:-}" = yes ]; then
  [ -f "$mark" ] || [ -f "$incomplete" ] || { echo "$data holds no sample city; nothing was removed" >&2; exit 1; }
  rm -rf "$data"
  exit 0
fi

scripts/install.sh build
echo "Building (the first time takes some minutes)"
cargo build --release --locked --quiet -p touyan
touyan=target/release/touyan

if [ -f "$mark" ]; then
  echo "Serving the sample city that is in $data (make clean-demo forgets it)"
  there=$(sed -n 's/^ *"members": *\([0-9]*\).*/\1/p' "$mark" | head -n 1)
  if [ -n "$members" ] && [ "$members" != "$there" ]; then
    echo "It has ${there:-other} members, not $members: make clean-demo first to make another one" >&2
  fi
  [ -f "$accounts" ] && cat "$accounts"
else
  printed=$(mktemp)
  "$touyan" demo --data "$data" "${make_options[@]}" | tee "$printed"
  mv "$printed" "$accounts"
fi
exec "$touyan" serve --data "$data" "${serve_options[@]}"
