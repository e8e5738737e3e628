#!/usr/bin/env bash
# bench-classifier.sh APP-FOLDER: latency and load time of the classifier, hostile texts, and beside fastText and ML.NET; prints tables for tests/Bench/README.md.
# Run by infra/bench.sh classifier, which publishes the app.
set -euo pipefail
app=$(realpath "$1")
cd "$(dirname "$0")/../.."
command -v fasttext >/dev/null || { apt-get update -qq && apt-get install -y -qq fasttext; } >&2
dotnet build tests/Bench/Classifier -c Release -v quiet --nologo >&2
bench() { dotnet artifacts/bin/Router.Bench.Classifier/release/Router.Bench.Classifier.dll "$@"; }
echo "$(nproc) cores, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1), .NET $(dotnet --version), $(date -u +%F)"
echo; bench latency "$app" tests/Data/Frozen/messages.jsonl
echo; bench compare tests/Data/Training tests/Data/Frozen/messages.jsonl
echo; bench hostile
echo; bench changes tests/Data/Frozen/messages.jsonl
echo; bench doubt tests/Data/Frozen/messages.jsonl
echo; bench doubt tests/Data/Frozen/real.jsonl
echo; bench night
