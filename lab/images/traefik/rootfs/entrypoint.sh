#!/bin/sh
# As in the official image, options alone are for traefik.
set -e
case "$1" in -*) set -- traefik "$@" ;; esac
exec "$@"
