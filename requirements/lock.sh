#!/bin/sh
# Pins every dependency with its hashes, for every platform, into requirements/.
# uv honours the overrides in pyproject.toml that keep torch out; pip alone then installs the lock.
set -eu
cd "$(dirname "$0")/.."
python=3.11
compile() {
    uv pip compile --quiet --universal --python-version "$python" --generate-hashes --no-header \
        --no-emit-index-url --no-emit-find-links "$@"
}
compile pyproject.toml -o requirements/runtime.txt
compile --group dev -c requirements/runtime.txt -o requirements/dev.txt
printf 'hatchling==1.29.0\neditables\n' | compile -c requirements/dev.txt - -o requirements/build.txt

# What the tests render Markdown with, an environment each (.ci/renderers.sh).
python=3.11.5  # PyMdown's extensions ask for it
renderers() {
    compile - -o "requirements/renderers/$1.txt"
}
printf 'markdown\npymdown-extensions\n' | renderers python-markdown
printf 'zensical\n' | renderers zensical
printf 'myst-parser\nlinkify-it-py\n' | renderers myst
