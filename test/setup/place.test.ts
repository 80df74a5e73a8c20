import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isFromLab, placeFromLab } from "../../setup/place.ts";
import { cliFolder, ensurePulumi, pluginFolder } from "../../setup/pulumi-home.ts";
import { ownEnvironment, temporaryFolder } from "./support.ts";

test("a built tool lies under its official name, and is known as built here", async () => {
  const folder = await temporaryFolder();
  const source = join(folder, "source");
  await writeFile(source, "tool", { mode: 0o755 });
  const home = join(folder, "home");
  await placeFromLab(home, ["tool"], [source]);
  expect(await readFile(join(home, "tool"), "utf8")).toBe("tool");
  expect(await isFromLab(home)).toBe(true);

  await rm(source);
  await writeFile(source, "newer", { mode: 0o755 });
  const other = join(folder, "other");
  await writeFile(other, "newest", { mode: 0o755 });
  await placeFromLab(home, ["tool"], [other]);
  expect(await readFile(join(home, "tool"), "utf8")).toBe("newest");
  expect((await readdir(home)).sort()).toEqual(["built-by-centrifugo-swarm.json", "tool"]);
});

test("an official install is used without a word, and never replaced by a built one", async () => {
  const environment = await ownEnvironment();
  const tools = [
    join(cliFolder(environment), "pulumi"),
    join(cliFolder(environment), "pulumi-language-nodejs"),
    join(pluginFolder(environment), "pulumi-resource-docker"),
  ];
  for (const tool of tools) {
    await mkdir(join(tool, ".."), { recursive: true });
    await writeFile(tool, "official", { mode: 0o755 });
  }
  const said: string[] = [];
  await ensurePulumi((line) => said.push(line), environment);
  expect(said).toEqual([]);
  await expect(ensurePulumi(() => undefined, { ...environment, TOOLCHAIN: "lab" })).rejects.toThrow(
    "TOOLCHAIN=lab, but the official Pulumi CLI is installed in",
  );
  for (const tool of tools) expect(await readFile(tool, "utf8")).toBe("official");
});
