#!/bin/bash
# Installs what the tests need, builds without a warning, checks the format, and runs every test, those in the browser
# too. The last line is "N passed, N failed, N skipped". Arguments go to dotnet test, such as: ./test.sh --filter Search
set -uo pipefail
cd "$(dirname "$(readlink -f "$0")")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
source .ci/packages.sh

need_for_build
need_for_reading
need /usr/bin/chromium chromium "the browser of the end-to-end tests"
need /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc fonts-noto-cjk "Chinese letters in the browser"
need pdftotext poppler-utils "a second opinion about what a PDF file says"
install_missing || exit 1

results=artifacts/test-results
rm -rf "$results"

echo "Building ..."
if ! dotnet build KnowledgeBase.sln --configuration Release --nologo --verbosity quiet; then
    echo "The build failed."
    echo "0 passed, 1 failed, 0 skipped"
    exit 1
fi

dotnet test KnowledgeBase.sln --configuration Release --no-build --logger trx --results-directory "$results" \
    --logger "console;verbosity=minimal" "$@"
status=$?

# The counts of every test project, out of its own report.
sum() { grep -ho "<Counters [^>]*" "$results"/*.trx 2>/dev/null | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n' | awk '{ n += $1 } END { print n + 0 }'; }
total=$(sum total) executed=$(sum executed) passed=$(sum passed)
failed=$((executed - passed))

if [ $# = 0 ]; then
    echo "Checking the format ..."
    if ! dotnet format KnowledgeBase.sln --verify-no-changes --no-restore --verbosity quiet; then
        echo "Failed: the format; 'dotnet format' puts it right."
        failed=$((failed + 1))
    fi
fi

# A test process that died reports fewer tests than it has, or none.
if [ "$status" != 0 ] && [ "$failed" = 0 ]; then
    echo "The test run ended with status $status."
    failed=1
fi
if [ "$passed" = 0 ] && [ "$failed" = 0 ]; then
    echo "No test ran."
    failed=1
fi

echo "$passed passed, $failed failed, $((total - executed)) skipped"
[ "$failed" = 0 ]
