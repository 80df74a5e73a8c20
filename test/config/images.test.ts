import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readImageSources, resolveImage } from "../../config/images.ts";
import { UserError } from "../../config/user-error.ts";
import { stackDirectory } from "./stack.ts";

const digest = `sha256:${"0123456789abcdef".repeat(4)}`;

test("an image built here comes before the locked digest, and that before the tag", () => {
  const lock = { "redis:7.4.11": digest };
  expect(resolveImage("redis:7.4.11", { lock, lab: { "redis:7.4.11": "lab.invalid/redis:7.4.11-ab" } })).toBe(
    "lab.invalid/redis:7.4.11-ab",
  );
  expect(resolveImage("redis:7.4.11", { lock, lab: {} })).toBe(`redis:7.4.11@${digest}`);
  expect(resolveImage("redis:7.4.12", { lock, lab: {} })).toBe("redis:7.4.12");
});

test("lock and lab files may be missing, but not be something else", () => {
  const directory = stackDirectory();
  expect(readImageSources(directory, "dev")).toEqual({ lock: {}, lab: {} });
  writeFileSync(join(directory, "images.dev.lock.json"), JSON.stringify({ "redis:7.4.11": digest }));
  expect(readImageSources(directory, "dev").lock).toEqual({ "redis:7.4.11": digest });
  writeFileSync(join(directory, "images.lab.json"), "[1]");
  expect(() => readImageSources(directory, "dev")).toThrow(UserError);
});
