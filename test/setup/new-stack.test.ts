import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { checkStackFile } from "../../config/check-file.ts";
import { UserError } from "../../config/user-error.ts";
import { completeAnswers, isComplete } from "../../setup/new-stack/complete.ts";
import { missingSecrets, readExisting, refuseOtherAnswers } from "../../setup/new-stack/existing.ts";
import type { Answers, Question } from "../../setup/new-stack/question.ts";
import { questions } from "../../setup/new-stack/questions.ts";
import { stackFileText } from "../../setup/new-stack/stack-file-text.ts";
import { makeCertificate, project, stackDirectory } from "../config/stack.ts";

const given: Answers = { stack: "prod", domain: "realtime.example.com", tls: "development" };

/** The file that answers lead to, and the settings in it. */
async function written(more: Answers = {}) {
  const answers = await completeAnswers({ ...given, ...more }, undefined);
  if (!isComplete(answers)) throw new Error("an answer is missing");
  const text = stackFileText(project, answers);
  return { text, settings: parse(text, { version: "1.1" }).config };
}

async function refusal(answers: Answers): Promise<string> {
  const error: unknown = await completeAnswers(answers, undefined).catch((thrown: unknown) => thrown);
  if (!(error instanceof UserError)) throw new Error("the answers were taken");
  expect(error.exitCode).toBe(2);
  return `${error.message}\n${error.fix ?? ""}`;
}

test("a new stack file has no mistake but its missing secrets", async () => {
  for (const more of [
    {},
    { "redis-node": "node-1" },
    { redis: "external", "redis-address": "redis.internal:6379" },
    { redis: "external", "redis-address": "a:6379, b:6379", "redis-network": "shared" },
    { access: "user" },
    { access: "public", namespace: "chat" },
  ]) {
    const { text } = await written(more);
    const place = { project, stack: "prod", directory: stackDirectory(text, "prod") };
    expect(() => checkStackFile(place, { missingSecrets: "allowed" })).not.toThrow();
  }
});

test("every setting has a comment above it, and nothing that Pulumi would move or drop", async () => {
  const lines = (await written()).text.trimEnd().split("\n");
  expect(lines[0]).toMatch(/^# yaml-language-server: \$schema=/);
  for (const [index, line] of lines.entries()) {
    expect(line).not.toBe("");
    if (line.startsWith(`  ${project}:`)) expect(lines[index - 1], line).toMatch(/^ {2}# /);
  }
  expect(lines.at(-1)).toMatch(/^ {2}\S/);
});

test("what is said is what the file says", async () => {
  const { settings } = await written({
    origin: "https://a.example.com, https://*.example.org",
    replicas: "3",
  });
  expect(settings).toMatchObject({
    [`${project}:domain`]: "realtime.example.com",
    [`${project}:allowedOrigins`]: ["https://a.example.com", "https://*.example.org"],
    [`${project}:replicas`]: 3,
    [`${project}:namespaces`]: { org: { access: "token" } },
    [`${project}:tls`]: { mode: "development" },
  });
});

test("a Redis of somebody else is asked for where it is, and gets no password made up", async () => {
  const own = { redis: "external", "redis-address": "a:6379 b:6379", "redis-network": "shared" };
  const { settings } = await written(own);
  expect(settings[`${project}:redis`]).toEqual({
    mode: "external",
    addresses: ["a:6379", "b:6379"],
    network: "shared",
  });
  expect(await refusal({ ...given, redis: "external" })).toContain("--redis-address");
  expect(await refusal({ ...given, ...own, "redis-address": "a" })).toMatch(/Add the port: `a:6379`/);
  expect(await refusal({ ...given, ...own, "redis-node": "node-1" })).toMatch(
    /--redis-node: it does not go with/,
  );
  expect(await refusal({ ...given, "redis-address": "a:6379" })).toMatch(
    /--redis-address: it does not go with/,
  );
  expect(missingSecrets({ redis: settings[`${project}:redis`] })).not.toContain("redisPassword");
  expect(missingSecrets({})).toContain("redisPassword");
});

test("names that YAML would read as something else are quoted", async () => {
  for (const name of ["no", "on", "007", "12e3", "null", "0x1f"]) {
    const { settings } = await written({ domain: `${name}.localhost`, namespace: name, "redis-node": name });
    expect(Object.keys(settings[`${project}:namespaces`])).toEqual([name]);
    expect(settings[`${project}:redis`].node).toBe(name);
  }
});

test("without somebody to ask, everything that is missing is named at once", async () => {
  const text = await refusal({});
  for (const option of ["--stack", "--domain", "--tls"]) expect(text).toContain(`  ${option} `);
  expect(text).not.toContain("--replicas");
  expect(await refusal({ ...given, tls: "files" })).toMatch(
    /--certificate-file[\s\S]*--certificate-key-file/,
  );
});

test("everything that is wrong is named at once, in the words of the stack file's check", async () => {
  const text = await refusal({
    ...given,
    domain: "https://X.example.com/",
    origin: "app.example.com",
    replicas: "0",
  });
  expect(text).toMatch(
    /--domain: expected a host name, found `https:\/\/X\.example\.com\/`\. .*`x\.example\.com`/,
  );
  expect(text).toMatch(/--origin: .* Add the scheme/);
  expect(text).toMatch(/--replicas: expected a number of tasks/);
});

test.each<[string, Answers]>([["tls", { tls: "acme" }]])(
  "a %s that is planned is refused with that word",
  async (name, answers) => {
    expect(await refusal({ ...given, ...answers })).toMatch(
      new RegExp(`--${name}: .* is not yet deployable`),
    );
  },
);

test("behind a Traefik that runs already nothing is asked about a certificate, and its network is", async () => {
  const external: Answers = { stack: "prod", domain: "realtime.example.com", traefik: "external" };
  expect(await refusal(external)).toMatch(/^nobody .* missing:\n {2}--traefik-network traefik-public .*\n/);
  expect(await refusal({ ...external, "traefik-network": "a b" })).toMatch(
    /--traefik-network: expected the name/,
  );
  expect(await refusal({ ...external, "traefik-network": "web", tls: "development" })).toMatch(
    /--tls: it does not go with/,
  );
  expect(await refusal({ ...given, "traefik-network": "web" })).toMatch(/--traefik-network: it does not go/);
  const answers = await completeAnswers(
    { ...external, "traefik-network": "web", "traefik-certificate-resolver": "le" },
    undefined,
  );
  if (!isComplete(answers)) throw new Error("an answer is missing");
  const text = stackFileText(project, answers);
  const { config } = parse(text, { version: "1.1" });
  expect(config[`${project}:traefik`]).toEqual({
    mode: "external",
    network: "web",
    version: 3,
    entryPoint: "websecure",
    certificateResolver: "le",
  });
  expect(Object.keys(config)).not.toContain(`${project}:tls`);
  const place = { project, stack: "prod", directory: stackDirectory(text, "prod") };
  expect(() => checkStackFile(place, { missingSecrets: "allowed" })).not.toThrow();
  const existing = readExisting(place) ?? {};
  expect(missingSecrets(existing)).toEqual(["tokenSecret", "apiKey", "redisPassword"]);
  expect(() => refuseOtherAnswers(existing, answers, "Pulumi.prod.yaml")).not.toThrow();
  expect(() => refuseOtherAnswers(existing, { ...answers, "traefik-version": "2" }, "")).toThrow(/`traefik`/);
});

test("an option that does not go with the others is refused", async () => {
  expect(await refusal({ ...given, "certificate-file": "x.pem" })).toMatch(
    /--certificate-file: it does not go with/,
  );
});

test("a certificate of one's own has to be valid for the domain, with its key", async () => {
  const folder = stackDirectory();
  const put = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const own = await makeCertificate("realtime.example.com");
  const other = await makeCertificate("other.example.com");
  const expired = await makeCertificate("realtime.example.com", -30, -1);
  const files = {
    own: put("own.pem", own.certificate),
    ownKey: put("own.key", own.certificateKey),
    other: put("other.pem", other.certificate),
    otherKey: put("other.key", other.certificateKey),
    expired: put("expired.pem", expired.certificate),
    expiredKey: put("expired.key", expired.certificateKey),
  };
  const answer = (certificate: string, key: string): Answers => ({
    stack: "prod",
    domain: "realtime.example.com",
    "certificate-file": certificate,
    "certificate-key-file": key,
  });
  expect(await completeAnswers(answer(files.own, files.ownKey), undefined)).toMatchObject({ tls: "files" });
  expect(await refusal(answer(files.other, files.otherKey))).toMatch(
    /not valid for `realtime\.example\.com`/,
  );
  expect(await refusal(answer(files.own, files.otherKey))).toMatch(/belongs to another certificate/);
  expect(await refusal(answer(files.expired, files.expiredKey))).toMatch(/expired on/);
  expect(await refusal(answer(files.ownKey, files.own))).toMatch(/expected a certificate in PEM/);
  const unreadable = await refusal(answer(join(folder, "none.pem"), files.ownKey));
  expect(unreadable).toMatch(/none\.pem` cannot be read/);
});

test("a person is asked for what is open only, with what is known so far", async () => {
  const asked: string[] = [];
  const ask = async ({ name, fallback }: Question, answers: Answers) => {
    asked.push(name);
    return name === "tls" ? "development" : (fallback?.(answers) ?? "x.example.com");
  };
  const answers = await completeAnswers({ stack: "prod", replicas: "5" }, ask);
  expect(asked).toEqual(["domain", "origin", "traefik", "tls", "redis", "redis-node", "namespace", "access"]);
  expect(answers).toMatchObject({
    domain: "x.example.com",
    origin: "https://app.example.com",
    replicas: "5",
  });
});

test("every question is answered by its default, or says what an answer looks like", () => {
  for (const { name, fallback, choices, example } of questions) {
    expect(fallback ?? choices ?? example, name).toBeDefined();
  }
});

test("a stack file that is there is not overruled by answers", async () => {
  const { text } = await written({ replicas: "3" });
  const place = { project, stack: "prod", directory: stackDirectory(text, "prod") };
  const existing = readExisting(place);
  if (existing === undefined) throw new Error("the file was not found");
  const compare = (answers: Answers) => () => refuseOtherAnswers(existing, answers, "Pulumi.prod.yaml");
  expect(compare(await completeAnswers({ ...given, replicas: "3" }, undefined))).not.toThrow();
  expect(compare({ domain: "realtime.example.com" })).not.toThrow();
  expect(compare({ domain: "other.example.com", replicas: "4" })).toThrow(/`domain`, `replicas`/);
  expect(compare({ "redis-node": "node-1" })).toThrow(/`redis`/);
  expect(compare({ namespace: "chat" })).toThrow(/`namespaces`/);
  expect(readFileSync(join(place.directory, "Pulumi.prod.yaml"), "utf8")).toBe(text);
});
