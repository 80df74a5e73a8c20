import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { docker } from "../support/docker.ts";

/** Calls Centrifugo's API from inside, as a backend does: where one task does not answer, the next one is asked. */
export async function callApi(service: string, keys: readonly string[], method: string, body: object) {
  const filter = `label=com.docker.swarm.service.name=${service}`;
  const containers = (await docker("ps", "--quiet", "--filter", filter)).split("\n");
  for (const id of containers.filter((one) => one !== "")) {
    for (const key of keys) {
      const url = `http://127.0.0.1:9000/api/${method}`;
      const headers = ["--header", `X-API-Key: ${key}`, "--header", "Content-Type: application/json"];
      const args = [
        "timeout",
        "3",
        "wget",
        "-q",
        "-O",
        "-",
        ...headers,
        "--post-data",
        JSON.stringify(body),
        url,
      ];
      const { stdout } = await execa("docker", ["exec", id, ...args], { reject: false });
      if (stdout.includes('"result"')) return stdout;
    }
  }
  return undefined;
}

/** Publishes several times a second until `stop`, which tells whether every message was taken. */
export function keepPublishing(publish: () => Promise<boolean>) {
  let stopped = false;
  const run = (async () => {
    let works = true;
    while (!stopped) {
      works = (await publish()) && works;
      await sleep(100);
    }
    return works;
  })();
  return async () => {
    stopped = true;
    return await run;
  };
}
