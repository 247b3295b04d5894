#!/bin/sh
# Translates copies of the sample articles in build/demo, and says what it wrote and where.
# The repository's own locales/, with their corrections, are left alone.
set -u
bin=$(cd "$1" && pwd)
rm -rf build/demo
mkdir -p build/demo
cp -R articles translate.toml build/demo/
cd build/demo || exit 1

show() {
    echo
    echo "\$ translate $*"
    case $1 in
        run) "$bin/translate" "$@" 2>&1 >/dev/null ;; # the paths stand in the narration, too
        *) "$bin/translate" "$@" 2>&1 ;;
    esac
    case $? in 0 | 1) ;; *) echo "(going on with what is there)" ;; esac
}

echo "In build/demo:"
show run articles/maree.txt --to es,ca
show run articles/seed-library.md --to pt
show status
echo
echo "The drafts wait in build/demo/locales; open one in Poedit. The localized articles are in"
echo "build/demo/build. What corrected catalogs look like: locales/ in this folder."
