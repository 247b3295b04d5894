#!/bin/sh
# Fetches the CommonMark specification, whose examples the tests rebuild, with npm.
# Without npm that test is skipped, and says so.
folder=${1:-.venv}/commonmark-spec
[ -f "$folder/package/spec.txt" ] && exit 0
command -v npm >/dev/null 2>&1 || exit 0
mkdir -p "$folder"
if ! (cd "$folder" && npm pack --silent commonmark-spec@0.31.2 >/dev/null &&
        tar xzf commonmark-spec-0.31.2.tgz) 2>/dev/null; then
    echo "commonmark-spec: npm could not fetch it; its test is skipped"
fi
exit 0
