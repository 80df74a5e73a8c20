import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { get } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { execa } from "execa";
import { stringify } from "yaml";
import { readImageSources, resolveImage } from "../../config/images.ts";
import { pins } from "../../config/pins.ts";
import { root } from "../../setup/project.ts";
import { docker, namesOf } from "./docker.ts";
import { freePorts } from "./free-ports.ts";

/** A Traefik with another application behind it, as a team has one before it hears of us. */
export interface ForeignTraefik {
  readonly stack: string;
  /** Whole name of the network that it shares with its applications. */
  readonly network: string;
  /** It takes up no service without this label. */
  readonly label: string;
  /** Where it serves TLS on this machine. */
  readonly port: number;
  /** Folder that its file provider watches. */
  readonly dynamic: string;
  readonly deploy: (site: {
    readonly certificate: string;
    readonly key: string;
    readonly ca: string;
  }) => Promise<void>;
  /** What it answers for a name; 0: no answer. */
  readonly ask: (host: string, path: string, ca: string) => Promise<{ status: number; body: string }>;
  /** All that Swarm knows of its services and networks, to be compared. */
  readonly look: () => Promise<unknown>;
  readonly dispose: () => Promise<void>;
}

export const otherHost = "other.localhost";
const server = `require("node:http").createServer((_, answer) => answer.end("the other application")).listen(80)`;

/** Chooses names and a port; `deploy` starts it, with the certificate for all its hosts. */
export async function prepareForeignTraefik(): Promise<ForeignTraefik> {
  const stack = `foreign-${randomBytes(3).toString("hex")}`;
  const directory = await mkdtemp(join(tmpdir(), `${stack}-`));
  const dynamic = join(directory, "dynamic");
  await mkdir(dynamic);
  const [port = 0] = await freePorts(1);
  const network = `${stack}_public`;
  const label = `traefik.constraint-label=${stack}`;
  const ask: ForeignTraefik["ask"] = (host, path, ca) => request(port, host, path, ca);
  return {
    stack,
    network,
    label,
    port,
    dynamic,
    ask,
    deploy: async ({ certificate, key, ca }) => {
      await writeFile(join(dynamic, "certificate.pem"), certificate);
      await writeFile(join(dynamic, "key.pem"), key);
      const pair = { certFile: "/dynamic/certificate.pem", keyFile: "/dynamic/key.pem" };
      const tls = { certificates: [pair], stores: { default: { defaultCertificate: pair } } };
      await writeFile(join(dynamic, "own.yaml"), stringify({ tls }));
      const file = join(directory, "stack.yaml");
      await writeFile(file, stringify(stackFile({ stack, network, label, port, dynamic })));
      await docker("stack", "deploy", "--resolve-image", "never", "--compose-file", file, stack);
      for (let tries = 0; tries < 120; tries++) {
        if ((await ask(otherHost, "/", ca)).status === 200) return;
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
      throw new Error(await docker("service", "logs", "--tail", "30", `${stack}_traefik`));
    },
    look: async () => {
      const services = await namesOf("service", `${stack}_`);
      const networks = await namesOf("network", `${stack}_`);
      const [service, net] = [
        "{{json .ID}} {{json .Version}} {{json .Spec}}",
        "{{.ID}} {{json .Options}} {{json .Labels}}",
      ];
      return {
        services: await docker("service", "inspect", "--format", service, ...services),
        networks: await docker("network", "inspect", "--format", net, ...networks),
      };
    },
    dispose: async () => {
      await execa("docker", ["stack", "rm", stack], { reject: false });
      for (let tries = 0; tries < 60 && (await namesOf("network", `${stack}_`)).length > 0; tries++) {
        await new Promise((resolve) => setTimeout(resolve, 500));
        await execa("docker", ["network", "rm", network], { reject: false });
      }
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function stackFile(of: Pick<ForeignTraefik, "stack" | "network" | "label" | "port" | "dynamic">) {
  const sources = readImageSources(root, of.stack);
  const [name = "", value = ""] = of.label.split("=");
  return {
    services: {
      traefik: {
        image: resolveImage(pins.images.traefik, sources),
        command: [
          "--entrypoints.https.address=:8443",
          "--providers.swarm.endpoint=unix:///var/run/docker.sock",
          "--providers.swarm.exposedbydefault=false",
          "--providers.swarm.refreshseconds=1s",
          `--providers.swarm.network=${of.network}`,
          `--providers.swarm.constraints=Label(\`${name}\`, \`${value}\`)`,
          "--providers.file.directory=/dynamic",
          "--global.checknewversion=false",
          "--log.level=INFO",
        ],
        networks: ["public"],
        ports: [{ mode: "host", published: of.port, target: 8443, protocol: "tcp" }],
        volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro", `${of.dynamic}:/dynamic:ro`],
        deploy: { endpoint_mode: "dnsrr", placement: { constraints: ["node.role == manager"] } },
      },
      app: {
        image: resolveImage(pins.images.testPage, sources),
        command: ["node", "-e", server],
        networks: ["public"],
        deploy: {
          endpoint_mode: "dnsrr",
          labels: {
            [name]: value,
            "traefik.enable": "true",
            "traefik.http.routers.other.rule": `Host(\`${otherHost}\`)`,
            "traefik.http.routers.other.entrypoints": "https",
            "traefik.http.routers.other.tls": "true",
            "traefik.http.services.other.loadbalancer.server.port": "80",
          },
        },
      },
    },
    networks: { public: { driver: "overlay" } },
  };
}

async function request(port: number, host: string, path: string, ca: string) {
  const sent = get({ host: "127.0.0.1", port, path, servername: host, headers: { host }, ca, agent: false });
  try {
    const [response]: IncomingMessage[] = await once(sent, "response");
    if (response === undefined) return { status: 0, body: "" };
    return { status: response.statusCode ?? 0, body: await text(response) };
  } catch {
    return { status: 0, body: "" };
  }
}
