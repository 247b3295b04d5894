#!/bin/sh
# Random histories in runs of 5,000, each with a seed of its own, which its line names.
# usage: histories.sh BIN RUNS [FIRST_SEED]
set -eu
bin=$1 runs=$2 seed=${3:-1}
last=$((seed + runs - 1))
failed=0
while [ "$seed" -le "$last" ]; do
    printf 'seed %s: ' "$seed"
    if said=$(HISTORIES=5000 "$bin/python" -m pytest -q -p no:cacheprovider \
        --hypothesis-seed="$seed" tests/workflow/test_histories.py); then
        echo "nothing lost"
    else
        printf '%s\n' "$said"
        failed=1
    fi
    seed=$((seed + 1))
done
exit "$failed"
