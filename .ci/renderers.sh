#!/bin/sh
# Installs what the tests render Markdown with, each in an environment of its own below the virtual
# environment named first. What cannot be had is named; its tests are skipped.
# usage: renderers.sh VENV [PYTHON]
set -u
venv=${1:-.venv}
python=${2:-python3}
sh .ci/debian.sh hugo ruby-kramdown ruby-kramdown-parser-gfm
folder=$venv/renderers
mkdir -p "$folder"

missing() {
    echo "renderers: $1 could not be installed (see $folder/$1.log); its tests are skipped"
}

for lock in requirements/renderers/*.txt; do
    name=$(basename "$lock" .txt)
    cmp -s "$lock" "$folder/$name/installed.txt" && continue
    rm -rf "${folder:?}/$name"
    if {
        "$python" -m venv "$folder/$name" &&
            "$folder/$name/bin/python" -m pip install --quiet --no-deps --require-hashes -r "$lock"
    } >"$folder/$name.log" 2>&1; then
        cp "$lock" "$folder/$name/installed.txt"
    else
        missing "$name"
    fi
done

wanted=tests/renderers/package.json
if ! cmp -s "$wanted" "$folder/node/installed.json"; then
    rm -rf "$folder/node"
    mkdir -p "$folder/node"
    cp "$wanted" "$folder/node/package.json"
    if (cd "$folder/node" && npm install --no-package-lock --no-audit --no-fund --silent) \
        >"$folder/node.log" 2>&1; then
        cp "$wanted" "$folder/node/installed.json"
    else
        missing node
    fi
fi
exit 0
