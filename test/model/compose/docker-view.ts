import { execa } from "execa";
import { parse } from "yaml";
import { fromCompose } from "../../../model/from-compose.ts";
import type { Service } from "../../../model/model.ts";
import { clear, type Value } from "../../../model/value.ts";

/** What is compared: the parts of a service that both tell, in one notation. */
export type View = Readonly<Record<string, unknown>>;

/** What `docker stack config` makes of stack files; undefined: it refuses them. */
export async function dockerView(
  files: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<View | undefined> {
  const args = ["stack", "config", ...files.flatMap((file) => ["-c", file])];
  const options = { env: environment, extendEnv: false, reject: false } as const;
  const { PATH = "", HOME = "" } = process.env;
  const result = await execa("docker", args, { ...options, env: { PATH, HOME, ...environment } });
  if (result.exitCode !== 0) return undefined;
  const config: Config = parse(result.stdout, { version: "1.1" }) ?? {};
  return Object.fromEntries(
    Object.entries(config.services ?? {}).map(([name, service]) => [name, viewOfDocker(service ?? {})]),
  );
}

/** What our reader makes of them; throws where it refuses them. */
export function ourView(files: readonly string[], environment: Readonly<Record<string, string>>): View {
  const model = fromCompose({ files, environment: { ...environment, HOME: process.env["HOME"] } });
  return Object.fromEntries(model.services.map((service) => [service.name, viewOfOurs(service)]));
}

interface Config {
  readonly services?: Readonly<Record<string, DockerService | null>>;
}
type Texts = Readonly<Record<string, unknown>>;
interface DockerService {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly environment?: Texts;
  readonly labels?: Texts;
  readonly cap_add?: readonly string[];
  readonly networks?: Readonly<Record<string, { readonly aliases?: readonly string[] } | null>>;
  readonly ports?: readonly Texts[];
  readonly volumes?: readonly Texts[];
  readonly configs?: readonly Texts[];
  readonly secrets?: readonly Texts[];
  readonly healthcheck?: { readonly test?: readonly string[]; readonly interval?: string };
  readonly logging?: { readonly driver?: string; readonly options?: Texts };
  readonly deploy?: {
    readonly replicas?: number;
    readonly labels?: Texts;
    readonly update_config?: Texts;
    readonly placement?: { readonly constraints?: readonly string[] };
    readonly resources?: { readonly limits?: Texts };
  };
}

function viewOfDocker(service: DockerService): View {
  const { deploy = {}, networks = { default: null } } = service;
  return tidy({
    image: service.image,
    command: service.command,
    entrypoint: service.entrypoint,
    env: texts(service.environment, true),
    labels: texts(service.labels),
    deployLabels: texts(deploy.labels),
    capAdds: service.cap_add,
    networks: Object.keys(networks).sort(),
    aliases: Object.values(networks)
      .flatMap((network) => network?.aliases ?? [])
      .sort(),
    ports: (service.ports ?? [])
      .map(({ target, published, protocol, mode }) => [
        target,
        published,
        protocol ?? "tcp",
        mode ?? "ingress",
      ])
      .map(String)
      .sort(),
    volumes: (service.volumes ?? [])
      .map(({ type, source, target, read_only }) => [type, source, target, read_only ?? false])
      .map(String)
      .sort(),
    files: [...mounts("config", service.configs), ...mounts("secret", service.secrets)].sort(),
    healthcheck: service.healthcheck?.test,
    logDriver: service.logging?.driver,
    logOptions: texts(service.logging?.options),
    replicas: deploy.replicas ?? 1,
    order: deploy.update_config?.["order"],
    constraints: deploy.placement?.constraints?.map((text) => text.replace(/\s*(==|!=)\s*/, "$1")),
    memory: deploy.resources?.limits?.["memory"],
    cpus: Number(deploy.resources?.limits?.["cpus"] ?? 0),
  });
}

function mounts(kind: "config" | "secret", from: readonly Texts[] = []): string[] {
  return from.map(({ source, target, mode }) => {
    const name = String(target ?? source);
    const path = name.startsWith("/") ? name : kind === "secret" ? `/run/secrets/${name}` : `/${name}`;
    return String([kind, path, mode]);
  });
}

function viewOfOurs(service: Service): View {
  const plain = (values: readonly Value<string>[]) => values.map(clear);
  const table = (values: ReadonlyMap<string, Value<string>>) =>
    texts(Object.fromEntries([...values].map(([key, value]) => [key, clear(value) ?? "secret"])));
  return tidy({
    image: clear(service.image),
    command: plain(service.args),
    entrypoint: plain(service.command),
    env: table(service.env),
    labels: table(service.containerLabels),
    deployLabels: table(service.labels),
    capAdds: plain(service.capAdds),
    networks: service.networks.map(({ network }) => clear(network)).sort(),
    aliases: plain(service.aliases)
      .filter((alias) => alias !== service.name)
      .sort(),
    ports: service.ports
      .map(({ target, published, protocol, mode }) => [
        clear(target),
        clear(published),
        clear(protocol) ?? "tcp",
        clear(mode) ?? "ingress",
      ])
      .map(String)
      .sort(),
    volumes: service.mounts
      .map(({ type, source, target, readOnly }) => [
        clear(type),
        clear(source),
        clear(target),
        clear(readOnly) ?? false,
      ])
      .map(String)
      .sort(),
    files: service.files.map(({ kind, path, mode }) => String([kind, path, clear(mode)])).sort(),
    healthcheck: plain(service.healthcheck),
    logDriver: clear(service.logging.driver),
    logOptions: table(service.logging.options),
    replicas: clear(service.replicas),
    order: clear(service.update.order),
    constraints: plain(service.placement.constraints),
    memory: clear(service.resources.memoryLimit),
    cpus: clear(service.resources.cpuLimit) ?? 0,
  });
}

/** Numbers as texts; what is empty is left out. */
function tidy(view: View): View {
  const plain: View = JSON.parse(
    JSON.stringify(view, (_key, value: unknown) => (typeof value === "number" ? String(value) : value)),
  );
  return Object.fromEntries(
    Object.entries(plain).filter(([, value]) => !(Array.isArray(value) && value.length === 0)),
  );
}

/** A name without a value is given no variable. */
function texts(from: Texts | undefined, dropsNull = false): View {
  return Object.fromEntries(
    Object.entries(from ?? {})
      .filter(([, value]) => !(dropsNull && value === null))
      .map(([key, value]) => [key, String(value ?? "")])
      .sort(),
  );
}
