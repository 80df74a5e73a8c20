import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import pins from "../../pins.json" with { type: "json" };

const file = join(import.meta.dirname, "..", "..", "images.lab.json");
const images: Record<string, string> | undefined = await readFile(file, "utf8").then(
  JSON.parse,
  () => undefined,
);
const reason = "no image was built on this machine (there is no images.lab.json)";

/** As the deployment runs them: read-only, without capabilities, not as root. */
async function inImage(official: string, user: string, command: string[]): Promise<string> {
  const hardened = ["--read-only", "--cap-drop", "ALL", "--network", "none", "--user", user];
  const { stdout } = await execa("docker", [
    "run",
    "--rm",
    ...hardened,
    images?.[official] ?? "",
    ...command,
  ]);
  return stdout;
}

describe("an image built here starts read-only, without capabilities and without root, and has what its name says", () => {
  test.for([
    [pins.images.centrifugo, "1000:1000", ["centrifugo", "version"]],
    [pins.images.redis, "999:999", ["redis-server", "--version"]],
    [pins.images.traefik, "65532:65532", ["traefik", "version"]],
    [pins.images.socketProxy, "99:99", ["haproxy", "-v"]],
    [pins.images.testPage, "1000:1000", ["node", "--version"]],
  ] as const)("%s", async ([official, user, command], { skip }) => {
    skip(images === undefined, reason);
    const version = /:v?(\d+\.\d+\.\d+)-[0-9a-f]{12}$/.exec(images?.[official] ?? "")?.[1];
    expect(version).toBeDefined();
    expect(await inImage(official, user, [...command])).toContain(version);
  });

  test("the health checks' wget is in each of them", async ({ skip }) => {
    skip(images === undefined, reason);
    for (const official of Object.values(pins.images)) {
      expect(await inImage(official, "65534:65534", ["sh", "-c", "command -v wget"])).toMatch(/wget$/);
    }
  });

  test("Redis may write into a fresh volume", async ({ skip }) => {
    skip(images === undefined, reason);
    const written = await inImage(pins.images.redis, "999:999", [
      "sh",
      "-c",
      "echo data > /data/probe && cat /data/probe",
    ]);
    expect(written).toBe("data");
  });
});
