// Run as a process of its own by build-cache.test.ts: build-once.ts CACHE_FOLDER slow|fast
import { appendFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { buildOnce } from "../../lab/build-cache.ts";

const [cache = "", pace = "fast"] = process.argv.slice(2);

const artifact = await buildOnce(
  {
    name: "thing",
    title: "the thing",
    usualTime: "no time",
    inputs: ["1"],
    files: [],
    build: async ({ output }) => {
      await appendFile(join(cache, "builds"), "x");
      await writeFile(join(output, "thing"), "half");
      await setTimeout(pace === "slow" ? 60_000 : 300);
      await writeFile(join(output, "thing"), "whole");
      return "1.0";
    },
  },
  (line) => console.log(line),
  cache,
);
console.log(artifact.directory);
