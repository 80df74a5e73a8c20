import { imageNames } from "../config/pins.ts";
import { redisData } from "../stacks/redis-config.ts";
import type { Task } from "./watch-tasks.ts";

export interface FailureContext {
  /** Name of the stack file, such as `Pulumi.dev.yaml`. */
  readonly stackFile: string;
  /** Name of the stack, as in `dev_redis`. */
  readonly stack: string;
}

export interface Cause {
  readonly message: string;
  readonly fix: string;
  /** The task's log says more than Docker's error. */
  readonly showLog: boolean;
}

type Reader = (task: Task, log: string, context: FailureContext) => Cause | undefined;

/** What Docker's error and the last lines of the log mean; the first that knows them wins. */
const readers: readonly Reader[] = [
  missingImage,
  takenPort,
  noNode,
  unreachableRedis,
  unwritable,
  killed,
  unhealthy,
  wrongProgram,
  ended,
];

/** Why a task did not run, and what mends it. */
export function causeOf(task: Task, log: readonly string[], context: FailureContext): Cause {
  const text = log.join("\n");
  for (const read of readers) {
    const cause = read(task, text, context);
    if (cause !== undefined) return cause;
  }
  return {
    message: `Docker says: ${task.error}`,
    fix: `look at the engine's log of node ${task.node || "that it was meant for"} (journalctl -u docker), then run \`make up\` again.`,
    showLog: true,
  };
}

function missingImage({ error, image, node }: Task, _: string, { stackFile }: FailureContext) {
  if (!/no such image|manifest unknown|pull access denied|repository does not exist/i.test(error)) return;
  return {
    message: `the image ${image} is not on the node ${node} and could not be pulled there`,
    fix: `correct the name under \`images\` in ${stackFile}, or see why the registry refuses: docker pull ${image}`,
    showLog: false,
  };
}

function takenPort({ error }: Task, _: string, { stackFile }: FailureContext) {
  if (!/port already in use|port is already allocated|address already in use/i.test(error)) return;
  const number = /0\.0\.0\.0:(\d+)/.exec(error)?.[1];
  return {
    message: `${number === undefined ? "a port that it publishes" : `port ${number}`} is taken on every node where it could run`,
    fix: `see who has it (docker ps, ss -ltnp), or choose another \`httpPort\` or \`httpsPort\` under \`traefik\` in ${stackFile}.`,
    showLog: false,
  };
}

function noNode({ error }: Task, _: string, { stackFile }: FailureContext) {
  const reason = /no suitable node \(?(.*?)\)?$/i.exec(error)?.[1];
  if (reason === undefined) return;
  const wanted = /constraint/.test(reason)
    ? `\`redis.node\` in ${stackFile} has to be the host name of a node that is ready: docker node ls`
    : /max replicas/.test(reason)
      ? `\`traefik.replicas\` in ${stackFile} may not exceed the number of nodes: docker node ls`
      : "see which nodes are ready and active: docker node ls";
  return { message: `no node of the Swarm can take it (${reason})`, fix: wanted, showLog: false };
}

/** Centrifugo ends at once where it cannot log in to every Redis that it is told of. */
function unreachableRedis({ service }: Task, log: string, { stackFile, stack }: FailureContext) {
  const reason = /error creating Redis client: ([^"\n]*)/.exec(log)?.[1];
  if (reason === undefined || service !== `${stack}_centrifugo`) return;
  return {
    message: `it cannot use its Redis (${reason.trim()})`,
    fix: redisFix(reason, stackFile),
    showLog: false,
  };
}

function redisFix(reason: string, stackFile: string): string {
  if (/NOAUTH|WRONGPASS|NOPERM/.test(reason)) {
    return `give it the user and password of that Redis: \`redis.user\` in ${stackFile}, and pulumi config set --secret redisPassword`;
  }
  if (/x509|certificate|tls:/i.test(reason)) {
    return `correct \`redis.tls\` in ${stackFile}: the authority (\`ca\`), and the name in the certificate (\`serverName\`).`;
  }
  return `see that Redis runs and that \`redis\` in ${stackFile} leads to it: its addresses, its network, and \`tls\` where it speaks TLS.`;
}

function unwritable({ image, service }: Task, log: string, { stack }: FailureContext) {
  if (!/permission denied|read-only file system|not writable|can't open or create/i.test(log)) return;
  const volume = `${stack}_redis-data`;
  const isRedis = service === `${stack}_redis`;
  return {
    message: `it may not write where it has to${isRedis ? ` (volume ${volume})` : ""}`,
    fix: isRedis
      ? `give the volume to Redis' user: docker run --rm --user 0 --entrypoint chown --volume ${volume}:${redisData} ${image} -R 999:999 ${redisData}`
      : "see the file in its log.",
    showLog: true,
  };
}

function killed({ error, service }: Task, _: string, context: FailureContext) {
  if (!/non-zero exit \(137\)/.test(error) || /unhealthy/.test(error)) return;
  return {
    message: "it was killed (exit code 137), most likely at its memory limit",
    fix: `raise the limit in the stack file: resources: { ${setting(service, context)}: { memory: 512M } }`,
    showLog: true,
  };
}

function unhealthy({ error }: Task, log: string, { stackFile }: FailureContext) {
  if (!/unhealthy/.test(error)) return;
  return {
    message: "it started, but its health check never passed",
    fix:
      log === ""
        ? `give it more room under \`resources\` in ${stackFile} if the machine is slow, then run \`make up\` again.`
        : `mend what its log names in ${stackFile}, then run \`make up\` again.`,
    showLog: true,
  };
}

function wrongProgram({ error, image, service }: Task, _: string, context: FailureContext) {
  const program = /exec: \\?"([^"\\]+)\\?": .*(not found|no such file)/i.exec(error)?.[1];
  if (program === undefined) return;
  return {
    message: `the image ${image} has no program \`${program}\``,
    fix: `correct \`images.${setting(service, context)}\` in ${context.stackFile}.`,
    showLog: false,
  };
}

function ended({ error }: Task, log: string, { stackFile }: FailureContext) {
  const code = /non-zero exit \((\d+)\)/.exec(error)?.[1];
  if (code === undefined) return;
  return {
    message: `it ends with exit code ${code}`,
    fix:
      log === ""
        ? `it logged nothing; look at its settings in ${stackFile}, then run \`make up\` again.`
        : `mend what its log names in ${stackFile}, then run \`make up\` again.`,
    showLog: true,
  };
}

/** The service's name in the stack file: `dev_socket-proxy` is `socketProxy`. */
function setting(service: string, { stack }: FailureContext): string {
  const name = service.slice(stack.length + 1).replaceAll(/-(\w)/g, (_, letter) => letter.toUpperCase());
  return imageNames.find((image) => image === name) ?? name;
}
