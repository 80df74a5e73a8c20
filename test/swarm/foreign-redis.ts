import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { issueCertificate } from "../../setup/certificate.ts";
import { ensureAuthority } from "../../setup/certificate-authority.ts";
import { inTask } from "../support/container.ts";
import { docker } from "../support/docker.ts";
import { type ForeignSentinels, inMemory, newPassword, startSentinels } from "./foreign-sentinels.ts";
import { imageOf, plainServices, untilRunning } from "./plain-services.ts";

/** A Redis of somebody else: what a stack file says of it, and its secrets. */
export interface ForeignRedis {
  /** `redis:` in the stack file. */
  readonly redis: Readonly<Record<string, unknown>>;
  /** Encrypted settings, by name. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Names of its services on the Swarm. */
  readonly services: readonly string[];
}

/** Redis services that no stack of ours knows of, on an overlay network of theirs. */
export interface ForeignServers {
  readonly prefix: string;
  readonly network: string;
  /** Two Redis that know nothing of each other. */
  readonly startShards: () => Promise<ForeignRedis>;
  /** One that listens with TLS only, signed by an authority that no system knows. */
  readonly startTls: () => Promise<ForeignRedis>;
  /** Three masters that share the slots of one cluster. */
  readonly startCluster: () => Promise<ForeignRedis>;
  /** A master with a replica, and three Sentinels, which have a password of their own. */
  readonly startSentinels: () => Promise<ForeignSentinels>;
  readonly dispose: () => Promise<void>;
}

const image = imageOf("redis");

export async function foreignServers(): Promise<ForeignServers> {
  const { prefix, create, dispose } = plainServices();
  const network = `${prefix}-data`;
  await docker("network", "create", "--driver", "overlay", network);
  const start = (name: string, command: readonly string[], flags: readonly string[] = []) =>
    create(name, ["--network", network, ...flags, image], command);
  const nameOf = (name: string) => `${prefix}-${name}`;

  const startShards: ForeignServers["startShards"] = async () => {
    const password = newPassword();
    const users = `--user default off --user team on >${password} ~* &* +@all`.split(" ");
    const services = await Promise.all(
      ["shard-1", "shard-2"].map((name) => start(name, ["redis-server", ...inMemory, ...users])),
    );
    await Promise.all(services.map(untilRunning));
    const addresses = services.map((service) => `${service}:6379`);
    return {
      redis: { mode: "external", addresses, user: "team", network },
      secrets: { redisPassword: password },
      services,
    };
  };

  const startTls: ForeignServers["startTls"] = async () => {
    const folder = await mkdtemp(join(tmpdir(), "foreign-redis-"));
    const authority = await ensureAuthority(folder);
    const { certificate, key } = await issueCertificate(authority, nameOf("tls"));
    const secret = async (name: string, text: string) => {
      await writeFile(join(folder, name), text);
      await docker("secret", "create", nameOf(name), join(folder, name));
      return ["--secret", `source=${nameOf(name)},target=${name},mode=0444`];
    };
    const flags = [...(await secret("cert", certificate)), ...(await secret("key", key))];
    await rm(folder, { recursive: true });
    const password = newPassword();
    const tls = ["--port", "0", "--tls-port", "6380", "--tls-auth-clients", "no"];
    const files = ["--tls-cert-file", "/run/secrets/cert", "--tls-key-file", "/run/secrets/key"];
    const ca = ["--tls-ca-cert-file", "/run/secrets/cert"];
    const command = ["redis-server", ...inMemory, ...tls, ...files, ...ca, "--requirepass", password];
    const service = await start("tls", command, flags);
    await untilRunning(service);
    return {
      redis: {
        mode: "external",
        addresses: [`${service}:6380`],
        tls: { ca: authority.certificate },
        network,
      },
      secrets: { redisPassword: password },
      services: [service],
    };
  };

  const startCluster: ForeignServers["startCluster"] = async () => {
    const password = newPassword();
    const cluster = ["--cluster-enabled", "yes", "--requirepass", password, "--masterauth", password];
    const services = await Promise.all(
      ["node-1", "node-2", "node-3"].map((name) => start(name, ["redis-server", ...inMemory, ...cluster])),
    );
    await Promise.all(services.map(untilRunning));
    // CLUSTER MEET takes addresses only.
    const addresses = await Promise.all(services.map((service) => addressOf(service, network)));
    const nodes = addresses.map((address) => `${address}:6379`).join(" ");
    const create = `redis-cli --cluster create ${nodes} --cluster-yes`;
    const [first = ""] = services;
    const { output } = await inTask(first, `REDISCLI_AUTH=${password} ${create}`);
    if (!output.includes("All 16384 slots covered")) throw new Error(output);
    return {
      redis: {
        mode: "external",
        addresses: services.map((service) => `${service}:6379`),
        cluster: true,
        network,
      },
      secrets: { redisPassword: password },
      services,
    };
  };

  return {
    prefix,
    network,
    startShards,
    startTls,
    startCluster,
    startSentinels: () => startSentinels(network, nameOf, start),
    dispose,
  };
}

/** The address of the one task of a service on a network. */
async function addressOf(service: string, network: string): Promise<string> {
  const id = await docker("ps", "--quiet", "--filter", `label=com.docker.swarm.service.name=${service}`);
  const format = `{{(index .NetworkSettings.Networks "${network}").IPAddress}}`;
  return await docker("inspect", "--format", format, id);
}
