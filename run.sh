#!/bin/bash
# Installs what is missing, builds if something changed, and starts KnowledgeBase on http://127.0.0.1:7860.
# Arguments go to the application, such as: ./run.sh --urls http://0.0.0.0:8080
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
source .ci/packages.sh

need_for_build
need_for_reading
install_missing || echo "Going on without: what needs the missing packages will say so." >&2

application=artifacts/bin/KnowledgeBase.Web/release/KnowledgeBase.Web.dll
stamp=artifacts/run.stamp
sources=(KnowledgeBase.Core KnowledgeBase.Web wwwroot-assets Directory.*.props BannedSymbols.txt .editorconfig global.json)
# Folders count too: a deleted file changes nothing but its folder.
if [ ! -f "$application" ] || [ ! -f "$stamp" ] || [ -n "$(find "${sources[@]}" -newer "$stamp" -print -quit)" ]; then
    echo "Building ..."
    mkdir -p artifacts
    touch "$stamp.new"      # a file saved during the build is newer than this
    dotnet build KnowledgeBase.Web --configuration Release --nologo --verbosity quiet
    mv "$stamp.new" "$stamp"
fi

exec dotnet "$application" "$@"
