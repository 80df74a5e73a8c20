import { randomBytes } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { readImageSources, resolveImages } from "../../config/images.ts";
import { stackImpact } from "../../report/impact/stack-impact.ts";
import { changesOf } from "../../report/preview/changes.ts";
import { readEvents } from "../../report/preview/read-events.ts";
import { root } from "../../setup/project.ts";
import { docker } from "../support/docker.ts";
import { isRecording, previewStream, recordStream } from "../support/preview-stream.ts";
import { createTestStack, type TestStack } from "../support/test-stack.ts";
import { callApi, keepPublishing } from "./api-publisher.ts";
import { connectFleet, type Fleet, waitUntilAllBack } from "./clients.ts";
import {
  observedTasks,
  serviceId,
  tasksOf,
  waitUntilUpdated,
  watchContainers,
  watchFleet,
} from "./observed-impact.ts";

/** Predictions of the report against what then happens: one stack, one change after the other. */
const services = ["centrifugo", "redis", "traefik", "socket-proxy"] as const;
const clients = 24;
const channel = "org:impact:messages";

let stack: TestStack;
let fleet: Fleet;
let otherImage: string;
let ports: object;

beforeAll(async () => {
  stack = await createTestStack();
  const { images, traefik } = resolveImages(await stack.config(), readImageSources(root, stack.name));
  ports = { httpPort: traefik.httpPort, httpsPort: traefik.httpsPort };
  // The same program under another name is another image to Swarm.
  otherImage = `${images.centrifugo}-again`;
  await docker("tag", images.centrifugo, otherImage);
  if (isRecording) await recordStream("first", stack, (await previewStream(stack)).events);
  await stack.up();
  if (isRecording) await recordStream("nothing", stack, (await previewStream(stack)).events);
  fleet = await connectFleet(await stack.doctorTarget(), clients);
});
afterAll(async () => {
  fleet?.close();
  await stack?.dispose();
  await docker("image", "rm", otherImage);
});

interface Change {
  readonly kind: string;
  readonly make: () => Promise<unknown>;
}

const changes: readonly Change[] = [
  {
    kind: "setting",
    make: () => stack.configure({ allowedOrigins: ["https://app.localhost", "https://b.localhost"] }),
  },
  { kind: "image", make: () => stack.configure({ images: { centrifugo: otherImage } }) },
  { kind: "limits", make: () => stack.configure({ resources: { centrifugo: { memory: "300M" } } }) },
  { kind: "label", make: () => stack.configure({ channels: ["org:<organisation>:messages"] }) },
  { kind: "more-replicas", make: () => stack.configure({ replicas: 3 }) },
  { kind: "fewer-replicas", make: () => spreadAndRemove() },
  { kind: "secret", make: () => setApiKey() },
  { kind: "redis", make: () => stack.configure({ redis: { maxMemory: "100M" } }) },
  {
    kind: "traefik-file",
    make: () => stack.configure({ traefik: { ...ports, minTlsVersion: "VersionTLS13" } }),
  },
  {
    kind: "redis-persistence",
    make: () => stack.configure({ redis: { maxMemory: "100M", persistence: "none" } }),
  },
  { kind: "network", make: () => labelNetwork() },
];

test.each(changes)("what the report predicts is what happens: $kind", async ({ kind, make }) => {
  const oldKey = (await stack.config()).apiKey;
  await make();
  const keys = [oldKey, (await stack.config()).apiKey];
  const { exitCode, events, log } = await previewStream(stack);
  expect(exitCode, log).toBe(0);
  await recordStream(kind, stack, events);
  const impact = stackImpact(changesOf(readEvents(events).steps));

  const name = (service: string) => `${stack.name}_${service}`;
  const api = (method: string, body: object) => callApi(name("centrifugo"), keys, method, body);
  const mark = `${kind} ${randomBytes(4).toString("hex")}`;
  expect(await api("publish", { channel, data: mark })).toBeDefined();
  const before = new Map<string, { tasks: ReadonlySet<string>; id: string }>();
  for (const service of services)
    before.set(service, { tasks: await tasksOf(name(service)), id: await serviceId(name(service)) });
  const containers = await watchContainers(services.map(name));
  const clientsNoticed = watchFleet(fleet);
  const stopPublishing = keepPublishing(
    async () => (await api("publish", { channel: "org:impact:tickets", data: "x" })) !== undefined,
  );
  const isBlocked = impact.costs.some((cost) => cost.kind === "network-blocked");
  const up = await stack.pulumi(["up", "--yes", "--skip-preview"]);
  if (isBlocked) expect(up.output).toMatch(/network \w+ is in use by service/);
  expect(up.exitCode === 0, up.output).toBe(!isBlocked);
  await waitUntilUpdated(services.map(name));
  const publishing = await stopPublishing();
  await waitUntilAllBack(fleet);
  containers.stop();

  const observed = [];
  const predicted = [];
  for (const service of services) {
    const was = before.get(service);
    const tasks = observedTasks(
      was?.tasks ?? new Set(),
      await tasksOf(name(service)),
      containers.movesOf(name(service)),
    );
    const isReplaced = was?.id !== (await serviceId(name(service)));
    observed.push([service, isReplaced ? { kind: "replaced" } : tasks]);
    const found = impact.services.find(({ facts }) => facts.name === name(service))?.impact.tasks;
    predicted.push([service, comparable(isBlocked || found === undefined ? { kind: "untouched" } : found)]);
  }
  // Centrifugo finds a Redis that was away only after a moment.
  const answer = await vi.waitFor(async () => {
    const text = await api("history", { channel, limit: 300 });
    if (text === undefined) throw new Error("the API tells no history");
    return text;
  }, 30_000);
  const history = answer.includes(mark) ? "kept" : "lost";
  const worst = (one: string, other: string) => (order.indexOf(one) > order.indexOf(other) ? one : other);
  const all = isBlocked ? [] : impact.services.map((service) => service.impact);
  expect({ tasks: observed, clients: clientsNoticed(), history, publishing }).toEqual({
    tasks: predicted,
    clients: all.map((one) => one.clients as string).reduce(worst, "stay"),
    history: all.some((one) => one.history !== "kept") ? "lost" : "kept",
    publishing: all.every((one) => one.publishing),
  });
});

const order = ["stay", "some-reconnect", "reconnect", "cut-off"];

/** On a task that has come since they connected nobody would be lost. */
async function spreadAndRemove(): Promise<void> {
  fleet.close();
  fleet = await connectFleet(await stack.doctorTarget(), clients);
  await stack.configure({ replicas: 2 });
}

/** How many there are shows from the stack; which kind, and in which order, is what is predicted. */
function comparable(tasks: { kind: string; order?: string; atOnce?: number }) {
  const { kind, order, atOnce } = tasks;
  return { kind, ...(order === undefined ? {} : { order, atOnce }) };
}

async function setApiKey(): Promise<void> {
  const { exitCode, output } = await stack.pulumi([
    "config",
    "set",
    "--secret",
    "apiKey",
    randomBytes(24).toString("hex"),
  ]);
  expect(exitCode, output).toBe(0);
}

/** No setting changes a network of ours; a program that labels one does. */
async function labelNetwork(): Promise<void> {
  const program = join(stack.directory, "index.ts");
  await rm(program);
  await writeFile(
    program,
    `import * as pulumi from "@pulumi/pulumi";
pulumi.runtime.registerStackTransformation(({ type, name, props, opts }) => {
  if (type !== "docker:index/network:Network" || !name.endsWith("_edge")) return undefined;
  return { props: { ...props, labels: [...props.labels, { label: "team", value: "chat" }] }, opts };
});
const { default: outputs } = await import(${JSON.stringify(join(root, "index.ts"))});
export default outputs;
`,
  );
}
