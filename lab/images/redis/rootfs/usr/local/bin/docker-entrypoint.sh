#!/bin/sh
# As in the official image, options or a configuration file alone are for redis-server.
set -e
case "$1" in -* | *.conf) set -- redis-server "$@" ;; esac
exec "$@"
