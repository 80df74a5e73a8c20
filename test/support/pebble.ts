import { once } from "node:events";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { stringify } from "yaml";
import { readImageSources, resolveImage } from "../../config/images.ts";
import { pins } from "../../config/pins.ts";
import { buildPebble } from "../../lab/pebble.ts";
import { issueCertificate } from "../../setup/certificate.ts";
import { ensureAuthority } from "../../setup/certificate-authority.ts";
import { root } from "../../setup/project.ts";
import { docker, namesOf } from "./docker.ts";
import { freePorts } from "./free-ports.ts";
import { dnsProviderScript } from "./pebble-dns.ts";

/** An ACME authority on the network of a stack's Traefik, with a DNS server that leads all names to that Traefik. */
export interface Pebble {
  /** What Traefik is told in `tls.acme`. */
  readonly caServer: string;
  /** PEM: of its HTTPS, and of what it issues. */
  readonly caCertificates: string;
  /** Where the stand-in for a DNS provider's API is, as Traefik reaches it. */
  readonly dnsEndpoint: string;
  readonly dnsServer: string;
  /** What pebble wrote, whole. */
  readonly log: () => Promise<string>;
  /** What the stand-in for a DNS provider's API was asked for. */
  readonly dnsLog: () => Promise<string>;
  readonly dispose: () => Promise<void>;
}

/** Starts it on `<stack>_edge`. Its checks come through the ports that Traefik publishes, as from outside. */
export async function startPebble(settings: {
  readonly stack: string;
  readonly httpPort: number;
  readonly httpsPort: number;
  /** How long its certificates are valid, in seconds. */
  readonly validitySeconds: number;
  readonly dnsPassword: string;
}): Promise<Pebble> {
  const { stack } = settings;
  const name = `${stack}-pebble`;
  const directory = await mkdtemp(join(tmpdir(), `${name}-`));
  const authority = await ensureAuthority(join(directory, "ca"));
  const image = await buildImage(directory);
  const { certificate, key } = await issueCertificate(authority, "pebble");
  const [management = 0] = await freePorts(1);
  await writeFile(join(directory, "certificate.pem"), certificate);
  await writeFile(join(directory, "key.pem"), key);
  await writeFile(join(directory, "pebble.json"), JSON.stringify(pebbleConfig(settings)));
  await writeFile(join(directory, "dns.js"), dnsProviderScript);
  const gateway = await docker(
    "network",
    "inspect",
    "--format",
    "{{(index .IPAM.Config 0).Gateway}}",
    "docker_gwbridge",
  );
  const file = join(directory, "stack.yaml");
  await writeFile(file, stringify(stackFile({ ...settings, directory, image, management, gateway })));
  await docker("stack", "deploy", "--resolve-image", "never", "--compose-file", file, name);
  const dispose = async () => {
    await execa("docker", ["stack", "rm", name], { reject: false });
    for (let tries = 0; tries < 60 && (await hasContainers(name)); tries++) await sleep(500);
    await rm(directory, { recursive: true, force: true });
  };
  const issuer = await readRoot(management, authority.certificate, name).catch(async (error: unknown) => {
    await dispose();
    throw error;
  });
  return {
    caServer: "https://pebble:14000/dir",
    caCertificates: `${authority.certificate}\n${issuer}`,
    dnsEndpoint: "http://dns-provider:8080",
    dnsServer: "pebble-dns:8053",
    log: () => logOf(`${name}_pebble`),
    dnsLog: () => logOf(`${name}_dns-provider`),
    dispose,
  };
}

async function logOf(service: string): Promise<string> {
  return (await execa("docker", ["service", "logs", "--raw", service], { all: true })).all;
}

async function hasContainers(name: string): Promise<boolean> {
  const filter = `label=com.docker.stack.namespace=${name}`;
  return (
    (await namesOf("service", `${name}_`)).length > 0 ||
    (await docker("ps", "--all", "--quiet", "--filter", filter)) !== ""
  );
}

async function buildImage(directory: string): Promise<string> {
  const { directory: built, version } = await buildPebble(() => {});
  const tag = `lab.invalid/pebble:${version}`;
  const context = await mkdtemp(join(directory, "image-"));
  for (const program of ["pebble", "pebble-challtestsrv"]) {
    await copyFile(join(built, program), join(context, program));
  }
  await writeFile(join(context, "Dockerfile"), "FROM scratch\nCOPY pebble pebble-challtestsrv /\n");
  await execa("docker", ["build", "--tag", tag, context], { env: { DOCKER_BUILDKIT: "0" } });
  return tag;
}

function pebbleConfig(settings: Parameters<typeof startPebble>[0]) {
  return {
    pebble: {
      listenAddress: "0.0.0.0:14000",
      managementListenAddress: "0.0.0.0:15000",
      certificate: "/data/certificate.pem",
      privateKey: "/data/key.pem",
      httpPort: settings.httpPort,
      tlsPort: settings.httpsPort,
      keyAlgorithm: "ecdsa",
      retryAfter: { authz: 1, order: 1 },
      profiles: { default: { description: "short", validityPeriod: settings.validitySeconds } },
    },
  };
}

function stackFile(of: {
  readonly stack: string;
  readonly dnsPassword: string;
  readonly directory: string;
  readonly image: string;
  readonly management: number;
  readonly gateway: string;
}) {
  const deploy = { endpoint_mode: "dnsrr" };
  const on = (alias: string) => ({ edge: { aliases: [alias] } });
  const volumes = [`${of.directory}:/data:ro`];
  const sources = readImageSources(root, of.stack);
  return {
    services: {
      dns: {
        image: of.image,
        entrypoint: ["/pebble-challtestsrv"],
        command: [
          ...["-defaultIPv4", of.gateway, "-defaultIPv6", "", "-dnsserver", ":8053", "-management", ":8055"],
          ...["-http01", "", "-https01", "", "-tlsalpn01", "", "-doh", ""],
        ],
        networks: on("pebble-dns"),
        deploy,
      },
      pebble: {
        image: of.image,
        entrypoint: ["/pebble"],
        command: ["-config", "/data/pebble.json", "-dnsserver", "pebble-dns:8053"],
        // A renewal has to be checked like the first one, and at once.
        environment: { PEBBLE_VA_NOSLEEP: "1", PEBBLE_AUTHZREUSE: "0" },
        networks: on("pebble"),
        volumes,
        ports: [{ mode: "host", published: of.management, target: 15_000, protocol: "tcp" }],
        deploy,
      },
      "dns-provider": {
        image: resolveImage(pins.images.testPage, sources),
        command: ["node", "/data/dns.js"],
        environment: { MANAGEMENT: "http://pebble-dns:8055", PASSWORD: of.dnsPassword },
        networks: on("dns-provider"),
        volumes,
        deploy,
      },
    },
    networks: { edge: { external: true, name: `${of.stack}_edge` } },
  };
}

/** Pebble makes a new root at each start, and gives it out on its management port. */
async function readRoot(port: number, ca: string, name: string): Promise<string> {
  for (let tries = 0; tries < 120; tries++) {
    try {
      const sent = request({
        host: "127.0.0.1",
        port,
        path: "/roots/0",
        servername: "pebble",
        ca,
        agent: false,
      });
      sent.end();
      const [response] = await once(sent, "response");
      if (response.statusCode === 200) return await text(response);
    } catch {
      // Not up yet.
    }
    await sleep(500);
  }
  const { all } = await execa("docker", ["service", "ps", "--no-trunc", `${name}_pebble`], { all: true });
  throw new Error(`pebble does not answer:\n${all}`);
}
