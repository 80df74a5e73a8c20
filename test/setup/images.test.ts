import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { docker } from "../../setup/docker.ts";
import { readEngineFacts } from "../../setup/engine-facts.ts";
import { ensureImages } from "../../setup/images.ts";
import { temporaryFolder } from "./support.ts";

function digest(content: Uint8Array): string {
  return `sha256:${createHash("sha256").update(content).digest("hex")}`;
}

/** An empty tar archive: two blocks of zeros. */
const layer = Buffer.alloc(1024);
const config = Buffer.from(
  JSON.stringify({
    architecture: "amd64",
    os: "linux",
    config: {},
    rootfs: { type: "layers", diff_ids: [digest(layer)] },
  }),
);
const mediaType = "application/vnd.docker.distribution.manifest.v2+json";
const manifest = Buffer.from(
  JSON.stringify({
    schemaVersion: 2,
    mediaType,
    config: {
      mediaType: "application/vnd.docker.container.image.v1+json",
      size: config.length,
      digest: digest(config),
    },
    layers: [
      {
        mediaType: "application/vnd.docker.image.rootfs.diff.tar",
        size: layer.length,
        digest: digest(layer),
      },
    ],
  }),
);

/** A registry that holds one image, enough for a real `docker pull`. */
async function registry(): Promise<{ reference: string; requests: string[] }> {
  const requests: string[] = [];
  const blobs = new Map([config, layer].map((blob) => [digest(blob), blob]));
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    requests.push(path);
    const blob = /\/blobs\/(.*)$/.exec(path)?.[1];
    const body = path.startsWith("/v2/tiny/manifests/")
      ? manifest
      : blob === undefined
        ? undefined
        : blobs.get(blob);
    if (body === undefined) return response.writeHead(path === "/v2/" ? 200 : 404).end();
    const type = body === manifest ? mediaType : "application/octet-stream";
    const headers = {
      "content-type": type,
      "content-length": body.length,
      "docker-content-digest": digest(body),
    };
    return response.writeHead(200, headers).end(request.method === "HEAD" ? undefined : body);
  });
  // The engine speaks plain HTTP to registries of its own machine.
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const reference = `127.0.0.1:${(server.address() as AddressInfo).port}/tiny:1.2.3`;
  onTestFinished(async () => {
    server.close();
    await docker(["image", "rm", reference]);
  });
  return { reference, requests };
}

async function request(directory: string, references: string[]) {
  return { directory, stack: "test", references, engine: await readEngineFacts() };
}

const official = { ...process.env, TOOLCHAIN: "official" };

test("an official image is pulled once, and the registry's digest is kept beside the stack file", async () => {
  const directory = await temporaryFolder();
  const { reference, requests } = await registry();
  const said: string[] = [];
  await ensureImages(await request(directory, [reference]), (line) => said.push(line), official);
  const lock = JSON.parse(await readFile(join(directory, "images.test.lock.json"), "utf8"));
  expect(lock).toEqual({ [reference]: digest(manifest) });
  expect(said).toEqual([`pulling ${reference}`]);

  const before = requests.length;
  await ensureImages(await request(directory, [reference]), (line) => said.push(line), official);
  expect(requests).toHaveLength(before);
  expect(said).toHaveLength(1);
});

test("an image that its registry does not have gives one sentence", async () => {
  const { reference } = await registry();
  const missing = reference.replace("/tiny:", "/missing:");
  await expect(
    ensureImages(await request(await temporaryFolder(), [missing]), () => undefined, official),
  ).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringContaining(`The image ${missing} could not be pulled`),
  });
});

test("an image that was built here and is still in the engine is not looked for again", async () => {
  const directory = await temporaryFolder();
  const { reference } = await registry();
  await ensureImages(await request(await temporaryFolder(), [reference]), () => undefined, official);
  await writeFile(join(directory, "images.lab.json"), JSON.stringify({ "redis:7.4.11": reference }));
  const said: string[] = [];
  await ensureImages(await request(directory, ["redis:7.4.11"]), (line) => said.push(line), {
    ...process.env,
    TOOLCHAIN: "lab",
  });
  expect(said).toEqual([]);
});

test("a name with a digest needs neither network nor lock", async () => {
  const directory = await temporaryFolder();
  await ensureImages(await request(directory, [`redis@${digest(layer)}`]), () => undefined, official);
  await expect(readFile(join(directory, "images.test.lock.json"))).rejects.toThrow("ENOENT");
});
