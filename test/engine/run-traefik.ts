import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { connect, type SecureVersion } from "node:tls";
import { execa } from "execa";
import { parseDocument } from "yaml";
import { traefikBinary } from "../../lab/index.ts";
import { websocketTlsOption } from "../../stacks/edge-labels.ts";
import { certificateKeyPath, certificatePath } from "../../stacks/traefik-config.ts";
import { freePorts } from "../support/free-ports.ts";

export interface TraefikFiles {
  readonly static: string;
  readonly dynamic: string;
}

export interface RunningTraefik {
  readonly log: () => string;
  /** The ALPN protocol that a client of the websocket host gets; undefined: the handshake failed. */
  readonly handshake: (newest?: SecureVersion) => Promise<string | undefined>;
  /** Where the websocket host is served. */
  readonly port: number;
}

/** A host with a certificate, and where its router sends requests. */
export interface Site {
  readonly host: string;
  readonly certificate: string;
  readonly certificateKey: string;
  readonly backend: string;
}

/** Starts a real Traefik with our files and arguments after them; what `use` gives, or what the server complained about. */
export async function withTraefik<T>(
  files: TraefikFiles,
  site: Site,
  use: (traefik: RunningTraefik) => Promise<T>,
  args: readonly string[] = [],
): Promise<{ refused: string } | { used: T }> {
  const directory = await mkdtemp(join(tmpdir(), "traefik-"));
  const [web = 0, websecure = 0, ping = 0, nobody = 0] = await freePorts(4);
  await writeFiles(directory, files, site, { web, websecure, ping, nobody });
  const binary = await traefikBinary(() => {});
  const running = execa(binary, [`--configFile=${join(directory, "traefik.yaml")}`, ...args], {
    reject: false,
    all: true,
    env: { HOME: directory },
  });
  let log = "";
  let exited = false;
  running.all.on("data", (chunk) => {
    log += String(chunk);
  });
  const exit = running.then(() => {
    exited = true;
  });
  const handshake: RunningTraefik["handshake"] = (newest = "TLSv1.3") => shakeHands(websecure, site, newest);
  // Only our file has this TLS option, so whoever is offered it meets a Traefik that has read everything.
  const isReady = async () => (await answers(ping)) && (await handshake()) === "http/1.1";
  const patience = AbortSignal.timeout(60_000);
  try {
    while (!exited && complaints(log).length === 0 && !(await isReady())) {
      if (patience.aborted) throw new Error(`Traefik neither served nor complained:\n${log}`);
      await Promise.race([sleep(20), exit]);
    }
    if (exited || complaints(log).length > 0) return { refused: log };
    const used = await use({ log: () => log, handshake, port: websecure });
    const late = complaints(log);
    return late.length > 0 ? { refused: late.join("\n") } : { used };
  } finally {
    running.kill("SIGKILL");
    await running;
    await rm(directory, { recursive: true, force: true });
  }
}

/** Lines of errors, but for the one that is expected here: there is no Swarm. */
function complaints(log: string): string[] {
  const isError = (line: string) => / (?:ERR|FTL|PNC) |"level":"(?:error|fatal|panic)"/.test(line);
  return log.split("\n").filter((line) => isError(line) && !line.includes("providerName=swarm"));
}

async function writeFiles(
  directory: string,
  files: TraefikFiles,
  site: Site,
  ports: Readonly<Record<"web" | "websecure" | "ping" | "nobody", number>>,
): Promise<void> {
  const dynamic = join(directory, "dynamic");
  await mkdir(dynamic);
  const document = parseDocument(files.static);
  for (const name of ["web", "websecure", "ping"] as const) {
    document.setIn(["entryPoints", name, "address"], `127.0.0.1:${ports[name]}`);
  }
  document.setIn(["providers", "swarm", "endpoint"], `tcp://127.0.0.1:${ports.nobody}`);
  document.setIn(["providers", "file", "directory"], dynamic);
  await writeFile(join(directory, "traefik.yaml"), document.toString());

  const [certificate, key] = [join(directory, "certificate.pem"), join(directory, "certificate-key.pem")];
  await writeFile(certificate, site.certificate);
  await writeFile(key, site.certificateKey);
  const tls = files.dynamic.replaceAll(certificatePath, certificate).replaceAll(certificateKeyPath, key);
  await writeFile(join(dynamic, "tls.yaml"), tls);
  // What the labels of Centrifugo's service say on a Swarm.
  const router = {
    rule: `Host(\`${site.host}\`)`,
    entryPoints: ["websecure"],
    tls: { options: `${websocketTlsOption}@file` },
    service: "backend",
  };
  const services = { backend: { loadBalancer: { servers: [{ url: site.backend }] } } };
  const routing = { http: { routers: { websocket: router }, services } };
  await writeFile(join(dynamic, "routing.yaml"), JSON.stringify(routing));
}

async function answers(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/ping`).then(
    (response) => response.ok,
    () => false,
  );
}

/** What a client of the site negotiates, when it offers what a browser offers. */
function shakeHands(port: number, site: Site, newest: SecureVersion): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({
      host: "127.0.0.1",
      port,
      servername: site.host,
      ca: site.certificate,
      maxVersion: newest,
      ALPNProtocols: ["h2", "http/1.1"],
    });
    socket.on("secureConnect", () => {
      resolve(socket.alpnProtocol || undefined);
      socket.destroy();
    });
    socket.on("error", () => resolve(undefined));
  });
}
