import { docker, lines } from "./docker.ts";
import { type Listener, processOf } from "./listeners.ts";

/** Who has a port of this machine. */
export interface PortHolder {
  /** Completes "in use …, by". */
  readonly text: string;
  /** Name of a Swarm service; undefined: it is none. */
  readonly service?: string;
}

/** A port that a container of this engine publishes. */
export interface PublishedPort extends PortHolder {
  readonly port: number;
}

/** Ports that containers of this engine publish. */
export async function publishedPorts(environment: NodeJS.ProcessEnv): Promise<readonly PublishedPort[]> {
  const format = '{{.Names}}\t{{.Label "com.docker.swarm.service.name"}}\t{{.Ports}}';
  const result = await docker(["ps", "--format", format], { env: environment });
  return lines(result).flatMap((line) => {
    const [container = "", service = "", ports = ""] = line.split("\t");
    const holder = service === "" ? { text: `the container ${container}` } : swarmService(service);
    return [...ports.matchAll(/:(\d+)->/g)].map((match) => ({ port: Number(match[1]), ...holder }));
  });
}

/** Who listens, where no container publishes the port. */
export async function holderOf(listener: Listener, environment: NodeJS.ProcessEnv): Promise<PortHolder> {
  const found = await processOf(listener.inode);
  if (found === undefined) return { text: "a process that this user may not see" };
  if (found.name !== "dockerd") return { text: `${found.name} (process ${found.pid})` };
  // The engine itself listens for services in ingress mode.
  const services = await docker(["service", "ls", "--format", "{{.Name}}\t{{.Ports}}"], { env: environment });
  const service = lines(services).find((line) => line.includes(`:${listener.port}->`));
  const name = service?.split("\t")[0];
  return name === undefined ? { text: "the container engine" } : swarmService(name);
}

function swarmService(service: string): PortHolder {
  return { text: `the Swarm service ${service}`, service };
}
