import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { root } from "../../setup/project.ts";
import type { Peer } from "./peers.ts";
import { type Pair, sideBySide, timeOf } from "./side-by-side.ts";
import { percentile } from "./statistics.ts";

const program = join(root, "bin", "centrifugo-swarm");
const check = (file: string) => execa(program, ["check", file, "--fail-on", "never"]);

/** A small stack file that a careful team would write. */
export const smallStackFile = join(root, "test/fixtures/stacks/good/traefik-labels/stack.yaml");

/** `check` of a small stack file, and a peer on the same file, in turns. */
export async function measureAgainst({ run }: Peer, runs: number): Promise<Pair> {
  // The first runs fill the caches of both.
  await Promise.all([check(smallStackFile), run(smallStackFile)]);
  return sideBySide(
    runs,
    () => run(smallStackFile),
    () => check(smallStackFile),
  );
}

/** Milliseconds of `check`, medians by the number of services in the file. */
export async function measureGrowth(
  sizes: readonly number[],
  runs: number,
): Promise<readonly { readonly services: number; readonly time: number }[]> {
  const folder = await mkdtemp(join(tmpdir(), "bench-"));
  try {
    const files = await Promise.all(sizes.map((services) => writeStack(folder, services)));
    const times = files.map((): number[] => []);
    for (let run = 0; run < runs; run += 1) {
      for (const [index, file] of files.entries()) times[index]?.push(await timeOf(() => check(file)));
    }
    return sizes.map((services, index) => ({ services, time: percentile(times[index] ?? [], 0.5) }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeStack(folder: string, services: number): Promise<string> {
  const file = join(folder, `stack-${services}.yaml`);
  const all = Array.from({ length: services }, (_, index) => service(index)).join("");
  await writeFile(file, `version: "3.8"\nservices:\n${all}networks:\n  backend: {}\n`);
  return file;
}

/** Every tenth one is a Centrifugo, with what makes rules look closely. */
function service(index: number): string {
  const image = index % 10 === 0 ? "centrifugo/centrifugo:v6.9.1" : "app:1.0.0";
  return `  service-${index}:
    image: ${image}
    environment:
      CENTRIFUGO_CLIENT_ALLOWED_ORIGINS: https://app-${index}.example.com
      CENTRIFUGO_ENGINE_TYPE: memory
    networks: [backend]
    deploy:
      labels:
        - traefik.enable=true
        - traefik.http.routers.r${index}.rule=Host(\`app-${index}.example.com\`)
        - traefik.http.services.s${index}.loadbalancer.server.port=8000
      resources: { limits: { memory: 256M } }
`;
}
