import { expect, test } from "vitest";
import { formatPullRequestJson } from "../../report/pull-request/json.ts";
import { formatPullRequest } from "../../report/pull-request/markdown.ts";
import { makePullRequestReport } from "../../report/pull-request/pull-request-report.ts";
import { makeEvents } from "./make-events.ts";

const key = "Zq7Xv3kP9wT5mB8nR2cF6hJ4sD1gL0yAqW2eR4tY";
const base64 = "c3VwZXItc2VjcmV0LXZhbHVlLTAxMjM0NTY3ODk+Pz8/YWJjZGVm";
const hex = "4fd1c09b77e2a86635b0de1f9c8a7e42c09b77e2a86635b0";
/** Only the name beside it, or that Pulumi knows it as one, tells that this is a secret. */
const word = "hunter2-hunter2";

/** Both formats of a preview in which a secret stands wherever one can get to. */
function outputs(secret: string, { isShown = false } = {}): string {
  const service = (image: string, value: string) => ({
    name: "prod_centrifugo",
    labels: [
      { label: "note-password", value },
      { label: "traefik.http.middlewares.auth.basicauth.users", value: `admin:${value}` },
      ...(secret === word ? [] : [{ label: "team", value }]),
    ],
    taskSpec: {
      containerSpec: {
        image,
        env: {
          CENTRIFUGO_HTTP_API_KEY: value,
          URL: `redis://:${value}@redis`,
          ...(secret === word ? {} : { [`PASSWORD_${value}`]: "x" }),
        },
        args: ["--http_api.key", value],
        commands: ["sh", "-c", `run --token ${value}`],
        healthcheck: { tests: ["CMD", "wget", `--header=Authorization: apikey ${value}`] },
        labels: [{ label: "token", value }],
        configs: [{ configId: image, configName: value, fileName: "/centrifugo/config.json" }],
        ...(secret === word ? {} : { hostname: value, dir: `/x/${value}`, dnsConfig: { searches: [value] } }),
      },
      logDriver: { name: "syslog", options: { "syslog-token": value } },
    },
  });
  const settings = (value: string) => ({
    dataRaw: JSON.stringify({
      http_api: { key: value },
      client: { token: { hmac_secret_key: value } },
      invented_secret: value,
    }),
  });
  const data = isShown ? Buffer.from(`CENTRIFUGO_HTTP_API_KEY='${secret}'\n`).toString("base64") : "[secret]";
  const compile = [
    `index.ts:3:7 - error TS2322`,
    `3   const apiKey: string = "${secret}";`,
    `    at connect (redis://:${secret}@redis:6379)`,
    `    spawn redis-server --requirepass ${secret}`,
    `    TOKEN_SECRET=${secret} node index.ts`,
    `    { password: '${secret}', apiKey: "${secret}" }`,
  ].join("\n");
  const events = makeEvents({
    config: { "app:apiKey": isShown ? secret : "[secret]", "app:plain": "x" },
    requests: [`RegisterResource ${secret}`],
    steps: [
      {
        type: "docker:index/service:Service",
        name: "prod_centrifugo",
        before: service("a:1", `${secret}1`),
        after: service("a:2", secret),
        outputs: service("a:1", secret),
        detailedDiff: { [`labels[0].${secret}`]: {}, "taskSpec.containerSpec.args[1]": {} },
      },
      {
        type: "docker:index/serviceConfig:ServiceConfig",
        name: "a:1",
        op: "replace",
        before: settings(`${secret}1`),
        after: settings(secret),
      },
      {
        type: "docker:index/secret:Secret",
        name: "prod_env",
        op: "replace",
        before: { data },
        after: { data },
      },
      ...(secret === word
        ? []
        : [
            {
              type: "docker:index/network:Network",
              name: secret,
              op: "replace",
              before: { name: secret },
              after: { name: `${secret}2` },
            },
          ]),
    ],
    policies: [
      {
        policyName: "x",
        enforcementLevel: "mandatory",
        message: `about\n  apiKey: "${secret}" is short\n  fix: --token ${secret}\n  page: docs/rules/x.md`,
      },
      ...(secret === word
        ? []
        : [{ policyName: "y", enforcementLevel: "advisory", message: `the value ${secret} is bad` }]),
    ],
    errors: [compile, `apiKey=${secret}`, ...(secret === word ? [] : [`could not use ${secret} for this`])],
  });
  const finding = {
    rule: "r",
    severity: "error" as const,
    service: "s",
    page: "",
    place: { label: "x", file: undefined, line: undefined, column: undefined },
    related: [],
    suppressed: undefined,
  };
  const texts = secret === word ? [] : [{ ...finding, message: `found ${secret}`, fix: `not ${secret}` }];
  return [events, ""]
    .map((stream) =>
      makePullRequestReport({
        events: stream,
        log: `${compile}\nGITHUB_TOKEN=${secret}`,
        findings: texts,
        environment: {},
      }),
    )
    .flatMap((report) => [
      formatPullRequest(report, { links: { page: () => undefined, line: () => undefined } }),
      formatPullRequestJson(report),
    ])
    .join("\n");
}

test.each([key, base64, hex, word])("no output holds a secret that stands everywhere: %s", (secret) => {
  for (const isShown of [false, true]) expectNone(outputs(secret, { isShown }), secret);
});

test("what is said otherwise is still readable", () => {
  const text = outputs(key);
  expect(text).toContain("index.ts:3:7 - error TS2322");
  expect(text).toContain("a:1");
  expect(text).toContain("could not use … for this");
  expect(text).toContain("label `note-password`: changed");
});

test("a secret of the job's environment is taken out wherever it stands", () => {
  const environment = { PULUMI_CONFIG_PASSPHRASE: "correct horse battery", GITHUB_TOKEN: "abcdefgh" };
  const events = makeEvents({ errors: ["wrong passphrase: correct horse battery, abcdefgh"] });
  const report = makePullRequestReport({ events, log: undefined, findings: undefined, environment });
  expect(report.errors).toEqual(["wrong passphrase: …, …"]);
});

function expectNone(text: string, secret: string): void {
  // A part of a secret is enough to tell what it is.
  const width = Math.min(12, secret.length);
  for (let from = 0; from + width <= secret.length; from += 4)
    expect(text).not.toContain(secret.slice(from, from + width));
}
