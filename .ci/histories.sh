#!/bin/sh
# Random histories in runs of 5,000, each with a seed of its own, which its line names.
# usage: histories.sh BIN RUNS [FIRST_SEED]
set -eu
bin=$1 runs=$2 seed=${3:-1}
last=$((seed + runs - 1))
while [ "$seed" -le "$last" ]; do
    printf 'seed %s: ' "$seed"
    HISTORIES=5000 "$bin/python" -m pytest -q -p no:cacheprovider --hypothesis-seed="$seed" \
        tests/workflow/test_histories.py | tail -n 1
    seed=$((seed + 1))
done
