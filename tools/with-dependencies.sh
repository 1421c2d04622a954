#!/bin/sh
# Runs a command with the project's dependencies installed and its own Node first on PATH:
#
#     sh tools/with-dependencies.sh node tools/test.ts
#
# A fresh clone installs here, once; afterwards this costs one checksum. It needs only a POSIX shell and any Node
# from 20 with npm. The stamp is the checksum of the lock file, because a checkout changes modification times.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd -P)
cd "$root"
stamp=node_modules/.slipway-lock

up_to_date() {
  [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(cksum < package-lock.json)" ]
}

# Only one process installs. A lock whose owner is gone was left by a kill and is taken over.
install_once() {
  lock=.cache/npm-ci.lock
  mkdir -p .cache
  until mkdir "$lock" 2> /dev/null; do
    owner=$(cat "$lock/pid" 2> /dev/null || echo)
    if [ -n "$owner" ] && ! kill -0 "$owner" 2> /dev/null; then
      rm -rf "$lock"
    else
      sleep 1
    fi
  done
  echo $$ > "$lock/pid"
  trap 'rm -rf "$root/.cache/npm-ci.lock"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  if ! up_to_date; then
    # What somebody installed by hand is kept when it is exactly what the lock file says.
    if ! node tools/installed-as-locked.mjs; then
      echo "Installing the dependencies (npm ci) …" >&2
      npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2
    fi
    cksum < package-lock.json > "$stamp"
  fi
  rm -rf "$lock"
  trap - EXIT INT TERM
}

up_to_date || install_once
PATH="$root/node_modules/.bin:$PATH"
export PATH
exec "$@"
