import { UserError } from "../config/user-error.ts";
import { type ExistingTraefik, readExistingTraefik } from "./existing-traefik.ts";
import { readListeners } from "./listeners.ts";
import { holderOf, publishedPorts } from "./port-holder.ts";

export interface PortRequest {
  readonly http: number;
  /** Undefined where TLS is ended by a load balancer in front. */
  readonly https: number | undefined;
  /** Name of our own Traefik service, which may hold them already. */
  readonly ownService: string;
  /** Pulumi's project, which stands before each setting. */
  readonly project: string;
  /** Where another choice is written, such as `Pulumi.dev.yaml`. */
  readonly stackFile: string;
}

/**
 * Refuses to deploy on ports that something else holds: Traefik's task would be rejected or never start.
 * Looks at this machine only.
 *
 * @throws UserError that names port, holder and ways out; behind a Traefik on the Swarm the lines for the stack file.
 */
export async function refusePortsInUse(
  request: PortRequest,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const published = await publishedPorts(environment);
  const listeners = await readListeners();
  for (const port of [request.http, request.https]) {
    if (port === undefined) continue;
    const container = published.find((entry) => entry.port === port);
    if (container?.service === request.ownService) continue;
    const listener = listeners.find((entry) => entry.port === port);
    const holder = container ?? (listener && (await holderOf(listener, environment)));
    if (holder === undefined) continue;
    const { text, service } = holder;
    const { https } = request;
    const traefik =
      service === undefined || https === undefined ? undefined : await readExistingTraefik(service, https);
    const what = traefik === undefined ? text : `${text}, ${describe(traefik)}`;
    throw new UserError(`Port ${port} is in use on this machine, by ${what}.`, {
      fix: traefik?.networks[0] === undefined ? otherPorts(request) : throughTraefik(traefik, request),
    });
  }
}

function describe({ version, networks }: ExistingTraefik): string {
  const on = networks.length === 0 ? "on no network that this stack could join" : `on ${networks.join(", ")}`;
  return `a Traefik${version === undefined ? "" : ` ${version}`} ${on}`;
}

function otherPorts({ project, stackFile, https }: PortRequest): string {
  const wanted = https === undefined ? "{ httpPort: 8080 }" : ports;
  return `stop that, or choose other ports in ${stackFile}: ${project}:traefik: ${wanted}`;
}

const ports = "{ httpPort: 8080, httpsPort: 8443 }";

/** The exact lines, as far as the service shows them. */
function throughTraefik(traefik: ExistingTraefik, { project, stackFile, https }: PortRequest): string {
  const { networks, version, entryPoint, certificateResolvers, labels } = traefik;
  const [resolver] = certificateResolvers;
  const settings = [
    "mode: external",
    `network: ${networks[0]}`,
    ...(version === 2 ? ["version: 2"] : []),
    ...(entryPoint === undefined || entryPoint === "websecure" ? [] : [`entryPoint: ${entryPoint}`]),
    ...(resolver === undefined ? [] : [`certificateResolver: ${resolver}`]),
    ...(labels.length === 0 ? [] : [`labels: [${labels.join(", ")}]`]),
    ...(https === 443 ? [] : [`publicPort: ${https}`]),
  ];
  return [
    `let that Traefik lead to this stack: in ${stackFile} write, in place of the lines for traefik and tls,`,
    `    ${project}:traefik: { ${settings.join(", ")} }`,
    `  (docs/existing-traefik.md), or choose other ports for a Traefik of its own:`,
    `    ${project}:traefik: ${ports}`,
  ].join("\n");
}
