import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { recordPreview } from "../../setup/ci/record-preview.ts";
import { createTestStack, type TestStack } from "../support/test-stack.ts";

let stack: TestStack;
beforeAll(async () => {
  stack = await createTestStack();
});
afterAll(() => stack?.dispose());

test("a recorded preview lies in files of this user alone, whole, and without a secret", async () => {
  const files = { events: join(stack.directory, "events"), log: join(stack.directory, "log") };
  expect(await recordPreview(stack.context, files)).toBe(0);
  const text = await readFile(files.events, "utf8");
  expect(text).toContain('"resourcePreEvent"');
  expect(text).toContain('"summaryEvent"');
  const { tokenSecret, apiKey, redisPassword, certificate, certificateKey } = await stack.config();
  const middle = (pem = "") => pem.split("\n")[2] ?? "";
  const secrets = [tokenSecret, apiKey, redisPassword ?? "", middle(certificate), middle(certificateKey)];
  const all = text + (await readFile(files.log, "utf8"));
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(20);
    expect(all.includes(secret)).toBe(false);
    expect(all.includes(Buffer.from(secret).toString("base64").slice(0, 24))).toBe(false);
  }
  for (const file of Object.values(files)) expect((await stat(file)).mode & 0o777).toBe(0o600);
});
