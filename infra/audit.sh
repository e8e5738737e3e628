#!/usr/bin/env bash
# Asks NuGet and npm whether a package in use has a known vulnerability. Fails on a finding, and where a source had no data to say so.
set -uo pipefail
cd "$(dirname "$0")/.."

usage() {
  cat <<'TEXT'
./infra/audit.sh [--source URL]

  --source URL  the NuGet source that is asked for vulnerability data (https://api.nuget.org/v3/index.json)

npm asks the registry that it is set up with. What may pass all the same, until when and why, stands in infra/supply/AuditExceptions.props.
Each line begins with a code: audit-passed, audit-no-data, audit-finding, audit-excepted, audit-exception-expired, audit-exception-unused.
Exit codes: 0 passed, 1 not passed, 2 the options, or the exceptions, can't be used.
TEXT
}

source=https://api.nuget.org/v3/index.json
while [ $# -gt 0 ]; do
  case $1 in
    --source) [ $# -ge 2 ] || { echo '--source needs a value.' >&2; usage >&2; exit 2; }; source=$2; shift 2 ;;
    --help | -h) usage; exit 0 ;;
    *) echo "Unknown option '$1'." >&2; usage >&2; exit 2 ;;
  esac
done

answers=$(mktemp -d)
trap 'rm -rf "$answers"' EXIT
export DOTNET_CLI_UI_LANGUAGE=en

# Others may want it at the same time.
mkdir -p artifacts
flock artifacts/supply.lock dotnet build infra/supply -v quiet --nologo >"$answers/build.log" 2>&1 || { cat "$answers/build.log" >&2; exit 1; }

# What the lock files say, restored a second time from the packages that are already here, so that nothing but the audit needs the source.
dotnet restore Router.sln -v quiet --nologo >"$answers/restore.log" 2>&1 || { cat "$answers/restore.log" >&2; exit 1; }
cat >"$answers/nuget.config" <<XML
<configuration>
  <packageSources><clear /><add key="$source" value="$source" allowInsecureConnections="true" /></packageSources>
  <auditSources><clear /><add key="$source" value="$source" allowInsecureConnections="true" /></auditSources>
</configuration>
XML
dotnet restore Router.sln --nologo -v minimal --configfile "$answers/nuget.config" -p:ArtifactsPath="$answers" -p:RestoreLockedMode=true -p:RouterAudit=true \
  -p:NuGetAudit=true -p:NuGetAuditMode=all -p:NuGetAuditLevel=low -p:NoWarn= -p:TreatWarningsAsErrors=false >"$answers/nuget.log" 2>&1

npm_audit() { # npm_audit FOLDER NAME: npm's exit code says the same as its report
  npm audit --json --prefix "$1" >"$answers/$2.json" 2>/dev/null
}
while IFS= read -r lock; do
  folder=$(dirname "$lock")
  npm_audit "$folder" "npm.${folder//\//-}"
done < <(git ls-files '*package-lock.json')

# A registry without data finds nothing either; lodash 4.17.0 has well-known vulnerabilities. It is asked for and never installed.
mkdir "$answers/known"
echo '{"name":"known","version":"1.0.0","dependencies":{"lodash":"4.17.0"}}' >"$answers/known/package.json"
echo '{"name":"known","version":"1.0.0","lockfileVersion":3,"packages":{"":{"name":"known","version":"1.0.0","dependencies":{"lodash":"4.17.0"}},"node_modules/lodash":{"version":"4.17.0"}}}' >"$answers/known/package-lock.json"
npm_audit "$answers/known" npm-known

dotnet artifacts/bin/Router.Supply/debug/router-supply.dll audit "$answers"
