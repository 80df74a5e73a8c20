#!/bin/sh
# Installs the npm packages as locked, when they are missing or older than the lock file.
set -eu
fail() {
  printf 'error: %s\n  fix: %s\n' "$1" "$2" >&2
  exit 1
}
command -v npm >/dev/null 2>&1 ||
  fail 'npm is not installed, and everything else comes through it.' \
    'install Node.js 20 or newer with npm (Debian: apt-get install npm), then run this again.'
printf '· installing npm packages\n' >&2
# The package `node` needs its install script, whatever the user'\''s npmrc says.
npm ci --no-audit --no-fund --loglevel=error --ignore-scripts=false >&2 ||
  fail 'the npm packages could not be installed; npm'\''s own message is above.' \
    'check that the registry can be reached: npm ping'
node_modules/.bin/node --version >/dev/null 2>&1 ||
  fail 'the npm package `node` brought no working Node.js.' \
    'remove node_modules and run this again; Node.js 24 needs a 64-bit Linux with glibc, or macOS.'
touch node_modules/.package-lock.json
