#!/bin/sh
# Pins every dependency with its hashes, for every platform, into requirements/.
# uv honours the overrides in pyproject.toml that keep torch out; pip alone then installs the lock.
set -eu
cd "$(dirname "$0")/.."
compile() {
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
        --no-emit-index-url --no-emit-find-links "$@"
}
compile pyproject.toml -o requirements/runtime.txt
compile --group dev -c requirements/runtime.txt -o requirements/dev.txt
printf 'hatchling==1.29.0\neditables\n' | compile -c requirements/dev.txt - -o requirements/build.txt
