#!/usr/bin/env bash
# Installs what the tests need, runs every test project and ends with one line: N passed, N failed.
#   ./infra/test.sh            all but the long runs
#   ./infra/test.sh --all      the long runs too (full crash matrix, browser on every page size)
#   ./infra/test.sh Unit Crash only these projects of tests/
set -uo pipefail
cd "$(dirname "$0")/.."

[ "${1:-}" = --all ] && { export ROUTER_TEST_ALL=1; shift; }

say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }

need() { # need COMMAND-OR-FILE DEBIAN-PACKAGE WHY
  if [ "${1#/}" != "$1" ]; then [ -e "$1" ] && return 0; else command -v "$1" >/dev/null 2>&1 && return 0; fi
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "Installing $2 ($3)"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2" >/dev/null && return 0
  fi
  echo "Tests need $1 ($3). Install the package $2 and run this again." >&2
  exit 1
}

need dotnet dotnet-sdk-10.0 'the .NET 10 SDK'
need node nodejs 'Azurite and the official clients'
need chromium chromium 'the browser tests'
need /usr/lib/python3/dist-packages/azure/servicebus python3-azure "Azure's Python client"

npm_ci() { # npm_ci FOLDER: only when its lock file changed since the last time
  [ -f "$1/package-lock.json" ] || return 0
  cmp -s "$1/package-lock.json" "$1/node_modules/.router-lock" && return 0
  say "Installing npm packages of $1"
  npm ci --prefix "$1" --no-audit --no-fund --loglevel=error && cp "$1/package-lock.json" "$1/node_modules/.router-lock"
}

for folder in infra/local/azurite tests/Contract/js tests/Browser; do
  npm_ci "$folder" || exit 1
done

say 'Building'
# One compiler for all projects takes half the time of one for each; it must not stay behind and take memory from the tests.
dotnet build Router.sln -v quiet --nologo -p:UseSharedCompilation=true || exit 1
dotnet build-server shutdown --vbcscompiler >/dev/null 2>&1

audited=0
if [ $# = 0 ]; then
  say 'Auditing packages'
  ./infra/audit.sh || audited=1
fi

projects=("$@")
# The longest first: two run at a time, since each waits more than it computes.
[ ${#projects[@]} -gt 0 ] || projects=(Crash Acceptance Contract Unit Browser Architecture)
at_a_time=2
passed=0 failed=$audited
logs=$(mktemp -d)
declare -A running=() started=()

set -m # A process group for each project, so that all of it ends when this ends early.
trap 'for pid in "${!running[@]}"; do kill -TERM -- "-$pid" 2>/dev/null; done; rm -rf "$logs"' EXIT
trap 'exit 130' INT TERM

start() { # start PROJECT: its lines appear as they come, each with its name; what is skipped and why stands in tests/README.md
  say "$1 begins"
  started[$1]=$SECONDS
  { dotnet "artifacts/bin/Router.$1/debug/Router.$1.dll" --progress off --no-ansi 2>&1 | tee "$logs/$1" | sed -u "/^skipped /,+1d; s/^/$1: /"; exit "${PIPESTATUS[0]}"; } &
  running[$!]=$1
}

failures() { # failures PROJECT: each failed test again, with the first lines of its reason
  awk '/^failed /{left=12} /^(skipped |$)/{left=0} left-->0' "$logs/$1" | cut -c1-400 | sed "s/^/$1: /"
}

finish() { # waits for one of them and counts it
  local pid status project ok bad
  wait -n -p pid; status=$?
  project=${running[$pid]}
  unset "running[$pid]"
  ok=$(sed -n 's/^ *succeeded: *\([0-9]*\).*/\1/p' "$logs/$project" | tail -1)
  bad=$(sed -n 's/^ *failed: *\([0-9]*\).*/\1/p' "$logs/$project" | tail -1)
  # A run that ended without counting, or failed without a failed test (no tests, a crash), counts as one failure.
  [ -n "$ok" ] && [ -n "$bad" ] || { ok=0 bad=1; }
  [ "$status" = 0 ] || [ "$bad" -gt 0 ] || bad=1
  say "$project took $((SECONDS - started[$project])) s: $ok passed, $bad failed"
  passed=$((passed + ok)) failed=$((failed + bad))
}

for project in "${projects[@]}"; do
  [ ${#running[@]} -lt "$at_a_time" ] || finish
  start "$project"
done
while [ ${#running[@]} -gt 0 ]; do finish; done

if [ "$failed" != 0 ]; then
  say 'What failed'
  [ "$audited" = 0 ] || echo 'Audit: see above, or run ./infra/audit.sh'
  for project in "${projects[@]}"; do failures "$project"; done
fi
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
