import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { readImageSources, resolveImage } from "../../config/images.ts";
import { pins } from "../../config/pins.ts";
import { root } from "../../setup/project.ts";
import { docker } from "./docker.ts";

/** A load balancer of somebody else on this machine: haproxy. */
export interface Balancer {
  readonly stop: () => Promise<void>;
}

/** How it hands on what comes to `port` of the loopback. */
export interface BalancerWay {
  readonly port: number;
  /** Port of the stack on this machine. */
  readonly to: number;
  /** PEM of certificate and key: it ends TLS, and says who the client is in X-Forwarded-For. */
  readonly certificate?: string;
}

/**
 * The address from which the load balancer comes: what connects to the machine's own address keeps it, while
 * connections to the loopback reach a task from the address of Docker's bridge.
 */
export function machineAddress(): string {
  const found = Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    /^(docker|veth|br-)/.test(name)
      ? []
      : addresses.filter(({ family, internal }) => family === "IPv4" && !internal),
  );
  const [first] = found;
  if (first === undefined) throw new Error("this machine has no address but the loopback's");
  return first.address;
}

/** Starts it; without a certificate it hands on TCP, with a PROXY header of version 2. */
export async function startBalancer(way: BalancerWay): Promise<Balancer> {
  const directory = await mkdtemp(join(tmpdir(), "balancer-"));
  const { certificate } = way;
  if (certificate !== undefined) await writeFile(join(directory, "site.pem"), certificate, { mode: 0o644 });
  await writeFile(join(directory, "haproxy.cfg"), configuration(way, machineAddress()));
  const image = resolveImage(pins.images.socketProxy, readImageSources(root, "balancer"));
  const mount = `${directory}:/balancer:ro`;
  const command = ["haproxy", "-W", "-db", "-f", "/balancer/haproxy.cfg"];
  const run = ["run", "--detach", "--network", "host", "--volume", mount, "--user", "0:0", image, ...command];
  const id = await docker(...run);
  return {
    stop: async () => {
      await execa("docker", ["rm", "--force", id], { reject: false });
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function configuration({ port, to, certificate }: BalancerWay, address: string): string {
  const bind = `bind 127.0.0.1:${port}`;
  const server = `server stack ${address}:${to}`;
  const way =
    certificate === undefined
      ? ["  mode tcp", `  ${bind}`, `  ${server} send-proxy-v2`]
      : [
          "  mode http",
          `  ${bind} ssl crt /balancer/site.pem alpn http/1.1`,
          "  http-request set-header X-Forwarded-For %[src]",
          "  http-request set-header X-Forwarded-Proto https",
          `  ${server}`,
        ];
  return `global
  hard-stop-after 1s
defaults
  timeout connect 2s
  timeout client 1m
  timeout server 1m
  timeout tunnel 1h
listen public
${way.join("\n")}
`;
}
