import { isPlainName } from "./plain-name.ts";

const size = /^\d{1,15}[kmg]?b?$/i;
const yesOrNo = /^(yes|no)$/i;

/** Directives of `redis.conf` that cannot hold a secret, with the only form in which they are shown. */
const forms: ReadonlyMap<string, RegExp> = new Map([
  ["appendfsync", /^(always|everysec|no)$/i],
  ["bind", /^[\d.:a-f*\s-]{1,200}$/i],
  ["loglevel", /^[a-z]{1,10}$/i],
  ["maxmemory-policy", /^(noeviction|(allkeys|volatile)-(lru|lfu|random)|volatile-ttl)$/i],
  ["save", /^[\d\s]{0,100}$/],
  ...[
    "databases",
    "hz",
    "io-threads",
    "maxclients",
    "maxmemory",
    "min-replicas-to-write",
    "port",
    "repl-backlog-size",
    "tcp-backlog",
    "tcp-keepalive",
    "timeout",
    "tls-port",
  ].map((name) => [name, size] as const),
  ...[
    "appendonly",
    "aof-use-rdb-preamble",
    "cluster-enabled",
    "lazyfree-lazy-eviction",
    "protected-mode",
    "rdbcompression",
    "replica-read-only",
    "stop-writes-on-bgsave-error",
    "tls-cluster",
    "tls-replication",
  ].map((name) => [name, yesOrNo] as const),
]);

/** Directives that name a file or a folder in the container. */
const paths: ReadonlySet<string> = new Set(["aclfile", "dbfilename", "dir", "include", "logfile", "pidfile"]);
const master = /^([\w.-]{1,100}) \d{1,5}$/;

/**
 * True for a directive whose value may be shown though its whole file is a Swarm secret. What has no name or no
 * form of these, such as `requirepass`, `user` or a line that is out of place, stays a secret.
 */
export function isPlainDirective(name: string, value: string): boolean {
  const form = forms.get(name);
  if (form !== undefined) return form.test(value);
  if (paths.has(name)) return isPlainName(value);
  const host = /^(replicaof|slaveof)$/.test(name) ? master.exec(value)?.[1] : undefined;
  return /^(replicaof|slaveof)$/.test(name) && (/^no one$/i.test(value) || isPlainName(host ?? ""));
}
