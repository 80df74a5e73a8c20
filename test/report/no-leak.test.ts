import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { StackFileError } from "../../model/compose/stack-file-error.ts";
import { excerptOf } from "../../report/excerpt.ts";
import { allFormats, formats, reportOf } from "../policies/all-formats.ts";
import { checkOf, realChecks } from "./real-checks.ts";

const folder = mkdtempSync(join(tmpdir(), "report-leak-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("no format holds a secret of any fixture", () => {
  // The fixtures' own names begin otherwise, so that whatever does so is a secret.
  const secrets = /fixture-[\w-]{6,}/g;
  const planted = realChecks.flatMap(({ read }) =>
    read.flatMap((file) => readFileSync(file, "utf8").match(secrets) ?? []),
  );
  expect(new Set(planted).size).toBeGreaterThan(5);
  for (const { name, findings, shown } of realChecks) {
    expect(formats(findings, shown).match(secrets) ?? [], name).toEqual([]);
  }
});

const key = "Zq7Xv3kP9wT5mB8nR2cF6hJ4sD1gL0yAqW2eR4tY";
const base64 = "c3VwZXItc2VjcmV0LXZhbHVlLTAxMjM0NTY3ODk+Pz8/YWJjZGVm";
const hex = "4fd1c09b77e2a86635b0de1f9c8a7e42c09b77e2a86635b0";
/** Nothing but the name beside it tells that this is a secret. */
const word = "hunter2-hunter2";
const secrets = [key, base64, hex, word];
const pem = ["-----BEGIN PRIVATE KEY-----", key, base64, "-----END PRIVATE KEY-----"];

/** A stack file that is bad on nearly every line, with a secret on it. */
const stack = (secret: string) => `version: "3.8"
services:
  centrifugo:
    image: centrifugo/centrifugo:v6.9.1
    command: centrifugo -c /centrifugo/config.yaml --http_api.key=${secret} --client.token.hmac_secret_key ${secret}
    environment:
      - CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY=${secret}
      - CENTRIFUGO_TOKEN_HMAC_SECRET_KEY=${secret}
      - CENTRIFUGO_INVENTED_PASSWORD=${secret}
      - CENTRIFUGO_ENGINE_REDIS_ADDRESS=redis://:${secret}@redis:6379
      - CENTRIFUGO_CLIENT_ALLOWED_ORIGINS=https://user:${secret}@app.example.com
      - "CENTRIFUGO_API_AUTH=Bearer ${secret}"
    configs: [{ source: centrifugo, target: /centrifugo/config.yaml }]
    labels: { note-password: "${secret}" }
    deploy:
      replicas: 2
      labels:
        centrifugo-swarm.channels: org:${secret === word ? "messages" : secret}
        traefik.http.routers.ws.rule: Host(\`rt.example.com\`) && Header(\`X-Token\`, \`${secret}\`)
        traefik.http.routers.ws.tls.options: ws@swarm
        traefik.http.middlewares.auth.basicauth.users: admin:${secret}
        traefik.http.services.ws.loadbalancer.server.scheme: https
    healthcheck: { test: [CMD, wget, "--header=Authorization: apikey ${secret}", "http://127.0.0.1/x"] }
  redis:
    image: redis:7.4.11
    command:
      - redis-server
      - --requirepass
      - ${secret}
    healthcheck: { test: ["CMD", "redis-cli", "-a", "${secret}", "ping"] }
    ports: ["6379:6379"]
  backend:
    image: app:1.0.0
    environment:
      CENTRIFUGO_HTTP_API_KEY: "apikey ${secret}"
      DATABASE_URL: postgres://app:${secret}@db/app
      DATABASE: Server=db;User Id=sa;Password=${secret};
      CENTRIFUGO_SECRET_KEY: |
        ${pem.join("\n        ")}
configs: { centrifugo: { file: ./config.yaml } }
`;

const config = (secret: string) => `client:
  token: { hmac_secret_key: ${secret}, rsa_public_key: "${pem.join("\\n")}" }
  allowed_origins: ["*"]
http_api:
  key: ${secret}
  insecure: true
engine:
  type: redis
  redis:
    address: ["redis://:${secret}@redis:6379"]
admin:
  enabled: true
  password: ${secret}
invented_secret: ${secret}
namespaces: [{ name: org }]
proxies:
  - name: one
    endpoint: https://user:${secret}@backend/connect
    http: { static_headers: { Authorization: "Bearer ${secret}" } }
`;

test.each(secrets)("no format holds what is planted everywhere: %s", (secret) => {
  const file = write(stack(secret), config(secret));
  const { findings, shown } = checkOf(file, {});
  expect(shown).toHaveLength(2);
  expect(new Set(findings.map(({ rule }) => rule)).size).toBeGreaterThan(12);
  expectNone(formats(findings, shown), secret);
});

test.each(secrets)("no excerpt of any line and column holds it: %s", (secret) => {
  for (const text of [stack(secret), config(secret)]) {
    for (const [index, line] of text.split("\n").entries()) {
      for (const column of [1, ...[...line.matchAll(/\S+/g)].map((word) => word.index + 1)]) {
        expectNone(excerptOf(text, { label: "", file: "x", line: index + 1, column }) ?? "", secret);
      }
    }
  }
});

test.each(secrets)("no error about a broken file holds it: %s", (secret) => {
  for (const broken of ['"', "'", "[", "{", "\t- x", "  &", ": : :", "*none", "${"]) {
    for (const line of [7, 14, 18, 28, 37]) {
      const lines = stack(secret).split("\n");
      lines[line] = `${lines[line]}${broken}`;
      const file = write(lines.join("\n"), config(secret));
      expectNone(errorOf(file), secret);
    }
  }
});

test.each([key, base64, hex])(
  "no format holds one that stands in the reason of a suppression: %s",
  (secret) => {
    const { findings, shown } = checkOf(write(stack(word), config(word)), {});
    const suppression = {
      rules: [...new Set(findings.map(({ rule }) => rule))],
      reason: `the old key ${secret} is rotated`,
      place: "centrifugo-swarm.yaml:1",
      matches: () => true,
    };
    const text = allFormats(reportOf(findings, shown, [suppression]), shown);
    expect(text).toContain("the old key … is rotated");
    expectNone(text, secret);
  },
);

/** What is said of a file that cannot be read, with the excerpt; of another one nothing. */
function errorOf(file: string): string {
  try {
    checkOf(file, {});
    return "";
  } catch (error) {
    if (!(error instanceof StackFileError)) throw error;
    const { message, fix, line, column } = error;
    return `${message} ${fix} ${excerptOf(readFileSync(file, "utf8"), { label: "", file, line, column }) ?? ""}`;
  }
}

function expectNone(text: string, secret: string): void {
  // A part of a secret is enough to tell what it is.
  for (const word of [secret, ...pem.slice(1, 3)]) {
    for (let from = 0; from + 12 <= word.length; from += 4)
      expect(text).not.toContain(word.slice(from, from + 12));
  }
}

function write(stackText: string, configText: string): string {
  const own = mkdtempSync(join(folder, "x-"));
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, "config.yaml"), configText);
  writeFileSync(join(own, "stack.yaml"), stackText);
  return join(own, "stack.yaml");
}
