#!/usr/bin/env bash
# Makes what Azure runs: a folder and a zip with the app (compiled ahead for linux-x64, without symbols), the host's Service Bus extension and the notices of
# third parties; beside them a software bill of materials (CycloneDX) for each of the two.
set -euo pipefail
cd "$(dirname "$0")/.."

usage() {
  cat <<'TEXT'
./infra/publish.sh [--out DIR] [--team FILE] [--docs DIR] [--samples]

  --out DIR     where to write the folder `app`, `app.zip`, `app.cdx.json` and `host.cdx.json` (artifacts/publish)
  --team FILE   your team file; it becomes team.json in the package
  --docs DIR    your docs (*.md), from which requests are answered
  --samples     the sample team and docs, to try the package with

Without --team and --docs, the settings Team__Path and Answers__DocsPath say where they lie.
Deploy with: az functionapp deployment source config-zip --src artifacts/publish/app.zip -g GROUP -n APP
Run it here with Azure's Core Tools: cd artifacts/publish/app && func start
Exit codes: 0 made, 1 not made, 2 the options, or what they name, can't be used.
TEXT
}

refuse() { printf '%s\n' "$*" >&2; exit 2; }
wrong() { printf '%s\n' "$*" >&2; usage >&2; exit 2; }

out=artifacts/publish team= docs= samples=false
while [ $# -gt 0 ]; do
  case $1 in
    --out | --team | --docs) [ $# -ge 2 ] || wrong "$1 needs a value."; printf -v "${1#--}" '%s' "$2"; shift 2 ;;
    --samples) samples=true; shift ;;
    --help | -h) usage; exit 0 ;;
    *) wrong "Unknown option '$1'." ;;
  esac
done
[ -z "$team" ] || [ -f "$team" ] || refuse "There is no file $team."
[ -z "$docs" ] || [ -d "$docs" ] || refuse "There is no folder $docs."
[ -z "$docs" ] || [ -n "$(find -L "$docs" -type f -name '*.md' -print -quit)" ] || refuse "--docs: there is no Markdown file (*.md) in $docs."
[ "$samples" = false ] || [ -z "$team$docs" ] || wrong '--samples stands for --team and --docs; give one or the other.'

mkdir -p artifacts
mkdir -p "$out" 2>/dev/null && [ -w "$out" ] || refuse "--out: nothing can be written to $out."
log=$(mktemp)
trap 'rm -f "$log"' EXIT

if [ -n "$team" ]; then
  echo 'Checking the team file (the app is built for it)' >&2
  dotnet build functions -c Release -v quiet --nologo >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
  dotnet artifacts/bin/Router.Functions/release/router.dll team check "$team" >"$log" 2>&1 || { cat "$log" >&2; exit 2; }
fi

echo 'Looking for the host'"'"'s extension' >&2
if ! dotnet restore infra/build/HostExtension.proj -v quiet --nologo >"$log" 2>&1; then
  if grep -Eq 'NU110[1-3]' "$log"; then
    extension=$(sed -n 's:.*<ServiceBusExtension>\(.*\)</ServiceBusExtension>.*:\1:p' infra/build/ServiceBusExtension.props)
    version=$(sed -n 's:.*<ServiceBusExtensionVersion>\(.*\)</ServiceBusExtensionVersion>.*:\1:p' infra/build/ServiceBusExtension.props)
    cat >&2 <<TEXT
The package feed of this machine has no $extension $version.
Without it the Functions host in Azure can't start the queue functions, so nothing was made. To go on, do one of these:
  - publish on a machine that restores from nuget.org;
  - name a feed or a folder that has the package (and what it needs):
      RestoreAdditionalProjectSources=FEED ./infra/publish.sh ...
  - set another version that your feed has in infra/build/ServiceBusExtension.props.
The build and the local stack (./infra/run.sh) need no such package.
TEXT
    exit 1
  fi
  cat "$log" >&2
  exit 1
fi

echo 'Publishing (a minute or two)' >&2
rm -rf "$out/app" "$out/app.zip" "$out/app.cdx.json" "$out/host.cdx.json"
dotnet publish functions -c Release -r linux-x64 --no-self-contained -v quiet --nologo -o "$out/app" \
  -p:FetchWorkerExtensions=true -p:PublishReadyToRun=true -p:PublishSamples="$samples" >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
[ -z "$team" ] || cp "$team" "$out/app/team.json"
[ -z "$docs" ] || { mkdir -p "$out/app/docs" && cp -R "$docs/." "$out/app/docs/"; }

echo 'Listing what it is made of' >&2
infra/build/sbom.sh "$out" artifacts/obj/Router.Functions/release_linux-x64/WorkerExtensions/WorkerExtensions.csproj >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
mv "$out/THIRD-PARTY-NOTICES.txt" "$out/app/"
dotnet msbuild infra/build/Zip.proj -v:quiet --nologo "-p:Folder=$(realpath "$out/app")" "-p:File=$(realpath "$out")/app.zip" >&2
printf 'Made %s and %s (%s)\n' "$out/app" "$out/app.zip" "$(du -h "$out/app.zip" | cut -f1)"
