#!/bin/sh
# Prints the targets of a Makefile with the text behind their `##`.
set -eu
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ] && [ "${TERM:-dumb}" != dumb ]; then
  bold=$(printf '\033[1m') color=$(printf '\033[36m') plain=$(printf '\033[0m')
else
  bold='' color='' plain=''
fi
printf '%sReal-time messaging on Docker Swarm: Centrifugo, Redis and Traefik, deployed by Pulumi%s\n\n' "$bold" "$plain"
sed -n 's/^\([a-z-]*\):.*## \(.*\)$/\1\t\2/p' "$@" | sed 's/\$\$/$/g' |
  while IFS="$(printf '\t')" read -r target text; do
    printf '  %smake %-10s%s %s\n' "$color" "$target" "$plain" "$text"
  done
cat <<'END'

  STACK=name          work on another stack than dev (needs its Pulumi.name.yaml)
  YES=1               do not ask before the engine is installed or the Swarm is made
  TOOLCHAIN=official  take tools and images from their makers only (lab: build them here)
END
