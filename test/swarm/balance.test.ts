import { rootCertificates } from "node:tls";
import { afterAll, beforeAll, expect, test } from "vitest";
import { proveDelivery } from "../../doctor/proof.ts";
import type { StackTarget } from "../../setup/doctor-target.ts";
import { createTestStack, type TestStack } from "../support/test-stack.ts";
import { clientsPerNode, connectFleet, type Fleet, killOneTask, waitUntilAllBack } from "./clients.ts";

const replicas = 3;
const clients = 300;
const even = clients / replicas;
const channels = ["org:<organisation>:messages", "feed:<topic>"];
const namespaces = { org: { access: "token" }, feed: { access: "public" } };
/** A tenth of an even share. */
const slack = even / 10;

let stack: TestStack;
let target: StackTarget;
let fleet: Fleet;

beforeAll(async () => {
  stack = await createTestStack({ replicas, channels, namespaces });
  await stack.up();
  target = await stack.doctorTarget();
  fleet = await connectFleet(target, clients);
});
afterAll(async () => {
  fleet?.close();
  await stack?.dispose();
});

test("without a channel of its own the proof passes, and says that no message was sent", async () => {
  const lines: string[] = [];
  const { ok, delivered, results } = await proveDelivery({ ...target, channels: ["news"] }, (line) =>
    lines.push(line),
  );
  expect({ ok, delivered }).toEqual({ ok: true, delivered: false });
  expect(results.find(({ id }) => id === "delivery")?.detail).toBe(
    "needs token-subscribe, which was skipped",
  );
  expect(lines.at(-1)).toMatch(/3 skipped .*; no message was sent: declare a channel with a <placeholder>/);
});

const wrongSecret = "not the secret that this stack has";

interface Fault {
  readonly fault: string;
  readonly change: (target: StackTarget) => Partial<StackTarget>;
  readonly first: string;
  readonly says: string;
  readonly delivered?: boolean;
}

// Faults of the target, not of the stack: each is what a backend or a page with that mistake would meet.
test.each<Fault>([
  {
    fault: "a wrong token secret",
    change: () => ({ tokens: { secret: wrongSecret } }),
    first: "token-connect",
    says: "3500",
  },
  {
    fault: "a wrong Origin",
    change: ({ edge }) => ({ edge: { ...edge, origin: "https://b.invalid" } }),
    first: "edge-upgrade",
    says: "403",
  },
  { fault: "no namespace", change: () => ({ channels: ["no:<id>"] }), first: "token-subscribe", says: "102" },
  {
    fault: "a CA that did not sign the certificate",
    change: ({ edge }) => ({ edge: { ...edge, caCertificate: rootCertificates[0] ?? "" } }),
    first: "edge-tls",
    says: "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  },
  {
    fault: "a namespace that lets everybody in, though it is said not to",
    change: () => ({ namespaces: { feed: { access: "token" } } }),
    first: "tenant-isolation",
    says: "feed:<topic> without a token: expected 103, was let in",
    delivered: true,
  },
])("the proof names $fault as the first cause, and no secret", async (row) => {
  const { change, first, says } = row;
  const lines: string[] = [];
  const proof = await proveDelivery({ ...target, ...change(target) }, (line) => lines.push(line));
  const { ok, delivered, results } = proof;
  expect({ ok, delivered }).toEqual({ ok: false, delivered: row.delivered ?? false });
  const failed = results.filter(({ status }) => status === "fail" || status === "crash");
  expect(failed.map(({ id }) => id)).toEqual([first]);
  expect(failed[0]?.detail).toContain(says);
  const { apiKey } = await stack.config();
  for (const secret of [target.tokens.secret, wrongSecret, apiKey]) {
    expect(lines.join("\n").includes(secret)).toBe(false);
  }
});

test("300 clients are spread over three nodes within 10 % of even", async () => {
  const counts = await clientsPerNode(target, clients);
  expect(counts).toHaveLength(replicas);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(clients);
  for (const count of counts) {
    expect(Math.abs(count - even), `clients per node: ${counts.join(", ")}`).toBeLessThanOrEqual(slack);
  }
});

test("all clients of a killed task come back, and the others keep their connection", async () => {
  expect(fleet.losses).toEqual([]);
  await killOneTask(target);
  await expect.poll(() => fleet.losses.length, { timeout: 30_000 }).toBeGreaterThan(0);
  await waitUntilAllBack(fleet);
  const counts = await clientsPerNode(target, clients);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(clients);
  expect(fleet.connected()).toBe(clients);
  // Only the killed task's share was lost; a client that dialled the dead task once more counts once.
  expect(Math.abs(fleet.losses.length - even)).toBeLessThanOrEqual(slack);
  expect(fleet.losses.every(({ backAt }) => backAt !== undefined)).toBe(true);
});
