#!/usr/bin/env bash
# make_picture.sh [FILE.po [TEXT_OF_THE_ENTRY [OUT.png]]]
#
# Takes the picture of a catalog in the real Poedit that the README begins with: opens a copy of
# the catalog on a virtual screen, goes to the entry whose source holds the text, and writes the
# window as a PNG. The user's own Poedit, with its settings and its memory, is not touched.
#
# Needs poedit, xvfb, xdotool, imagemagick and openbox (make poedit).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
catalog=${1:-$here/../locales/es/LC_MESSAGES/maree.po}
entry=${2:-flottille}
out=$(readlink -m -- "${3:-$here/poedit.png}")

if [ -z "${INSIDE_XVFB:-}" ]; then
    exec env INSIDE_XVFB=1 xvfb-run -a -s "-screen 0 1280x860x24 -nolisten tcp" \
        bash "$0" "$catalog" "$entry" "$out"
fi

scratch=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$scratch"' EXIT
export HOME=$scratch XDG_RUNTIME_DIR=$scratch DBUS_SESSION_BUS_ADDRESS=disabled:
export LC_ALL=C.UTF-8 GDK_BACKEND=x11 NO_AT_BRIDGE=1 GTK_THEME=Adwaita
mkdir -p "$scratch/.config/poedit"
cat >"$scratch/.config/poedit/config" <<SETTINGS
focus_to_text=0
sort_by=file-order
sort_untrans_first=0
sort_errors_first=0
enable_spellchecking=0
use_tm=0
statusbar_shown=1
sidebar_shown=1
splitter=430
[windows]
[windows/mainwin]
w=1280
h=830
maximized=1
SETTINGS
cp "$catalog" "$scratch/"
copy=$scratch/$(basename "$catalog")

openbox >/dev/null 2>&1 &
poedit "$copy" >"$scratch/log" 2>&1 &
for _ in $(seq 120); do
    window=$(xdotool search --onlyvisible --name ' - Poedit$' 2>/dev/null | head -1) && [ -n "$window" ] && break
    sleep 0.25
done
[ -n "${window:-}" ] || { cat "$scratch/log" >&2; echo "Poedit did not open" >&2; exit 1; }
sleep 1.5

# Find the entry as a person would: Ctrl+F, the text, Return, Escape.
xdotool windowactivate "$window" && sleep 0.3
xdotool key --clearmodifiers ctrl+f && sleep 0.7
xdotool type --delay 40 "$entry" && sleep 0.5
xdotool key Return && sleep 0.7
xdotool key Escape && sleep 1
import -silent -window root "$scratch/shot.png"
convert "$scratch/shot.png" -strip -colors 128 -define png:compression-level=9 "$out"
echo "$out"
