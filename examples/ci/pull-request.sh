#!/bin/sh
# What a pull request gets, in any CI: run it in the root of the clone. README.md beside it names the variables.
# Writes comment.md; what fails decides the exit code.
set -eu
STACK=${STACK:-prod}
export STACK
make packages

code=0
bin/centrifugo-swarm config check --stack "$STACK" || code=$?
set --
if bin/centrifugo-swarm check --stack "$STACK" --format json --fail-on never > findings.json; then
  set -- --findings findings.json
  bin/centrifugo-swarm check --stack "$STACK" || code=$?
fi

# A pull request of a fork has no secrets, and must not have any: its code runs here.
if [ -z "${SWARM_HOST:-}" ]; then
  echo "SWARM_HOST is not set: checked only, no preview" >&2
  exit "$code"
fi
access=$(make -s ci-connect)
eval "$access"
unset SWARM_SSH_KEY
trap 'rm -rf "${SWARM_SSH_FOLDER:-}"' EXIT
make -s ci-preview || code=$?
bin/centrifugo-swarm report --events preview.ndjson --log preview.log "$@" --output comment.md || code=$?
exit "$code"
