import { createHmac } from "node:crypto";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import { join } from "node:path";
import { execa } from "execa";
import { expect, onTestFinished, test } from "vitest";
import { executable, projectFolder } from "./support.ts";
import { talk, unlessTerminal } from "./terminal.ts";

const user = "0b2f1d0e-5a52-4c7e-9c1f-3f1d2a4b5c6d";
const secret = "0f1e2d3c4b5a69788796a5b4c3d2e1f0-of-this-test";
const now = Math.floor(Date.now() / 1000);
const good = { sub: user, iat: now, exp: now + 3600, info: { organizationId: user, role: "owner" } };

function make(claims: object = {}, key = secret): string {
  const part = (one: object) => Buffer.from(JSON.stringify(one)).toString("base64url");
  const signed = `${part({ alg: "HS256" })}.${part({ ...good, ...claims })}`;
  return `${signed}.${createHmac("sha256", key).update(signed).digest("base64url")}`;
}

async function run(args: readonly string[], input = "", env: Readonly<Record<string, string>> = {}) {
  const { CENTRIFUGO_TOKEN_SECRET: _, ...inherited } = process.env;
  const result = await execa(executable, ["doctor", "token", ...args], {
    extendEnv: false,
    reject: false,
    input,
    env: { ...inherited, ...env },
  });
  return { exitCode: result.exitCode, stdout: String(result.stdout), stderr: String(result.stderr) };
}

const own = { CENTRIFUGO_TOKEN_SECRET: secret };

test("a right token: exit code 0, its claims, and neither it nor the secret", async () => {
  const token = make();
  const { exitCode, stdout, stderr } = await run([], `${token}\n`, own);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(stdout).toContain(`"${user}"`);
  expect(stdout).toContain("Centrifugo lets a client connect with it.");
  expect(stdout).not.toContain("owner");
  for (const part of [...token.split("."), secret]) expect(stdout).not.toContain(part);
  expect((await run(["--show-info", "-"], token, own)).stdout).toContain("owner");
});

test("a wrong token: exit code 1, what Centrifugo answers, and where more is said", async () => {
  const { exitCode, stdout } = await run([], make({ exp: now - 600 }), own);
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/ERROR +It expired 10 minutes ago/);
  expect(stdout).toContain("Centrifugo answers 109 (token expired)");
  expect(stdout).toContain("centrifugo-swarm doctor explain 109");
});

test("warnings alone are no failure", async () => {
  const { exitCode, stdout } = await run([], make({ sub: "42" }), own);
  expect(exitCode).toBe(0);
  expect(stdout).toContain("warning");
  expect((await run(["--claims", "any"], make({ sub: "42" }), own)).stdout).not.toContain("warning");
});

test("JSON is one object", async () => {
  const { exitCode, stdout } = await run(["--format", "json"], make({ channel: "org:1" }), own);
  expect(exitCode).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    ok: false,
    answer: { code: 3500, name: "invalid token" },
    token: { algorithm: "HS256", claims: expect.arrayContaining([{ name: "channel", value: "org:1" }]) },
    findings: expect.arrayContaining([expect.objectContaining({ id: "channel-claim", level: "error" })]),
  });
  expect(JSON.parse((await run(["--format", "json"], make(), own)).stdout)).toMatchObject({
    ok: true,
    answer: null,
  });
});

test("options of Centrifugo are taken into account", async () => {
  const options = ["--audience", "chat", "--issuer", "app", "--namespaces", "org,chat", "--format", "json"];
  const idsOf = async (claims: object) =>
    JSON.parse((await run(options, make(claims), own)).stdout).findings.map(({ id }: { id: string }) => id);
  expect(await idsOf({ aud: "chat", iss: "app", channels: ["chat:1"] })).toEqual(["signature-right"]);
  expect(await idsOf({ channels: ["team:1"] })).toEqual([
    "signature-right",
    "aud-wrong",
    "iss-wrong",
    "channels-unknown-namespace",
  ]);
  expect((await run(["--algorithms", "RS256"], make(), own)).stdout).toContain("verifies RS256 here");
});

test("lines have at most 100 columns, whatever is in the claims", async () => {
  const { stdout } = await run(
    [],
    make({ sub: "x".repeat(3_000), [`${"k".repeat(30)}`]: "é\u001b[31m\u202e" }),
    own,
  );
  for (const line of stdout.split("\n")) expect(line.length, line).toBeLessThanOrEqual(100);
  for (const character of ["\u001b", "\u202e"]) expect(stdout).not.toContain(character);
});

test.each([
  [["TOKEN"], /token is not taken from the command line/],
  [["-", "TOKEN"], /token is not taken from the command line/],
  [["--token", "TOKEN"], /no option --token here/],
  [["--secret", "TOKEN"], /no option --secret here/],
  [["--token-url", "TOKEN"], /--token-url is no address/],
  [["--token-url", "https://user:TOKEN@app.example.com"], /holds a secret/],
  [["--token-url", "https://app.example.com/?access_token=TOKEN"], /holds a secret/],
  [["--token-url", "http://127.0.0.1:1", "--header", "Authorization=Bearer TOKEN"], /NAME=VARIABLE/],
  [["--token-url", "http://127.0.0.1:1", "--cookie", "session=TOKEN"], /the name of a variable/],
  [["--token-url", "http://127.0.0.1:1", "--cookie", "NOT_SET"], /NOT_SET is not set/],
  [["--cookie", "NOT_SET"], /go with --token-url only/],
  [["--env-file", ".env", "--ask-secret"], /two sources/],
  [["--env-file", "/nonexistent"], /there is no such file/],
  [[], /no token on standard input/],
])("%j is wrong usage: exit code 2, and nothing of it is repeated", async (args, message) => {
  const token = make();
  const { exitCode, stdout, stderr } = await run(args.map((arg) => arg.replace("TOKEN", token)));
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toMatch(message);
  for (const part of token.split(".")) expect(stderr).not.toContain(part);
  expect(stderr.match(/^error: /gm)).toHaveLength(1);
});

test("a token after `doctor` is not repeated either", async () => {
  const token = make();
  const { exitCode, stderr } = await execa(executable, ["doctor", token], { reject: false });
  expect(exitCode).toBe(2);
  for (const part of token.split(".")) expect(stderr).not.toContain(part);
});

function envFile(text: string): string {
  const folder = projectFolder();
  writeFileSync(join(folder, ".env"), text);
  return join(folder, ".env");
}

test("the secret comes from a file of variables, by v6's name first", async () => {
  const path = envFile(
    `CENTRIFUGO_TOKEN_HMAC_SECRET_KEY=old\nexport CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY="${secret}"\n`,
  );
  const { exitCode, stdout } = await run(["--env-file", path], make());
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/made with\s+CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY/);
  expect(stdout).toContain("two token secrets with two values");
  expect(stdout).not.toContain(secret);
});

test("a token that was signed with another variable of the file is told so", async () => {
  const path = envFile(`CENTRIFUGO_TOKEN_SECRET=${secret}\nCENTRIFUGO_API_KEY=some-other-key-for-the-api\n`);
  const { exitCode, stdout } = await run(["--env-file", path], make({}, "some-other-key-for-the-api"));
  expect(exitCode).toBe(1);
  expect(stdout).toContain("signed with CENTRIFUGO_API_KEY in");
});

test("a file without a token secret is wrong usage", async () => {
  const { exitCode, stderr } = await run(["--env-file", envFile("PORT=3000\n")], make());
  expect(exitCode).toBe(2);
  expect(stderr).toContain("has no token secret");
});

async function backend(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/token`;
}

test.each([
  ["a field", (token: string) => JSON.stringify({ token }), 0],
  ["a field of data", (token: string) => JSON.stringify({ data: { connectionToken: token } }), 0],
  ["a text of JSON", (token: string) => JSON.stringify(token), 0],
  ["plain text", (token: string) => token, 0],
  ["quotes in a field", (token: string) => JSON.stringify({ token: `"${token}"` }), 1],
])("--token-url takes the token from %s", async (_, body, expected) => {
  const url = await backend((_request, response) => response.end(body(make())));
  const { exitCode, stderr } = await run(["--token-url", url], "", own);
  expect({ exitCode, stderr }).toEqual({ exitCode: expected, stderr: "" });
});

test("cookies and headers come from variables, and POST sends JSON", async () => {
  const seen: unknown[] = [];
  const url = await backend((request, response) => {
    seen.push([
      request.method,
      request.headers["cookie"],
      request.headers["x-tenant"],
      request.headers["content-type"],
    ]);
    response.end(JSON.stringify({ token: make() }));
  });
  const options = [
    "--token-url",
    url,
    "--method",
    "POST",
    "--cookie",
    "SESSION",
    "--header",
    "X-Tenant=TENANT",
  ];
  const { exitCode } = await run(options, "", { ...own, SESSION: "session=abc", TENANT: "t1" });
  expect(exitCode).toBe(0);
  expect(seen).toEqual([["POST", "session=abc", "t1", "application/json"]]);
});

test.each([
  [401, /answers 401 to GET.*\n.*sign in/],
  [302, /answers 302.*\n.*leads to another page/],
  [405, /answers 405.*\n.*--method POST/],
  [500, /answers 500.*\n.*backend's log/],
])("a backend that answers %i gives no token: exit code 1", async (status, message) => {
  const url = await backend((_request, response) => {
    response.writeHead(status, { Location: "https://elsewhere.example/login" }).end("secret words");
  });
  const { exitCode, stdout, stderr } = await run(["--token-url", url], "", own);
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
  expect(stderr).toMatch(message);
  expect(stderr).not.toContain("secret words");
});

test("a backend that is not there, and JSON without a token, are told", async () => {
  const gone = await run(["--token-url", "http://127.0.0.1:1/token"]);
  expect(gone).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(/does not answer: ECONNREFUSED|bad port|failed/),
  });
  const url = await backend((_request, response) => response.end('{"jwtToken":"x","error":"no"}'));
  const { exitCode, stderr } = await run(["--token-url", url]);
  expect(exitCode).toBe(1);
  expect(stderr).toContain("has no token in it");
});

const endOfInput = "\r\u0004";

test.skipIf(unlessTerminal[0])("on a terminal it says that it waits", async () => {
  const { exitCode, shown, unanswered } = await talk(["doctor", "token"], projectFolder(), [
    [/Ctrl-D/, `${make()}${endOfInput}`],
    [/signature was not checked/, ""],
  ]);
  expect({ exitCode, unanswered }).toEqual({ exitCode: 0, unanswered: [] });
  expect(shown).toContain("if its signature is right");
});

test.skipIf(unlessTerminal[0])(
  "--ask-secret asks without showing what is typed, then takes the token",
  async () => {
    const { exitCode, shown, unanswered } = await talk(["doctor", "token", "--ask-secret"], projectFolder(), [
      [/Token secret/, `${secret}\r`],
      [/Ctrl-D/, `${make()}${endOfInput}`],
      [/signature is right/, ""],
    ]);
    expect({ exitCode, unanswered }).toEqual({ exitCode: 0, unanswered: [] });
    expect(shown).not.toContain(secret.slice(0, 8));
  },
);
