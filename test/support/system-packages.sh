#!/bin/sh
# The programs the tests need beside npm's packages: a Chromium and the Mosquitto broker.
# As root on a system with apt-get they are installed when missing; else the one command to run is named.
set -eu

# Mosquitto's program lies in sbin, which is not on every user's path.
PATH="$PATH:/usr/sbin:/usr/local/sbin"

has() {
  for program in "$@"; do
    command -v "$program" >/dev/null 2>&1 && return 0
  done
  return 1
}

missing=''
has chromium chromium-browser google-chrome google-chrome-stable || missing='chromium'
has mosquitto || missing="$missing mosquitto"
[ -n "$missing" ] || exit 0
command="apt-get install -y --no-install-recommends $(echo "$missing" | xargs)"

if has apt-get && [ "$(id -u)" = 0 ]; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  $command
elif has apt-get; then
  echo "The tests need:$missing. Run: sudo $command" >&2
  exit 1
else
  echo "The tests need these programs of your system's packages: $missing" >&2
  exit 1
fi
