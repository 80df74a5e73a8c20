import { UserError } from "../config/user-error.ts";
import { docker, lines } from "./docker.ts";
import { processOf, readListeners } from "./listeners.ts";

export interface PortRequest {
  readonly http: number;
  readonly https: number;
  /** Name of our own Traefik service, which may hold them already. */
  readonly ownService: string;
}

/**
 * Refuses to deploy on ports that something else holds: Traefik's task would be rejected or never start.
 * Looks at this machine only.
 *
 * @throws UserError that names port, holder and setting.
 */
export async function refusePortsInUse(
  request: PortRequest,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const published = await publishedPorts(environment);
  const listeners = await readListeners();
  for (const [setting, port] of [
    ["httpPort", request.http],
    ["httpsPort", request.https],
  ] as const) {
    const container = published.find((entry) => entry.port === port);
    if (container?.service === request.ownService) continue;
    const listener = listeners.find((entry) => entry.port === port);
    if (container === undefined && listener === undefined) continue;
    const holder =
      container === undefined ? await describe(listener?.inode, port, environment) : container.holder;
    throw new UserError(`Port ${port} is in use on this machine, by ${holder}.`, {
      fix: `stop that, or choose another port in the stack file: traefik: { ${setting}: ${port === 80 ? 8080 : 8443} }`,
    });
  }
}

interface Published {
  readonly port: number;
  readonly service: string;
  readonly holder: string;
}

/** Ports that containers of this engine publish. */
async function publishedPorts(environment: NodeJS.ProcessEnv): Promise<Published[]> {
  const format = '{{.Names}}\t{{.Label "com.docker.swarm.service.name"}}\t{{.Ports}}';
  const result = await docker(["ps", "--format", format], { env: environment });
  return lines(result).flatMap((line) => {
    const [container = "", service = "", ports = ""] = line.split("\t");
    const holder = service === "" ? `the container ${container}` : `the Swarm service ${service}`;
    return [...ports.matchAll(/:(\d+)->/g)].map((match) => ({ port: Number(match[1]), service, holder }));
  });
}

async function describe(
  inode: string | undefined,
  port: number,
  environment: NodeJS.ProcessEnv,
): Promise<string> {
  const found = inode === undefined ? undefined : await processOf(inode);
  if (found === undefined) return "a process that this user may not see";
  if (found.name !== "dockerd") return `${found.name} (process ${found.pid})`;
  // The engine itself listens for services in ingress mode.
  const services = await docker(["service", "ls", "--format", "{{.Name}}\t{{.Ports}}"], { env: environment });
  const service = lines(services).find((line) => line.includes(`:${port}->`));
  return service === undefined ? "the container engine" : `the Swarm service ${service.split("\t")[0]}`;
}
