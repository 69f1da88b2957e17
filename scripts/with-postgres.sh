#!/usr/bin/env bash
# Runs a command with a throw-away PostgreSQL: `scripts/with-postgres.sh cargo nextest run -p org`.
# The cluster lives in a temporary folder, belongs to no service, and is gone when the command ends.
# The command finds it in TOUYAN_TEST_PG. Durability is off: tests ask what is stored, not what
# survives a power cut (the fault harness in bench/ has a cluster of its own with fsync on).
set -euo pipefail
[ $# -gt 0 ] || { echo "usage: scripts/with-postgres.sh COMMAND…" >&2; exit 2; }

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
[ -n "$bin" ] || { echo "PostgreSQL is not installed: run scripts/install.sh test" >&2; exit 1; }
folder=$(mktemp -d "${TMPDIR:-/tmp}/touyan-pg.XXXXXX")

# PostgreSQL refuses to run as root; its Debian package brings the user postgres.
as_owner() {
  if [ "$(id -u)" -eq 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

finish() {
  as_owner "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

create() {
  local password=$1
  printf '%s' "$password" > "$folder/password"
  [ "$(id -u)" -eq 0 ] && chown -R postgres: "$folder"
  as_owner "$bin/initdb" -D "$folder/data" -U touyan --pwfile "$folder/password" \
    --auth scram-sha-256 --encoding UTF8 --locale C --no-sync --no-instructions > "$folder/initdb.log" 2>&1 \
    || { cat "$folder/initdb.log" >&2; exit 1; }
}

# A port can be taken between the asking and the binding, so the start is tried a few times.
start() {
  local attempt
  for attempt in 1 2 3 4 5; do
    port=$(free_port)
    as_owner "$bin/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w -t 60 -o \
      "-c listen_addresses=127.0.0.1 -p $port -k $folder -c max_connections=400 \
       -c shared_buffers=128MB -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
       -c autovacuum=off -c wal_level=minimal -c max_wal_senders=0 -c log_min_messages=fatal" \
      start >/dev/null 2>&1 && return
  done
  cat "$folder/server.log" >&2
  exit 1
}

password=$(head -c 16 /dev/urandom | od -An -tx1 | tr -d ' \n')
create "$password"
start
export TOUYAN_TEST_PG="postgres://touyan:$password@127.0.0.1:$port/postgres"
code=0
"$@" || code=$?
exit "$code"
