import { afterAll, beforeAll, expect, test } from "vitest";
import { examine } from "./diagnose.ts";
import type { Fault } from "./fault.ts";
import { faults } from "./faults/index.ts";
import { rememberServices } from "./restore.ts";
import { deployGallery, type GalleryStack } from "./stack.ts";

const isFull = process.env["TEST_TIER"] === "full";
const chosen = faults.filter(({ sample }) => isFull || sample === true);

let gallery: GalleryStack;
let restore: () => Promise<void>;

beforeAll(async () => {
  gallery = await deployGallery();
  restore = await rememberServices(gallery);
});
afterAll(async () => {
  await gallery?.undo();
  await gallery?.stack.dispose();
});

/** One stack for all, so one after another: each takes its fault away, or the next ones say nothing. */
async function expectHealthy(): Promise<void> {
  const { ok, delivered, results, diagnosis } = await examine(gallery);
  const wrong = results.filter(({ status }) => status === "fail" || status === "crash");
  expect(wrong.map(({ id, detail }) => `${id}: ${detail}`)).toEqual([]);
  expect({ ok, delivered, check: diagnosis.check }).toEqual({ ok: true, delivered: true, check: undefined });
}

async function findCause({ inject, target }: Fault) {
  try {
    await inject?.(gallery);
    const { diagnosis, results } = await examine(gallery, await target?.(gallery));
    const crashed = results.filter(({ status }) => status === "crash").map(({ id }) => id);
    return { ...diagnosis, crashed };
  } finally {
    await restore();
  }
}

test("nothing fails on a healthy stack", expectHealthy);

test.each(chosen)("$id: $title", async (fault) => {
  const { check, cause, page, crashed } = await findCause(fault);
  const words = fault.cause.replaceAll("STACK", gallery.stack.name);
  expect({ check, cause, page, crashed }).toEqual({
    check: fault.check,
    cause: expect.stringContaining(words),
    page: fault.page ?? `docs/doctor-checks.md#${fault.check}`,
    crashed: [],
  });
});

test("nothing fails once all faults are gone", expectHealthy);
