#!/usr/bin/env bash
# ./infra/build/sbom.sh OUT [EXTENSIONS]: what the restored app is made of, and the terms of each package.
#   OUT         gets app.cdx.json and THIRD-PARTY-NOTICES.txt
#   EXTENSIONS  the project with the host's extensions that the Functions Sdk made while publishing; OUT gets host.cdx.json too
set -euo pipefail
out=$(realpath "$1") extensions=${2:+$(realpath "$2")}
cd "$(dirname "$0")/../.."

bom() { # bom PROJECT NAME FILE
  dotnet CycloneDX "$1" --set-name "$2" --set-version "$version" --output "$out" --filename "$3" --output-format Json --spec-version 1.6 \
    --include-license-text --exclude-dev --disable-package-restore
  # Of a project that was not restored it makes a document without packages, and says nothing.
  grep -q '"purl": "pkg:nuget/' "$out/$3" || { echo "sbom-empty: no package was found for $1; restore it first." >&2; return 1; }
}

version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
dotnet tool restore
mkdir -p artifacts
flock artifacts/supply.lock dotnet build infra/supply -v quiet --nologo
bom functions/Router.Functions.csproj Router app.cdx.json
boms=("$out/app.cdx.json")
if [ -n "$extensions" ]; then
  bom "$extensions" 'Router host extensions' host.cdx.json
  boms+=("$out/host.cdx.json")
fi
dotnet artifacts/bin/Router.Supply/debug/router-supply.dll notices "$out/THIRD-PARTY-NOTICES.txt" "${boms[@]}"
