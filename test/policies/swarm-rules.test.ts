import { join } from "node:path";
import { expect, test } from "vitest";
import { fromPulumi, type PulumiResource } from "../../model/from-pulumi.ts";
import { fromSwarm } from "../../model/from-swarm.ts";
import type { StackModel } from "../../model/model.ts";
import { notKnown } from "../../model/pulumi-value.ts";
import { checkModel } from "../../policies/check-model.ts";
import { readFixture } from "../../policies/pages/fixture.ts";
import type { Finding } from "../../policies/rule.ts";
import { swarmRules } from "../../policies/rules/swarm/index.ts";
import { root } from "../../setup/project.ts";

/** What no stack file shows: what is not known, the group of a file, names of a Pulumi program. */
const image = "centrifugo/centrifugo:v6.9.1";

function service(props: object, containerSpec: object = {}, name = "dev_centrifugo"): PulumiResource {
  const taskSpec = { containerSpec: { image, ...containerSpec }, ...Object(Object(props)["taskSpec"]) };
  return { type: "docker:index/service:Service", name, props: { name, ...props, taskSpec } };
}

const config = (name: string, props: object): PulumiResource => ({
  type: "docker:index/serviceConfig:ServiceConfig",
  name,
  props: { ...props },
});

const findings = (...resources: readonly PulumiResource[]) => of(fromPulumi(resources));
const of = (model: StackModel) => checkModel(model, swarmRules);

const by = (found: readonly Finding[], rule: string, kind: Finding["kind"]) =>
  found.filter((finding) => finding.rule === rule && finding.kind === kind);

const mounted = (file: object) => ({ secrets: [{ secretName: "x", fileName: "/centrifugo/.env", ...file }] });
const hostPort = { targetPort: 443, publishedPort: 443, publishMode: "host" };

test.each([
  [
    "stop-host-ports-first",
    service({ endpointSpec: { ports: [hostPort] }, updateConfig: { order: notKnown } }),
  ],
  [
    "stop-host-ports-first",
    service({
      endpointSpec: { ports: [{ ...hostPort, publishMode: notKnown }] },
      updateConfig: { order: "start-first" },
    }),
  ],
  [
    "reject-ingress-with-dnsrr",
    service({ endpointSpec: { mode: notKnown, ports: [{ targetPort: 80, publishedPort: 80 }] } }),
  ],
  [
    "update-one-by-one",
    service({ mode: { replicated: { replicas: 3 } }, updateConfig: { parallelism: notKnown } }),
  ],
  [
    "update-one-by-one",
    service({ mode: { replicated: { replicas: notKnown } }, updateConfig: { parallelism: 2 } }),
  ],
  ["make-secrets-readable", service({}, mounted({ fileMode: 0o440 }))],
  ["make-secrets-readable", service({}, mounted({ fileMode: notKnown }))],
  ["make-secrets-readable", service({}, mounted({ fileMode: 0o400, fileUid: notKnown }))],
  [
    "make-secrets-readable",
    service({}, { ...mounted({ fileMode: 0o400 }), image: "acme/centrifugo:v6.9.1" }),
  ],
  ["require-health-check", service({}, { image: "acme/realtime:1.0.0" })],
  ["pin-image", service({}, { image: notKnown })],
  ["require-restart", service({ taskSpec: { restartPolicy: { condition: notKnown } } })],
  ["limit-file-size", config("large", { dataRaw: "a".repeat(600_000) })],
])("%s says that it cannot check what is not known (%#)", (rule, resource) => {
  const found = findings(resource);
  expect(by(found, rule, "not-checkable")).toHaveLength(1);
  expect(by(found, rule, "violation")).toEqual([]);
});

test.each([
  [{ condition: "any" }, 0],
  [{ condition: "any", maxAttempts: 0 }, 0],
  [{ condition: "on-failure" }, 1],
  [{ condition: "on-failure", maxAttempts: 3 }, 2],
  [{ condition: "none", maxAttempts: 3 }, 1],
])("require-restart says of %j as much as there is to mend", (restartPolicy, count) => {
  const found = findings(service({ taskSpec: { restartPolicy } }));
  expect(by(found, "require-restart", "violation")).toHaveLength(count);
});

test.each([
  ["Replicated", 1],
  ["ReplicatedJob", 0],
  ["GlobalJob", 0],
])("require-restart leaves a live service alone only where it may end: %s", (mode, count) => {
  const container = { Image: image };
  const task = { ContainerSpec: container, RestartPolicy: { Condition: "on-failure" } };
  const spec = { Name: "dev_centrifugo", Mode: { [mode]: {} }, TaskTemplate: task };
  const live = fromSwarm({ services: [{ ID: "1", Spec: spec }], networks: [], configs: [], secrets: [] });
  expect(by(of(live), "require-restart", "violation")).toHaveLength(count);
});

test("publish-without-address names port and address, the ports of a range in one finding", () => {
  const { model } = readFixture(join(root, "test/fixtures/rules/publish-without-address/bad"));
  const ignored = "alone, and Swarm ignores the address: it listens on every address of the nodes.";
  expect(by(of(model), "publish-without-address", "violation").map(({ message }) => message)).toEqual([
    `Service centrifugo publishes port 9000 at 127.0.0.1 ${ignored}`,
    `Service centrifugo publishes ports 9100 to 9101 at 10.0.0.5 ${ignored}`,
    `Service centrifugo publishes port 9200 at [::1] ${ignored}`,
  ]);
});

test("an image with a digest does not move, whatever its tag", () => {
  const tagged = (reference: string) =>
    by(findings(service({}, { image: reference })), "pin-image", "violation");
  expect(tagged("redis:7")).toHaveLength(1);
  expect(tagged(`redis:7@sha256:${"0".repeat(64)}`)).toEqual([]);
});

test("a config is too large from 1000 KiB on, and a secret from 500 KiB on", () => {
  const data = Buffer.from("a".repeat(500 * 1024)).toString("base64");
  const found = findings(config("large", { dataRaw: "a".repeat(1000 * 1024) }), {
    type: "docker:index/secret:Secret",
    name: "secret",
    props: { data },
  });
  expect(by(found, "limit-file-size", "violation").map(({ message }) => message)).toEqual([
    "Swarm config large has 1024000 bytes, and Swarm takes less than 1024000.",
    "Swarm secret secret has 512000 bytes, and Swarm takes less than 512000.",
  ]);
});

test.each([
  ["settings", 1],
  ["settings-v2", 1],
  ["my-facade", 1],
  ["settings-1a2b3c4", 0],
  ["settings-9f86d081884c7d65", 0],
  ["settings.20261125", 0],
])("let-pulumi-name-files takes the name %s for what it is", (name, count) => {
  expect(
    by(findings(config("c", { name, dataRaw: "a" })), "let-pulumi-name-files", "violation"),
  ).toHaveLength(count);
});

test("what only Pulumi does wrong is not said of a stack file", () => {
  const model = fromPulumi([
    config("c", { name: "settings", dataRaw: "a" }),
    service({ taskSpec: { networksAdvanceds: [{ name: "edge" }] } }),
  ]);
  const pulumiOnly = ["let-pulumi-name-files", "wait-for-convergence", "attach-networks-by-id"];
  const rulesOf = (found: readonly Finding[]) => found.map(({ rule }) => rule);
  expect(rulesOf(of(model))).toEqual(expect.arrayContaining(pulumiOnly));
  const rest = rulesOf(of({ ...model, source: "compose" }));
  expect(rest.filter((rule) => pulumiOnly.includes(rule))).toEqual([]);
});

test("a Redis on a network that services of two stacks share is on the network of the edge", () => {
  const stack = (namespace: string) => [{ label: "com.docker.stack.namespace", value: namespace }];
  const network: PulumiResource = {
    type: "docker:index/network:Network",
    name: "edge",
    props: { name: "edge" },
  };
  const on = { taskSpec: { networksAdvanceds: [{ id: "edge" }] } };
  const traefik = service({ ...on, labels: stack("edge") }, { image: "traefik:v3.7.15" }, "edge_traefik");
  const redis = (namespace: string) =>
    service({ ...on, labels: stack(namespace) }, { image: "redis:7.4.11" }, "dev_redis");
  const found = (namespace: string) =>
    by(findings(network, traefik, redis(namespace)), "keep-redis-network-private", "violation");
  expect(found("dev").map(({ message }) => message)).toEqual([
    "Service dev_redis is on the network edge, which is not of this stack alone and has edge_traefik on it, Traefik.",
  ]);
  expect(found("edge")).toEqual([]);
});

const committed = (model: StackModel, kind: "stack" | "secret"): StackModel => ({
  ...model,
  sourceFiles: [{ path: "a", kind, committed: true }],
});

test("the file of a Swarm secret under version control is found once, a certificate is not", () => {
  const file = (path: string) => ({ secrets: [{ secretName: path, fileName: path }] });
  const secret = (name: string): PulumiResource => ({
    type: "docker:index/secret:Secret",
    name,
    props: { data: Buffer.from("fixture-0a1b2c3d4e5f").toString("base64") },
  });
  const model = (path: string): StackModel => {
    const read = fromPulumi([secret(path), service({}, file(path)), service({}, file(path), "dev_backend")]);
    return {
      ...read,
      services: read.services.map((one) => ({
        ...one,
        files: one.files.map((mount) => ({ ...mount, origin: { ...mount.origin, file: "a" } })),
      })),
    };
  };
  const found = (path: string) =>
    by(of(committed(model(path), "secret")), "reject-committed-secret", "violation");
  expect(found("/run/secrets/token")).toHaveLength(1);
  expect(found("/run/secrets/certificate.pem")).toEqual([]);
  expect(by(of(model("/run/secrets/token")), "reject-committed-secret", "violation")).toEqual([]);
});
