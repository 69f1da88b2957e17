#!/usr/bin/env bash
# Everything that must hold, step by step; a failing step does not hide the ones after it.
# The last line is the totals of the test runners: "N passed, N failed". A step that fails without
# a failing test (formatting, clippy, a build) counts as one failure.
# Logs of all steps: target/test-logs/. One step alone: `scripts/test.sh clippy`.
set -uo pipefail
cd "$(dirname "$0")/.."
logs=target/test-logs
mkdir -p "$logs"
export PATH="$PWD/target/tools/bin:$PATH" CARGO_TERM_COLOR=never INSTA_UPDATE=no NO_COLOR=1
# Built once and not edited in between: what the compiler keeps for the next edit would take 4 GB.
export CARGO_INCREMENTAL=0
# Our crates are compiled by clippy's driver, which is rustc with more lints: what `cargo clippy`
# would check a second time, all dependencies included, is checked while it is built.
RUSTC_WORKSPACE_WRAPPER=$(command -v clippy-driver) || { echo "clippy is not installed: rustup component add clippy" >&2; exit 1; }
export RUSTC_WORKSPACE_WRAPPER CLIPPY_ARGS="-Dwarnings__CLIPPY_HACKERY__"

passed=0 failed=0

format()   { cargo fmt --all --check -- --color never; }
tidy()     { cargo run --quiet --locked -p xtask -- tidy; }
types()    { npm --prefix e2e run --silent types; }
deny()     { cargo deny --color never check licenses bans sources; }
clippy()   { cargo build --quiet --locked --workspace --all-targets; }
rust()     { scripts/with-postgres.sh cargo nextest run --locked --workspace --cargo-quiet --no-tests=fail; }
binary()   { cargo build --quiet --locked -p touyan; }
browser()  { scripts/with-postgres.sh npm --prefix e2e test --silent; }

# The sum of the last numbers before a word in a log: `number passed FILE`.
number() { grep -oE "[0-9]+ $1" "$2" | tail -n 1 | grep -oE '^[0-9]+' || echo 0; }

# "Summary [ 2.1s] 12 tests run: 11 passed, 1 failed, 1 timed out, 0 skipped"
count_rust() {
  local summary=$logs/rust.summary
  grep -E '^ *Summary \[' "$logs/rust.log" | tail -n 1 > "$summary"
  passed=$((passed + $(number 'passed' "$summary")))
  local bad=$(($(number 'failed' "$summary") + $(number 'timed out' "$summary") + $(number 'exec failed' "$summary")))
  failed=$((failed + bad))
  [ "$bad" -gt 0 ]
}

# "browser journeys: 11 passed, 1 failed", written by e2e/run.mjs
count_browser() {
  local summary=$logs/browser.summary
  grep -E '^browser journeys: ' "$logs/browser.log" | tail -n 1 > "$summary"
  passed=$((passed + $(number 'passed' "$summary")))
  local bad
  bad=$(number 'failed' "$summary")
  failed=$((failed + bad))
  [ "$bad" -gt 0 ]
}

# Runs one step, shows its time, and on failure the end of its log.
step() {
  local name=$1 title=$2 began=$SECONDS code=0 counted=no
  "$name" > "$logs/$name.log" 2>&1 || code=$?
  if declare -F "count_$name" >/dev/null && "count_$name"; then counted=yes; fi
  if [ "$code" -eq 0 ] && [ "$counted" = no ]; then
    printf '  ok      %-44s %4d s\n' "$title" "$((SECONDS - began))"
    return
  fi
  [ "$counted" = yes ] || failed=$((failed + 1))
  # What a lint refuses still has its tests: the rest is compiled without lints.
  [ "$name" != clippy ] || unset RUSTC_WORKSPACE_WRAPPER CLIPPY_ARGS
  printf '  FAILED  %-44s %4d s   %s\n' "$title" "$((SECONDS - began))" "$logs/$name.log"
  tail -n 60 "$logs/$name.log" | sed 's/^/    | /'
}

declare -A titles=(
  [format]="formatting"
  [tidy]="tidy: the house rules"
  [types]="type check of the scripts"
  [deny]="licences, bans and sources of dependencies"
  [clippy]="the build, with clippy, warnings denied"
  [rust]="Rust tests on SQLite and PostgreSQL"
  [binary]="the binary for the browser"
  [browser]="browser journeys"
)
order=(format tidy types deny clippy rust binary browser)

main() {
  local chosen=("$@") name began=$SECONDS
  [ "${#chosen[@]}" -gt 0 ] || chosen=("${order[@]}")
  scripts/install.sh test || { echo "0 passed, 1 failed"; exit 1; }
  for name in "${chosen[@]}"; do
    [ -n "${titles[$name]:-}" ] || { echo "no such step: $name (${order[*]})" >&2; exit 2; }
    step "$name" "${titles[$name]}"
  done
  echo "  in $(((SECONDS - began) / 60)) min $(((SECONDS - began) % 60)) s"
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
}

main "$@"
