#!/usr/bin/env bash
# Every measurement of RESULTS.md, one JSON line each: `bench/run-all.sh [quick] [FILE]`.
# quick: a smoke run of about two minutes. Lines go to FILE (default target/bench.jsonl) and to
# stdout; a line that begins with # is the command of the lines after it.
set -uo pipefail
cd "$(dirname "$0")/.."
quick=no
[ "${1:-}" = quick ] && { quick=yes; shift; }
out=${1:-target/bench.jsonl}
bench=${BENCH:-target/release/bench}
touyan=${TOUYAN:-target/release/touyan}
if [ -z "${BENCH:-}" ]; then cargo build --release --quiet --locked -p bench -p touyan || exit 1; fi
: > "$out"
failed=0

# full FEW…: the first word where the run is full, the second where it is quick
size() { [ "$quick" = yes ] && echo "$2" || echo "$1"; }

run() {
  echo "# bench $*" | tee -a "$out"
  "$bench" "$@" 2>&1 >"$out.line" | grep '^{' | tee -a "$out"
  local code=${PIPESTATUS[0]}
  tee -a "$out" < "$out.line"
  rm -f "$out.line"
  [ "$code" -eq 0 ] || { echo "# exit $code" | tee -a "$out"; failed=$((failed + 1)); }
}

# The sample city as an operator makes it.
demo() {
  local folder began ended
  folder=$(mktemp -d)
  began=$(date +%s.%N)
  "$touyan" demo --data "$folder/city" --members "$1" >/dev/null || failed=$((failed + 1))
  ended=$(date +%s.%N)
  echo "# touyan demo --members $1" | tee -a "$out"
  awk -v n="$1" -v b="$began" -v e="$ended" -v s="$(du -sm "$folder/city" | cut -f1)" \
    'BEGIN { printf "{\"work\":\"demo\",\"n\":%d,\"seconds\":%.1f,\"per_second\":%.0f,\"disk_mb\":%d}\n", n, e-b, n/(e-b), s }' \
    | tee -a "$out"
  rm -rf "$folder"
}

million=$(size 1000000 20000)
demo 5000
run hello --seconds "$(size 5 1)"
run raw --seconds "$(size 5 1)"
for engine in sqlite postgres; do
  for _ in $(size "1 2 3" "1"); do
    run sitting --engine $engine --candidates "$(size 2000 200)" --seconds "$(size 10 2)"
  done
  rate=$([ $engine = sqlite ] && echo 20000 || echo 10000)
  run sitting --engine $engine --candidates "$(size 2000 200)" --seconds "$(size 10 2)" \
    --rate "$(size $rate 1000)" --alone
done
run start --candidates "$(size 20000 500)" --members "$(size 25000 2000)"
run start --engine postgres --candidates "$(size 20000 500)" --members "$(size 25000 2000)"
for during in import close backup; do
  run sitting --candidates "$(size 1000 100)" --seconds "$(size 15 3)" --rate "$(size 1000 200)" \
    --during $during --alone
done
run import --rows "$(size 100000 3000)"
run import --engine postgres --rows "$(size 50000 3000)"
run pages --seconds "$(size 20 3)" --rate "$(size 500 50)"
run weigh
run signins --people "$(size 2000 100)"
run startup
run kill --kills "$(size 200 3)"
run kill --kills "$(size 200 3)" --unsynced
run kill --kills "$(size 40 2)" --server city
run kill --kills "$(size 20 2)" --engine postgres
run kill --kills 5 --control durability-off --unsynced
run kill --kills 5 --control ack-early
if [ "$quick" = no ]; then
  demo "$million"
  run pages --members "$million" --seconds 20
  run startup --members "$million"
fi
echo "# $failed failed"
[ "$failed" -eq 0 ]
