#!/usr/bin/env bash
# Builds what has changed and starts Router on this machine. ./infra/run.sh --help lists the commands.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
runner=$root/artifacts/bin/Router.Runner/release/router-run
stamp=$root/artifacts/run-built
log=$root/artifacts/run-build.log

fail() { printf '%s\n' "$*" >&2; exit 1; }

command -v dotnet >/dev/null 2>&1 ||
  fail 'Router needs the .NET 10 SDK, and there is no dotnet command. Install dotnet-sdk-10.0 (https://dotnet.microsoft.com/download).'

case ${1:-} in
  read | classify | evaluate | train | backtest | corrections | broker | secret | send | replay | mailbox | sources | team | --help | -h) ;;
  *)
    command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 ||
      fail 'The storage emulator runs on Node.js, and there is no node or npm command. Install Node.js 20 or later (https://nodejs.org).'
    [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] ||
      fail "The storage emulator needs Node.js 20 or later; this is $(node --version)."
    ;;
esac

# Folders count too: removing a file changes nothing else. Azurite's is left out: its packages are installed after the build.
is_built() {
  [ -x "$runner" ] && [ -f "$stamp" ] &&
    [ -z "$(find "$root/functions" "$root/infra/local" "$root/infra/build" "$root/host.json" "$root"/Directory.*.props \
      \( -name node_modules -o -path "$root/infra/local/azurite" \) -prune -o -newer "$stamp" -print -quit)" ]
}

build() {
  dotnet --list-sdks | grep -q '^1[0-9]\.' || fail "Router needs the .NET 10 SDK; here is only: $(dotnet --list-sdks | tr '\n' ' ')"
  mkdir -p "$root/artifacts"
  touch "$stamp.start"
  # Without its servers, which would stay behind when everything else has ended.
  MSBUILDDISABLENODEREUSE=1 dotnet build "$root/infra/local/Runner" -c Release -v quiet --nologo -p:UseSharedCompilation=false >"$log" 2>&1 &
  local pid=$! seconds=0
  trap 'kill "$pid" 2>/dev/null; exit 130' INT TERM
  while kill -0 "$pid" 2>/dev/null; do
    if [ -t 2 ]; then printf '\rBuilding, %s s' "$seconds" >&2; elif [ $((seconds % 10)) = 0 ]; then printf 'Building, %s s\n' "$seconds" >&2; fi
    seconds=$((seconds + 1))
    sleep 1
  done
  if [ -t 2 ]; then printf '\r\033[K' >&2; fi
  wait "$pid" || { cat "$log" >&2; fail 'The build failed; its output is above.'; }
  trap - INT TERM
  mv "$stamp.start" "$stamp"
}

is_built || build
if [ -z "${DOTNET_ROOT:-}" ]; then
  # A .NET unpacked into a folder of its own is found through its command only.
  DOTNET_ROOT=$(dirname "$(readlink -f "$(command -v dotnet)")")
  export DOTNET_ROOT
fi
exec "$runner" "$@"
