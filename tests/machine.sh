#!/bin/sh
# What the tests need from the machine: installed on a Debian where we are root,
# otherwise named in one line.
set -eu

missing=""
[ -x "${CHROMIUM:-/usr/bin/chromium}" ] || missing="$missing chromium"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null ||
    missing="$missing postgresql"
command -v msgfmt >/dev/null || missing="$missing gettext"
command -v pdffonts >/dev/null || missing="$missing poppler-utils"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # shellcheck disable=SC2086 # one word for each package
    apt-get install -qq -y --no-install-recommends $missing >/dev/null
else
    echo "Install what the tests need: sudo apt-get install$missing" >&2
    exit 1
fi
