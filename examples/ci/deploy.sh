#!/bin/sh
# What happens after a merge, in any CI: run it in the root of the clone, never twice at once for a stack.
set -eu
STACK=${STACK:-prod}
export STACK
make packages
access=$(make -s ci-connect)
eval "$access"
unset SWARM_SSH_KEY
trap 'rm -rf "${SWARM_SSH_FOLDER:-}"' EXIT
# Also because `make up` would generate a secret that is missing, and this runner would forget it.
bin/centrifugo-swarm config check --stack "$STACK"
make up
bin/centrifugo-swarm doctor --stack "$STACK" --wait 3m
