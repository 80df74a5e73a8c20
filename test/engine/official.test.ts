import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { expect, onTestFinished, test } from "vitest";
import { pins } from "../../config/pins.ts";
import { pullDigest } from "../../setup/images.ts";
import { answers, officialAddresses } from "../../setup/probe.ts";
import { cliPath, ensurePulumi } from "../../setup/pulumi-home.ts";

test("the official Pulumi CLI and docker plugin install themselves", async ({ skip }) => {
  if (!(await answers(officialAddresses.pulumi))) skip("Pulumi's download site cannot be reached from here");
  const home = await mkdtemp(join(tmpdir(), "centrifugo-swarm-official-"));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const env = { ...process.env, PULUMI_HOME: home, TOOLCHAIN: "official" };
  await ensurePulumi(() => {}, env);
  expect((await execa(cliPath(env), ["version"], { env })).stdout).toBe(`v${pins.npm.pulumi}`);
});

test.for(Object.values(pins.images))("the registry serves %s, with a digest", async (image, { skip }) => {
  if (!(await answers(officialAddresses.registry))) skip("Docker Hub cannot be reached from here");
  expect(await pullDigest(image)).toMatch(/^sha256:[0-9a-f]{64}$/);
});
