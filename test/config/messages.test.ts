import { expect, test } from "vitest";
import { formatIssues } from "../../config/format-issues.ts";
import { loadStackConfig } from "../../config/load.ts";
import { configError, good, load, mistakes, project, pulumiValues, stackDirectory } from "./stack.ts";

const encrypted = Object.keys(good)
  .filter((key) => key !== "domain" && key !== "allowedOrigins")
  .map((key) => `  centrifugo-swarm:${key}: { secure: v1:abc }\n`)
  .join("");

test("no stack file: names the file and how to get one", () => {
  const error = configError(() => load({}));
  expect(error.exitCode).toBe(2);
  expect(error.message).toBe(
    [
      "the configuration in Pulumi.dev.yaml has a mistake",
      "",
      "Pulumi.dev.yaml  no-stack-file",
      "  There is no Pulumi.dev.yaml here.",
      "  fix: Run `make up`, or `bin/centrifugo-swarm config init --stack dev`.",
    ].join("\n"),
  );
});

test("a stack file without a setting of this project is as good as none", () => {
  const [issue] = configError(() => load({}, "config:\n  docker:host: ssh://x\n")).issues;
  expect(issue).toMatchObject({
    code: "no-config",
    message: "Pulumi.dev.yaml has no setting of `centrifugo-swarm`.",
  });
});

test("missing settings and secrets: what to add, and the command that generates", () => {
  const error = configError(() => load({ replicas: "2" }, "config:\n  centrifugo-swarm:replicas: 2\n"));
  expect(error.message).toBe(
    [
      "the configuration in Pulumi.dev.yaml has 3 mistakes",
      "",
      "Pulumi.dev.yaml:1:1  missing-secret",
      "  these secrets are not set: `tokenSecret`, `apiKey`, `redisPassword`, `certificate`, `certificateKey`.",
      "    1 | config:",
      "      | ^^^^^^",
      "  fix: Run `make up`, which generates them once, or set each with `pulumi config set --secret NAME`.",
      "",
      "Pulumi.dev.yaml:1:1  missing",
      "  domain: it is not set; expected a host name.",
      "    1 | config:",
      "      | ^^^^^^",
      "  fix: Add `centrifugo-swarm:domain: realtime.example.com`.",
      "",
      "Pulumi.dev.yaml:1:1  missing",
      "  allowedOrigins: it is not set; expected a list of origins.",
      "    1 | config:",
      "      | ^^^^^^",
      "  fix: Add `centrifugo-swarm:allowedOrigins: [https://app.example.com]`.",
    ].join("\n"),
  );
});

test("several mistakes: all at once, in the order of the file, each with its place", () => {
  const yaml = `config:
${encrypted}  centrifugo-swarm:replcias: 3
  centrifugo-swarm:domain: https://Centrifugo.localhost/
  centrifugo-swarm:allowedOrigins:
    - https://app.localhost
    - https://app.localhost/login
  centrifugo-swarm:namespaces:
    org:
      access: tokn
      histroy: { size: 100, ttl: 10m }
`;
  const found = mistakes(
    {
      replcias: "3",
      domain: "https://Centrifugo.localhost/",
      allowedOrigins: '["https://app.localhost","https://app.localhost/login"]',
      namespaces: '{"org":{"access":"tokn","histroy":{"size":100,"ttl":"10m"}}}',
    },
    yaml,
  );
  expect(formatIssues(found)).toBe(
    [
      "the configuration in Pulumi.dev.yaml has 5 mistakes",
      "",
      "Pulumi.dev.yaml:7:3  unknown-key",
      "  replcias: there is no setting `replcias`.",
      "    7 |   centrifugo-swarm:replcias: …",
      "      |   ^^^^^^^^^^^^^^^^^^^^^^^^^",
      "  fix: Did you mean `replicas`?",
      "",
      "Pulumi.dev.yaml:8:28  invalid-domain",
      "  domain: expected a host name, found `https://Centrifugo.localhost/`.",
      "    8 |   centrifugo-swarm:domain: https://Centrifugo.localhost/",
      "      |                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
      "  fix: Write the name alone, in lower case, without scheme, port or path: `centrifugo.localhost`.",
      "",
      "Pulumi.dev.yaml:11:7  invalid-origin",
      "  allowedOrigins[1]: expected an origin that a browser sends, found `https://app.localhost/login`.",
      "    11 |     - https://app.localhost/login",
      "       |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^",
      "  fix: An origin ends after the host and port: write `https://app.localhost`.",
      "",
      "Pulumi.dev.yaml:14:15  unknown-value",
      "  namespaces.org.access: expected `token`, `user`, `public` or `proxy`, found `tokn`.",
      "    14 |       access: tokn",
      "       |               ^^^^",
      "  fix: Did you mean `token`?",
      "",
      "Pulumi.dev.yaml:15:7  unknown-key",
      "  namespaces.org.histroy: there is no setting `histroy` here.",
      "    15 |       histroy: …",
      "       |       ^^^^^^^",
      "  fix: Did you mean `history`?",
    ].join("\n"),
  );
});

test("wrong types say what was expected, what was found, and an example", () => {
  const yaml = `config:\n${encrypted}  centrifugo-swarm:replicas: two\n  centrifugo-swarm:traefik: [80, 443]\n`;
  const found = mistakes({ replicas: "two", traefik: "[80,443]" }, yaml);
  expect(found).toMatchObject([
    {
      message: "expected a number of tasks from 1 to 100, found `two`.",
      fix: "Write for example `replicas: 2`.",
      line: 7,
      column: 30,
    },
    { message: "expected the settings of Traefik, found a list.", line: 8 },
  ]);
});

test("a value that is not the one in the file is reported as given with -c", () => {
  const yaml = `config:\n${encrypted}  centrifugo-swarm:replicas: 2\n`;
  const found = mistakes({ replicas: "0" }, yaml);
  expect(formatIssues(found)).toBe(
    [
      "the configuration in Pulumi.dev.yaml has a mistake",
      "",
      "not in Pulumi.dev.yaml: given with -c, --config-file or an environment  out-of-range",
      "  replicas: expected a number of tasks from 1 to 100, found `0`.",
      "  fix: Write for example `replicas: 2`.",
    ].join("\n"),
  );
  expect(found[0]?.line).toBeUndefined();
});

test("the same value in another spelling is still the one in the file", () => {
  const yaml = `config:
${encrypted}  centrifugo-swarm:replicas: 0_0
  centrifugo-swarm:resources: { redis: { cpus: 0.00, memory: &m 1M }, traefik: { memory: *m } }
`;
  const found = mistakes(
    { replicas: "0_0", resources: '{"redis":{"cpus":0,"memory":"1M"},"traefik":{"memory":"1M"}}' },
    yaml,
  );
  expect(found.map(({ origin }) => origin)).toEqual(Array(4).fill("file"));
});

test("a key with a dot is what --path is for", () => {
  const [issue] = mistakes({ "redis.mode": "managed" });
  expect(issue?.fix).toBe("Remove it, and set it with `pulumi config set --path redis.mode`.");
});

test("a misspelt project name would be lost without a word, so it is a mistake", () => {
  const values = { ...pulumiValues(good), "centrifugo-swram:replicas": "5", "docker:host": "ssh://x" };
  const directory = stackDirectory(`config:\n${encrypted}  centrifugo-swram:replicas: 5\n`);
  const { issues } = configError(() => loadStackConfig({ project, stack: "dev", directory, values }));
  expect(issues).toMatchObject([{ line: 7, fix: "Did you mean `centrifugo-swarm:replicas`?" }]);
});

test("names from Centrifugo's own configuration lead to ours", () => {
  const [issue] = mistakes({ allowed_origins: "x" });
  expect(issue?.fix).toBe("Did you mean `allowedOrigins`?");
});

test("colours are added only where they are asked for", () => {
  const found = mistakes({ replicas: "0" });
  expect(formatIssues(found)).not.toContain("\u001b");
  expect(formatIssues(found, { colour: true })).toContain("\u001b[1m");
});
