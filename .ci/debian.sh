#!/bin/sh
# Installs the Debian packages named as arguments, with root or a sudo that asks no password.
# Without either it says so in one line and succeeds: everything else works without them.
set -u
missing=
for package in "$@"; do
    dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
done
[ -z "$missing" ] && exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "debian: no apt-get here; going on with what is there"
    exit 0
fi
if [ "$(id -u)" = 0 ]; then
    root=
elif sudo -n true 2>/dev/null; then
    root="sudo -n"
else
    echo "debian: no root and no sudo, so not installing$missing; going on with what is there"
    exit 0
fi
echo "debian: installing$missing"
# shellcheck disable=SC2086  # both lists are meant to be split into words
if ! { $root apt-get update -qq && $root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends $missing; } >/tmp/babelpress-apt.log 2>&1; then
    echo "debian: could not install$missing (see /tmp/babelpress-apt.log); going on without"
fi
