#!/usr/bin/env bash
# correct_first_entry.sh FILE.po NEW_TEXT OUT.png
#
# Drives the real Poedit on a virtual screen, as a translator would: opens FILE.po,
# replaces the translation of its first entry with NEW_TEXT (any Unicode), which clears
# "Needs work", saves (Ctrl+S), takes a screenshot, quits (Ctrl+Q), then reads FILE.po
# back and checks that the first entry has NEW_TEXT and no fuzzy flag.
#
# Exit: 0 ok | 1 usage or missing program | 2 Poedit ended, showed a dialog or timed out
#       3 Poedit saved, but FILE.po does not hold what was typed
#       4 all is well, but Poedit shows its orange or red bar above the list (see OUT.png).
#       OUT.png is left in all cases but 1.
# Environment: E2E_TIMEOUT (60 s in all), E2E_KEEP=1 (keep the scratch folder),
#              E2E_WM (window manager to start, 'none' for none), E2E_MO=0 (write no .mo).
# Needs: poedit Xvfb xdotool xclip xprop import(ImageMagick) python3; openbox if there.
# (Text goes in by the clipboard: 'xdotool type' drops non-ASCII letters on a busy machine.)
# Poedit's settings, translation memory and lock live in a scratch HOME: the user's own
# Poedit is neither read nor disturbed. Only processes started here are ended, by pid.
set -u
LIMIT=${E2E_TIMEOUT:-60}
ME=${0##*/}
say()  { printf '%s: [%ss] %s\n' "$ME" "$SECONDS" "$*" >&2; }
die1() { say "$*"; exit 1; }

[ $# -eq 3 ] || die1 "usage: $ME FILE.po NEW_TEXT OUT.png"
for p in poedit Xvfb xdotool xclip xprop import python3; do
  command -v "$p" >/dev/null || die1 "missing program: $p"
done
[ -f "$1" ] && [ -w "$1" ] || die1 "no such writable file: $1"
[ -n "$2" ] || die1 "NEW_TEXT is empty"
case $2 in *$'\r'*) die1 "NEW_TEXT must not hold a carriage return";; esac
FILE=$(readlink -f -- "$1"); TEXT=$2; OUT=$(readlink -m -- "$3")
[ -d "${OUT%/*}" ] || die1 "no such folder: ${OUT%/*}"

T=$(mktemp -d "${TMPDIR:-/tmp}/babelpress-poedit.XXXXXX") || die1 "cannot make a scratch folder"
XVFB= WM= POEDIT= CLIP= DISPLAY=

alive() { # is pid $1 a live child of this script?
  [ -n "$1" ] && grep -q "^PPid:[[:space:]]*$$\$" "/proc/$1/status" 2>/dev/null &&
    ! grep -q '^State:[[:space:]]*Z' "/proc/$1/status" 2>/dev/null
}
stop() { # end one of our own processes: TERM, 3 s, KILL
  alive "$1" || return 0
  kill "$1" 2>/dev/null
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do alive "$1" || return 0; sleep 0.2; done
  kill -9 "$1" 2>/dev/null
}
cleanup() {
  trap - EXIT; trap '' INT TERM HUP
  for p in "$POEDIT" "$CLIP" "$WM" "$XVFB"; do stop "$p"; done
  if [ "${E2E_KEEP:-0}" = 1 ]; then say "kept $T"; else rm -rf -- "$T"; fi
}
trap cleanup EXIT; trap 'exit 130' INT; trap 'exit 143' TERM HUP

x() { timeout -k 1 8 "$@"; }                       # no X client may hang the script
shot() { x import -silent -window root "$OUT" 2>/dev/null || say "no screenshot"; }
fail() {
  [ -n "$DISPLAY" ] && shot
  grep -avE '^$|Gtk-|spell->priv|lost focus' "$T/poedit.log" 2>/dev/null | tail -5 >&2
  say "FAILED: $*"
  exit 2
}
in_time() { [ "$SECONDS" -lt "$LIMIT" ] || fail "timed out after $LIMIT s, at: $1"; }
until_ok() { # until_ok WHAT COMMAND... : poll until COMMAND succeeds or the time is up
  local what=$1; shift
  in_time "$what"
  until "$@"; do in_time "$what"; sleep 0.25; done
}

# ---- Poedit's settings: no prompt, no reordering of the list, cursor in the text ----
mkdir -p "$T/home/.config/poedit" "$T/run"; chmod 700 "$T/run"
cat >"$T/home/.config/poedit/config" <<CFG
focus_to_text=1
sort_by=file-order
sort_group_by_context=0
sort_untrans_first=0
sort_errors_first=0
enable_spellchecking=0
use_tm=0
compile_mo=${E2E_MO:-1}
statusbar_shown=1
sidebar_shown=1
splitter=420
[windows]
[windows/mainwin]
w=1280
h=800
maximized=0
CFG

# ---- virtual screen, window manager, Poedit ----
# -noreset: else the server restarts whenever its last client leaves, cutting off the next
Xvfb -displayfd 3 -noreset -screen 0 1400x900x24 -nolisten tcp 3>"$T/display" >"$T/xvfb.log" 2>&1 &
XVFB=$!
display_up() { alive "$XVFB" || fail "Xvfb ended: $(tail -1 "$T/xvfb.log")"; [ -s "$T/display" ]; }
until_ok "Xvfb" display_up
export DISPLAY=":$(tr -d '[:space:]' <"$T/display")"
export HOME="$T/home" XDG_RUNTIME_DIR="$T/run" DBUS_SESSION_BUS_ADDRESS=disabled:
unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME WAYLAND_DISPLAY XAUTHORITY LANGUAGE
export LC_ALL=C.UTF-8 GDK_BACKEND=x11 GTK_IM_MODULE=gtk-im-context-simple NO_AT_BRIDGE=1 GTK_THEME=Adwaita

wm=${E2E_WM:-openbox}
if [ "$wm" != none ] && command -v "$wm" >/dev/null; then
  wm_up() {
    alive "$WM" || { "$wm" >"$T/wm.log" 2>&1 & WM=$!; }
    x xprop -root _NET_SUPPORTING_WM_CHECK 2>/dev/null | grep -q '#'
  }
  until_ok "window manager $wm" wm_up
fi
poedit "$FILE" >"$T/poedit.log" 2>&1 &
POEDIT=$!

wins()  { x xdotool search --onlyvisible --all --pid "$POEDIT" --name '.*' 2>/dev/null; }
title() { x xdotool getwindowname "$1" 2>/dev/null; }
main_window() { # sets W; fails at once if Poedit ended or shows a dialog instead
  local w
  alive "$POEDIT" || fail "Poedit ended while opening $FILE"
  no_dialog "while opening the file"
  for w in $(wins); do
    case $(title "$w") in *" - Poedit") W=$w; return 0;; esac
  done
  return 1
}
no_dialog() {
  local w
  for w in $(wins); do
    if x xprop -id "$w" _NET_WM_WINDOW_TYPE 2>/dev/null | grep -q _DIALOG; then
      sleep 1; fail "Poedit shows a dialog $1: '$(title "$w")' (see $OUT)"
    fi
  done
}
until_ok "Poedit's main window" main_window
sleep 1                                             # its deferred 'select first row' runs
no_dialog "after opening the file"
say "open: $(title "$W")"

focus() {
  if [ -n "$WM" ]; then x xdotool windowactivate "$W"; else x xdotool windowraise "$W" windowfocus "$W"; fi
} 2>/dev/null
key() { in_time "pressing $1"; x xdotool key --clearmodifiers "$@"; sleep 0.2; }
modified()  { case $(title "$W") in *"(modified) - Poedit") return 0;; esac; return 1; }
saved()     { alive "$POEDIT" || fail "Poedit ended while saving"
              no_dialog "on saving"; ! modified && [ "$(sum)" != "$SUM0" ]; }
sum()       { sha256sum <"$FILE"; }
first()     { # first MSGSTR|FUZZY of FILE's first entry that is not the header
  python3 - "$FILE" "$1" <<'PY'
import re, sys
esc = {'n': '\n', 't': '\t', 'r': '\r', '"': '"', '\\': '\\', 'a': '\a', 'b': '\b', 'f': '\f', 'v': '\v'}
ent, key = {'flags': ''}, None
def done(e):
    if 'msgid' in e and (e['msgid'] or 'msgctxt' in e):
        if sys.argv[2] == 'fuzzy':
            print(int('fuzzy' in re.split(r'[,\s]+', e['flags'])))
        else:
            sys.stdout.write(e.get('msgstr', e.get('msgstr[0]', '')))
        sys.exit()
for line in open(sys.argv[1], encoding='utf-8-sig'):
    line = line.strip()
    m = re.match(r'(msg\w+(?:\[\d+\])?)?\s*"(.*)"$', line)
    if line.startswith('#~'):
        continue
    if m:
        if m.group(1):
            key = m.group(1)
            if key in ('msgctxt', 'msgid') and any(k.startswith('msgstr') for k in ent):
                done(ent); ent = {'flags': ''}
            ent[key] = ''
        ent[key] += re.sub(r'\\(.)', lambda k: esc.get(k.group(1), k.group(0)), m.group(2))
    elif line.startswith('#'):
        if any(k.startswith('msgstr') for k in ent):
            done(ent); ent = {'flags': ''}
        if line.startswith('#,'):
            ent['flags'] += line[2:] + ','
done(ent)
sys.exit('no entry')
PY
}

# ---- replace the text: click into it, select all, delete, paste, and copy it back ----
SUM0=$(sum)
printf %s "$TEXT" >"$T/text"
enter() {
  local got
  alive "$POEDIT" || fail "Poedit ended while editing"
  no_dialog "while editing"
  if ! alive "$CLIP"; then                          # it ends when another takes the clipboard
    xclip -quiet -selection clipboard -t UTF8_STRING -i "$T/text" >/dev/null 2>&1 & CLIP=$!
    sleep 0.3
  fi
  focus; sleep 0.3
  eval "$(x xdotool getwindowgeometry --shell "$W" 2>/dev/null | grep -E '^(WIDTH|HEIGHT)=')"
  x xdotool mousemove --window "$W" $(( ${WIDTH:-1280} / 4 )) $(( ${HEIGHT:-800} - 90 )) click 1
  sleep 0.3
  key ctrl+a; key BackSpace; key ctrl+v; sleep 0.3; key ctrl+a; key ctrl+c
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    if ! alive "$CLIP"; then                        # Poedit has put its text on the clipboard
      got=$(x xclip -selection clipboard -t UTF8_STRING -o 2>/dev/null; printf .)
      key ctrl+End
      [ "${got%.}" = "$TEXT" ] && modified && return 0
      break
    fi
    sleep 0.25
  done
  say "the edit did not take, trying again"; return 1
}
until_ok "the text to be in the translation field" enter
sleep 0.5
BAR=$(x import -silent -window "$W" -crop 1x100+6+40 txt:- 2>/dev/null |
      grep -cE '#(FAAD3D|FAFAADAD3D3D|ED3636|EDED36363636) ')   # Poedit's orange and red
key ctrl+s
until_ok "the file to be saved" saved
# Typing clears Needs work by itself. Ctrl+U is a toggle, so it is pressed only if still set.
fz=$(first fuzzy) && [ -n "$fz" ] || fail "cannot read $FILE back"
if [ "$fz" != 0 ]; then
  say "still needs work after typing: pressing Ctrl+U"
  SUM0=$(sum); focus; key ctrl+u; key ctrl+s
  until_ok "the file to be saved again" saved
fi
say "saved: $(title "$W")"
sleep 0.7; shot

# ---- quit ----
focus; key ctrl+q
gone() { ! alive "$POEDIT" || { no_dialog "on quitting"; return 1; }; }
until_ok "Poedit to quit" gone
wait "$POEDIT"; rc=$?; POEDIT=
[ "$rc" = 0 ] || say "note: Poedit's exit status was $rc"

# ---- what is on disk ----
got=$(first msgstr; printf .); got=${got%.}
# (Poedit itself makes the last newline agree with the source text's)
[ "${got%$'\n'}" = "${TEXT%$'\n'}" ] || { say "WRONG TEXT on disk: $got"; exit 3; }
[ "$(first fuzzy)" = 0 ] || { say "still fuzzy on disk"; exit 3; }
[ "${BAR:-0}" = 0 ] || { say "right on disk, but Poedit shows a warning or error bar: see $OUT"; exit 4; }
say "ok: first entry is '$got', not fuzzy; screenshot $OUT"
