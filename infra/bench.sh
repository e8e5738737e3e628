#!/usr/bin/env bash
# Measures cold start (beside an app with nothing in it), storage round trips and load on this machine, and prints tables for tests/Bench/README.md; with `broker`, RabbitMQ and our broker
# instead; with `soak`, our broker for half an hour; with `sends`, the app's own sender; with `notifications`, a minute of announced mail; with `conversation`, the page of 200 long mails; with `doors`, 5,000 forms beside 200 slow uploads; with `search`, the search page with 20,000 requests stored; with `load`, requests from post to place while many are stored; with `classifier`, the classifier.
set -euo pipefail
cd "$(dirname "$0")/.."
publish() { # publish PROJECT FOLDER: compiled ahead, as infra/publish.sh does it
  dotnet publish "$1" -c Release -r linux-x64 --no-self-contained -p:PublishReadyToRun=true -p:PublishSamples=true -o "$2" -v quiet --nologo >&2
}
on_the_app() { # on_the_app LANE ARGUMENTS...: with the app as it is published
  publish functions artifacts/bench/app
  dotnet build tests/Bench -c Release -v quiet --nologo >&2
  dotnet build infra/local/Runner -v quiet --nologo >&2
  exec dotnet artifacts/bin/Router.Bench/release/Router.Bench.dll "$@"
}
if [ "${1:-}" = broker ]; then # RabbitMQ and our broker beside each other, by the same client
  [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || apt-get install -y --no-install-recommends rabbitmq-server >&2
  dotnet build tests/Bench -c Release -v quiet --nologo >&2
  exec dotnet artifacts/bin/Router.Bench/release/Router.Bench.dll broker artifacts/bin/Router.Broker/release/router-broker "${@:2}"
fi
if [ "${1:-}" = soak ]; then # memory, locks and order of our broker under half of what it can carry
  dotnet build tests/Bench -c Release -v quiet --nologo >&2
  exec dotnet artifacts/bin/Router.Bench/release/Router.Bench.dll soak artifacts/bin/Router.Broker/release/router-broker "${2:-30}"
fi
if [ "${1:-}" = sends ]; then # the app's own sender against our broker
  dotnet build tests/Bench -c Release -v quiet --nologo >&2
  exec dotnet artifacts/bin/Router.Bench/release/Router.Bench.dll sends artifacts/bin/Router.Broker/release/router-broker "${2:-5}"
fi
if [ "${1:-}" = notifications ]; then # a minute of 200 notifications of mail a second
  on_the_app notifications artifacts/bench/app
fi
if [ "${1:-}" = conversation ] || [ "${1:-}" = doors ]; then # the page of a request that 200 long mails have joined; forms beside slow uploads
  on_the_app "$1" artifacts/bench/app $([ "$1" = conversation ] || echo "${2:-20}")
fi
if [ "${1:-}" = search ]; then # the search page with STORED requests in the lists
  on_the_app search artifacts/bench/app "${2:-20000}"
fi
if [ "${1:-}" = load ]; then # with STORED requests in the tables, beside a build that was published before
  on_the_app load "${2:-0}" "${3:-1000}" "${4:-3}" artifacts/bench/app "${@:5}"
fi
if [ "${1:-}" = classifier ]; then
  publish functions artifacts/bench/app
  exec infra/build/bench-classifier.sh artifacts/bench/app
fi
[ $# -eq 0 ] || { echo 'Usage: infra/bench.sh [broker [--fsync] | soak [MINUTES] | sends [ROUNDS] | notifications | conversation | doors [PER-SECOND] | search [STORED] | load [STORED [REQUESTS [ROUNDS [OTHER-APP...]]]] | classifier]' >&2; exit 2; }
[ -d infra/local/azurite/node_modules ] || npm ci --prefix infra/local/azurite --no-audit --no-fund --loglevel=error
echo 'Publishing, a minute or two' >&2
publish functions artifacts/bench/app
publish tests/Bench/EmptyApp artifacts/bench/empty
dotnet build Router.sln -v quiet --nologo >&2
bench() { dotnet artifacts/bin/Router.Bench/debug/Router.Bench.dll "$@"; }
echo "$(nproc) cores, $(awk '/MemTotal/ {printf "%.0f", $2/1048576}' /proc/meminfo) GiB, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1), .NET $(dotnet --version), Node $(node --version)"
echo; bench coldstart artifacts/bench/app artifacts/bench/empty
echo; bench roundtrips
echo; bench load 0 1000 1 artifacts/bench/app
