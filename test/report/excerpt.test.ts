import { expect, test } from "vitest";
import { excerptOf } from "../../report/excerpt.ts";

const random = "Zq7Xv3kP9wT5mB8nR2cF6hJ4sD1gL0yA";
/** The one that stands between the marks. */
const marked = /«(.*?)»/s;

/** The lines of an excerpt of the last line of a text. */
function excerpt(text: string, column = 1): string | undefined {
  const line = text.split("\n").length;
  return excerptOf(text, { label: "", file: "stack.yaml", line, column });
}

test.each([
  ["services:\n  redis:", "2 |   redis:\n  |   ^^^^^", 3],
  ["    image: redis:7.4.11", "1 |     image: redis:7.4.11\n  |            ^^^^^", 12],
  ['      - "443:443"', '1 |       - "443:443"\n  |         ^^^^^^^^^', 9],
  ["  secrets: [dotenv]", "1 |   secrets: [dotenv]\n  |   ^^^^^^^", 3],
])("a line that holds no secret is shown, with a caret at the column: %j", (text, shown, column) => {
  expect(excerpt(text, column)?.replace("[…", "[dotenv]")).toBe(shown);
});

test.each([
  `image: redis:7.4.11@sha256:${"0123456789abcdef".repeat(4)}`,
  "command: [--providers.swarm, --entrypoints.websecure.address=:443]",
  "traefik.http.routers.ws.rule: Host(`rt.example.com`) && PathPrefix(`/connection`)",
  "- /var/run/docker.sock:/var/run/docker.sock:ro",
  "endpoint: tcp://socket-proxy:2375",
  'test: ["CMD", "wget", "-q", "http://127.0.0.1:9000/health"]',
  "CENTRIFUGO_CLIENT_ALLOWED_ORIGINS: https://app.example.com",
  "cpus: '0.50'",
  "traefik.http.routers.ws.middlewares: limit@swarm",
])("what is in clear everywhere stays readable: %s", (line) => {
  // A long line is cut at the end only.
  expect(excerpt(line)?.split("\n")[0]).toBe(`1 | ${line.length > 96 ? `${line.slice(0, 96)}…` : line}`);
});

test.each([
  "password: «hunter2»",
  "CENTRIFUGO_HTTP_API_KEY: «x»",
  "- CENTRIFUGO_HTTP_API_KEY=«hunter2»",
  `- FOO=«${random}»`,
  `FOO: "«${random}»"`,
  "command: redis-server --requirepass «hunter2» --save ''",
  'test: ["CMD", "redis-cli", "-a", "«hunter2»", "ping"]',
  "test: curl -u admin:«hunter2» http://127.0.0.1",
  "DATABASE_URL: postgres://app:«hunter2»@db/app",
  "REDIS: redis://:«pa=ss,wo;rd»@redis:6379/token",
  "REDIS: rediss://:«a/b»@redis",
  "DATABASE: app:«hunter2»@tcp(db:3306)/app",
  "DATABASE: Server=db;User Id=sa;Password=«hunter2»;",
  "QUEUE: Endpoint=sb://x;SharedAccessKey=«abc»",
  "URL: https://x.example/?sig=«abc»",
  "HEADER: Authorization: Bearer «abc»",
  'HEADERS: \'{"X-Api-Key": "«abc»"}\'',
  "HOOK: https://hooks.example.com/webhook/«T00B00XXXX»",
  "users: admin:«$$apr1$$abc$$def»",
  "traefik.http.middlewares.auth.basicauth.users=admin:«$$apr1$$abc»",
  `{"client": {"token": {"hmac_secret_key": "«abc»"}}, "x": 1}`,
  "FOO: aGVsbG8+«d29ybGQ/Zm9vYmFyYmF6MTIz»",
  "FOO: 0f1e2d3c4b5a69788796a5b4«0f1e2d3c4b5a6978»",
  "# old password: «hunter2»",
  "FOO: «fixture-token-secret-9a8b7c6d5e4f3a2b» token",
  "environment:\n  API_KEY:\n    nested: «abc»",
  "API_KEYS:\n  - «abc»",
  "API_KEYS:\n- «abc»",
  "command:\n  - redis-server\n  - --requirepass\n  - «hunter2»",
  'command: ["redis-server", "--requirepass",\n  "«hunter2=»"]',
  "http_headers:\n  - key: Authorization\n    value: «abc»",
  `"token": {\n  "hmac": "«abc»"`,
])("what may be a secret is hidden: %j", (text) => {
  const secret = marked.exec(text)?.[1] ?? "";
  const shown = excerpt(text.replace("«", "").replace("»", ""));
  expect(shown).toContain("…");
  expect(shown).not.toContain(secret);
});

test.each([
  `key: |\n  ${"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo".repeat(2)}=`,
  "key: >-\n  a: b",
  "x: &x |2\n    a: b",
  "text:\n  - |\n    a: b",
  'password: "first\n  second: third"',
  "command: redis-server\n  --requirepass=hunter2",
  "  -----BEGIN RSA: PRIVATE KEY-----",
  "hunter2hunter2",
  "    dGhpcyBpcyBub3QgYSBzZWNyZXQ=",
])("a line of a longer text is not shown: %j", (text) => {
  expect(excerpt(text)).toBeUndefined();
});

test("neighbours in a list and below a key that says nothing are shown", () => {
  const above = "services:\n  app:\n    ports:\n      - target: 80\n";
  expect(excerpt(`${above}        published: 80`, 9)).toContain("published: 80");
  expect(excerpt("secrets:\n  dotenv:\n    external: true", 5)).toContain("external: true");
  expect(excerpt("a:\n  # note: here\n\n  b: 1", 3)).toContain("b: 1");
});

test("a place that is not in the text has no excerpt", () => {
  const at = (line: number | undefined) => excerptOf("a: 1\n", { label: "", file: "x", line, column: 1 });
  expect([at(undefined), at(9)]).toEqual([undefined, undefined]);
  expect(excerptOf("a: 1\r\nb: 2\r\n", { label: "", file: "x", line: 2, column: 99 })).toContain("2 | b: 2");
});
