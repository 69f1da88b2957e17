#!/usr/bin/env bash
# Every measurement of RESULTS.md, one JSON line each: `bench/run-all.sh [quick] [FILE]`.
# quick: a smoke run of a few minutes. ONLY='sitting|start' runs the commands that match.
# Lines go to FILE (default target/bench.jsonl); what is
# going on, with the seconds since the beginning, goes to stderr. In FILE a line that begins with
# `# bench` is the command of the lines after it, `# machine` says where they were measured.
# `bench report FILE` makes the tables of RESULTS.md from it.
# DIVISIONS='a.csv b.csv …': tables of divisions for the large city with filled rooms, which is left
# out without them.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
quick=no
[ "${1:-}" = quick ] && { quick=yes; shift; }
out=${1:-target/bench.jsonl}
bench=${BENCH:-target/release/bench}
touyan=${TOUYAN:-target/release/touyan}
if [ -z "${BENCH:-}" ]; then cargo build --release --quiet --locked -p bench -p touyan || exit 1; fi
: > "$out"
failed=0
SECONDS=0

# size FULL QUICK: the first word where the run is full, the second where it is quick
size() { [ "$quick" = yes ] && echo "$2" || echo "$1"; }

say() { echo "[${SECONDS}s] $*" >&2; }

machine() {
  local cpu memory
  cpu=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)
  memory=$(awk '/^MemTotal/ { printf "%.1f GiB", $2 / 1048576 }' /proc/meminfo)
  {
    echo "# machine date: $(date -u +%Y-%m-%dT%H:%MZ)"
    echo "# machine commit: $(git describe --always --dirty --abbrev=12 2>/dev/null || echo unknown)"
    echo "# machine processors: $(nproc)"
    echo "# machine processor: ${cpu:-unknown}"
    echo "# machine memory: $memory"
    echo "# machine kernel: $(uname -sr)"
    echo "# machine disk under the database: $(df --output=fstype,source "${TMPDIR:-/tmp}" | tail -n 1 | tr -s ' ')"
    echo "# machine load before: $(cut -d' ' -f1-3 /proc/loadavg)"
    echo "# machine run: $(size full quick)"
  } >> "$out"
}

run() {
  local code began=$SECONDS
  [[ "$*" =~ ${ONLY:-.} ]] || return 0
  say "bench $*"
  echo "# bench $*" >> "$out"
  "$bench" "$@" 2> "$out.words" > "$out.line"
  code=$?
  grep '^{' "$out.words" >> "$out"
  cat "$out.line" >> "$out"
  tail -n 1 "$out.line" >&2
  if [ "$code" -ne 0 ]; then
    failed=$((failed + 1))
    echo "# exit $code" >> "$out"
    grep -v '^{' "$out.words" | tail -n 3 >&2
    say "exit $code"
  fi
  say "took $((SECONDS - began)) s"
  rm -f "$out.words" "$out.line"
}

# The sample city as an operator makes it.
demo() {
  local folder began ended
  [[ "demo $1" =~ ${ONLY:-.} ]] || return 0
  folder=$(mktemp -d)
  say "touyan demo --members $1"
  echo "# touyan demo --members $1" >> "$out"
  began=$(date +%s.%N)
  if ! "$touyan" demo --data "$folder/city" --members "$1" >/dev/null; then
    failed=$((failed + 1))
    echo "# exit 1" >> "$out"
    rm -rf "$folder"
    return
  fi
  ended=$(date +%s.%N)
  awk -v n="$1" -v b="$began" -v e="$ended" -v s="$(du -sm "$folder/city" | cut -f1)" \
    'BEGIN { printf "{\"work\":\"demo\",\"n\":%d,\"seconds\":%.1f,\"per_second\":%.0f,\"disk_mb\":%d}\n", n, e-b, n/(e-b), s }' \
    | tee -a "$out" >&2
  rm -rf "$folder"
}

machine
runs=$(size 3 1)
seconds=$(size 10 2)
candidates=$(size 2000 200)

# As fast as answers are acknowledged, the limits beside it; then with candidates who think, a
# connection for each few of them.
for engine in sqlite postgres; do
  run sitting --engine $engine --runs "$runs" --candidates "$candidates" --seconds "$seconds" \
    --ratio-limit 0.6
  if [ $engine = sqlite ]; then rate=20000 limit=50; else rate=10000 limit=250; fi
  run sitting --engine $engine --runs "$runs" --candidates "$candidates" --seconds "$seconds" \
    --rate "$(size $rate 500)" --connections "$(size 500 50)" --alone --p99-limit-ms $limit
  run start --engine $engine --runs "$runs" --candidates "$(size 20000 500)" \
    --members "$(size 25000 2000)" --within-s 10
done
for during in import close backup; do
  # A closing waits ten seconds for what is still on its way.
  run sitting --runs "$runs" --candidates "$(size 1000 100)" \
    --seconds "$([ $during = close ] && echo 15 || echo "$(size 10 3)")" \
    --rate "$(size 1000 200)" --connections "$(size 250 50)" --during $during --alone \
    --p99-limit-ms 100
done
run import --rows "$(size 100000 3000)" --least-per-second "$(size 20000 1)"
run import --engine postgres --rows "$(size 50000 3000)"
run pages --seconds "$(size 15 3)" --rate "$(size 500 50)" --p99-limit-ms 20
run pages --engine postgres --seconds "$(size 15 3)" --rate "$(size 500 50)"
run weigh
run signins --people "$(size 2000 100)"
run startup --p99-limit-ms 500 --rss-limit-mb 100
# Kills: rounds are short, so that there are many. The product first, the bare server after it.
kills=$(size 200 3)
small="--longest-ms 200 --members 2000 --candidates 1000"
# shellcheck disable=SC2086
{
  run kill --server city --kills "$kills" $small
  run kill --server city --kills "$kills" $small --unsynced
  run kill --server city --kills 5 $small --unsynced --control durability-off
  run kill --server city --kills "$(size 20 2)" $small --engine postgres
}
run kill --kills "$(size 50 2)" --longest-ms 200
run kill --kills "$(size 50 2)" --longest-ms 200 --unsynced
run kill --kills "$(size 20 2)" --longest-ms 200 --engine postgres
run kill --kills 5 --control durability-off --unsynced
run kill --kills 60 --longest-ms 150 --control ack-early
if [ "$quick" = no ]; then
  demo 5000
  demo 1000000
  run pages --members 1000000 --seconds 15 --p99-limit-ms 20
  run startup --members 1000000 --rss-limit-mb 600
fi
# The rooms of a large city, made once and measured twice.
if [ -n "${DIVISIONS:-}" ]; then
  large=$(mktemp -d)
  read -r -a tables <<< "$DIVISIONS"
  city=(--members "$(size 1000000 5000)" --filled --kept "$large" --divisions "${tables[@]}")
  run pages "${city[@]}" --by-members 30 --rate "$(size 200 50)" --seconds "$(size 60 3)" \
    --each-p99-limit-ms 50
  run dashboard "${city[@]}" --p99-limit-ms 300
  rm -rf "$large"
  run pages --engine postgres --members "$(size 20000 2000)" --filled --divisions "${tables[@]}" \
    --by-members 30 --rate "$(size 100 50)" --seconds "$(size 30 3)"
else
  say "left out: the large city with filled rooms; name its tables in DIVISIONS"
fi
echo "# machine load after: $(cut -d' ' -f1-3 /proc/loadavg)" >> "$out"
echo "# machine took: $((SECONDS / 60)) min $((SECONDS % 60)) s" >> "$out"
say "$failed failed or broke a limit; tables: $bench report $out"
[ "$failed" -eq 0 ]
