#!/bin/sh
# The programs the tests need beside npm's packages: a Chromium, Mosquitto's broker and clients, openssl, faketime, nginx
# with its stream module, PulseAudio with its tools, strace and ip; with the word "bench", what is measured beside too. As
# root on a system with apt-get they are installed when missing; else the one command is named.
set -eu

# Servers lie in sbin, which is not on every user's path.
PATH="$PATH:/usr/sbin:/usr/local/sbin"

has() {
  for program in "$@"; do
    command -v "$program" >/dev/null 2>&1 && return 0
  done
  return 1
}

# Built in, or a module beside the program.
has_stream_module() {
  has nginx || return 1
  nginx -V 2>&1 | tr ' ' '\n' | grep -qx -e '--with-stream' && return 0
  [ -e /usr/lib/nginx/modules/ngx_stream_module.so ] || [ -e /usr/lib64/nginx/modules/ngx_stream_module.so ]
}

missing=''
has chromium || missing='chromium'
has mosquitto || missing="$missing mosquitto"
has mosquitto_pub || missing="$missing mosquitto-clients"
has openssl || missing="$missing openssl"
has faketime || missing="$missing faketime"
has nginx || missing="$missing nginx"
has_stream_module || missing="$missing libnginx-mod-stream"
has pulseaudio || missing="$missing pulseaudio"
has pactl || missing="$missing pulseaudio-utils"
has strace || missing="$missing strace"
has ip || missing="$missing iproute2"
if [ "${1:-}" = bench ]; then
  has zabbix_agent2 || missing="$missing zabbix-agent2"
  has zabbix_server || missing="$missing zabbix-server-pgsql"
  has nft || missing="$missing nftables"
fi

# It does the work of the browser with a third less; what has none, and what cannot fetch it, goes without.
lighter='chromium-headless-shell'
if ! has "$lighter" && has apt-get && [ "$(id -u)" = 0 ]; then
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -qq && apt-get install -y --no-install-recommends "$lighter"; } >/dev/null 2>&1 || true
fi

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
