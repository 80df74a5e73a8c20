import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { StackFileError } from "../../model/compose/stack-file-error.ts";
import { fromCompose } from "../../model/from-compose.ts";
import { checkModel } from "../../policies/check-model.ts";
import { formats } from "./all-formats.ts";

const full = process.env["TEST_TIER"] === "full";
const runs = { seed: 20_261_125, numRuns: full ? 5_000 : 150, endOnFailure: true };

/** Ten thousand checks in all formats take their time; a hang takes longer. */
const patience = { timeout: 900_000 };

const folder = mkdtempSync(join(tmpdir(), "stack-file-fuzz-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Planted wherever a stack file may hold a secret. */
const secret = "Zq7Xv-planted-3kP9wT5mB8nR2cF6hJ4sD1gL0yA";
const environment = { TOKEN_SECRET: secret, TAG: "v6.9.1" };

const centrifugoConfig = `engine: { type: redis, redis: { address: ["redis://:${secret}@redis:6379"] } }
client: { allowed_origins: ["https://app.example.com"], token: { hmac_secret_key: ${secret} } }
channel: { namespaces: [{ name: org, history_size: 10, history_ttl: 1m }] }
admin: { enabled: true, password: ${secret} }
`;

const document = `version: "3.8"
x-realtime: &realtime
  image: centrifugo/centrifugo:\${TAG:-v6.9.1}
  stop_grace_period: 40s
  healthcheck: { test: [CMD, wget, -q, "http://127.0.0.1:9000/health"], interval: 5s }
services:
  centrifugo:
    <<: *realtime
    command: centrifugo -c /centrifugo/config.yaml
    environment:
      - CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY=\${TOKEN_SECRET}
      - CENTRIFUGO_HTTP_API_KEY=${secret}
    configs: [{ source: centrifugo, target: /centrifugo/config.yaml, mode: 0440 }]
    secrets: [{ source: dotenv, target: /centrifugo/.env }]
    networks: { edge: { aliases: [realtime] } }
    deploy:
      replicas: 2
      labels:
        centrifugo-swarm.channels: org:<organisation>:messages
        traefik.enable: "true"
        traefik.http.routers.ws.rule: Host(\`rt.example.com\`) && PathPrefix(\`/connection\`)
        traefik.http.routers.ws.tls.options: ws@file
        traefik.http.routers.ws.middlewares: limit@swarm
        traefik.http.middlewares.limit.inflightreq.amount: "10"
        traefik.http.services.ws.loadbalancer.server.port: "8000"
      update_config: { order: start-first, parallelism: 1 }
      resources: { limits: { memory: 256M, cpus: "0.5" } }
  redis:
    image: redis:7.4.11
    command: redis-server --requirepass ${secret} --save "" --maxmemory 100mb
    ports: ["127.0.0.1:6379:6379"]
    volumes: ["data:/data"]
    deploy: { placement: { constraints: [node.hostname==one] } }
  traefik:
    image: traefik:v3.7.15
    command: [--providers.swarm, --entrypoints.websecure.address=:443, --certificatesresolvers.le.acme.email=a@b.c]
    ports: [{ target: 443, published: 443, mode: host }]
    volumes: [{ type: bind, source: /var/run/docker.sock, target: /var/run/docker.sock, read_only: true }]
    labels: { traefik.http.routers.api.service: api@internal }
networks: { edge: { driver: overlay, attachable: true } }
volumes: { data: {} }
configs: { centrifugo: { file: ./config.yaml } }
secrets: { dotenv: { file: ./centrifugo.env } }
`;

const pieces = [
  "",
  " ",
  "\n",
  "\t",
  ":",
  ": ",
  "{",
  "}",
  "[",
  "]",
  "'",
  '"',
  "#",
  "&a ",
  "*a",
  "- ",
  "|",
  "? ",
];
const words = [
  "\0",
  "<<: ",
  "$",
  "${",
  `\${X:?}`,
  "null",
  "0",
  "-1",
  "1e9",
  "true",
  "on",
  "~",
  "!!binary ",
  "`",
];
const edit = fc.record({
  at: fc.nat(document.length),
  remove: fc.nat(12),
  insert: fc.constantFrom(...pieces, ...words),
});
const move = fc.record({ from: fc.nat(60), to: fc.nat(60), copy: fc.boolean() });

function edited(text: string, edits: readonly { at: number; remove: number; insert: string }[]): string {
  let result = text;
  for (const { at, remove, insert } of edits) {
    const changed = result.slice(0, at) + insert + result.slice(at + remove);
    // What a secret is split into cannot be told from other words, so edits stay out of them.
    if (changed.split(secret).length === result.split(secret).length) result = changed;
  }
  return result;
}

function moved(text: string, moves: readonly { from: number; to: number; copy: boolean }[]): string {
  const lines = text.split("\n");
  for (const { from, to, copy } of moves) {
    const [line] = copy ? lines.slice(from, from + 1) : lines.splice(from, 1);
    if (line !== undefined) lines.splice(to, 0, line);
  }
  return lines.join("\n");
}

/** Everything that a check of this file says, in every format. */
function saidOf(stack: string, config: string): string {
  const file = join(folder, "stack.yaml");
  writeFileSync(file, stack);
  writeFileSync(join(folder, "config.yaml"), config);
  writeFileSync(join(folder, "centrifugo.env"), `CENTRIFUGO_ADMIN_SECRET=${secret}\n`);
  try {
    const findings = checkModel(fromCompose({ files: [file], environment }));
    return formats(findings, [file, join(folder, "config.yaml")]);
  } catch (error) {
    if (!(error instanceof StackFileError)) throw error;
    expect(error.message.length).toBeGreaterThan(10);
    return `${error.message} ${error.fix}`;
  }
}

function expectHarmless(stack: string, config: string): void {
  const said = saidOf(stack, config);
  expect(said).not.toContain(secret);
  expect(said).not.toContain("this is a fault of centrifugo-swarm");
}

test("the undamaged stack file is read, and says much", () => {
  expect(saidOf(document, centrifugoConfig)).toContain("keep-secrets-out-of-env");
});

test("a damaged stack file gives findings or an error, never a crash, and never a secret", patience, () => {
  fc.assert(
    fc.property(
      fc.array(edit, { minLength: 1, maxLength: 4 }),
      fc.array(move, { maxLength: 2 }),
      (edits, moves) => expectHarmless(moved(edited(document, edits), moves), centrifugoConfig),
    ),
    runs,
  );
});

test("a damaged file that is mounted gives findings, never a crash, and never a secret", patience, () => {
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
      const inside = edits.map((one) => ({ ...one, at: one.at % centrifugoConfig.length }));
      expectHarmless(document, edited(centrifugoConfig, inside));
    }),
    runs,
  );
});
