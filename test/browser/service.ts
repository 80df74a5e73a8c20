import { setTimeout as sleep } from "node:timers/promises";
import { docker } from "../support/docker.ts";

/** Changes a service by hand, as somebody would, and waits until the change is through. */
export async function changeService(name: string, ...args: string[]): Promise<void> {
  await docker("service", "update", "--detach", "--quiet", ...args, name);
  // The status of an earlier update stands there for a moment.
  await sleep(1000);
  await until(`${name} is updated`, async () => {
    const format = "{{if .UpdateStatus}}{{.UpdateStatus.State}}{{end}}";
    return (await docker("service", "inspect", "--format", format, name)) === "completed";
  });
}

/** Sets how many tasks run, and waits until as many do. */
export async function scaleService(name: string, tasks: number): Promise<void> {
  await docker("service", "scale", "--detach", `${name}=${tasks}`);
  await until(`${name} has ${tasks} tasks`, async () => {
    const filters = ["--filter", `label=com.docker.swarm.service.name=${name}`, "--filter", "status=running"];
    const format = "{{.ID}} {{.Status}}";
    const running = (await docker("ps", ...filters, "--format", format)).split("\n").filter(Boolean);
    return running.length === tasks && running.every((line) => tasks === 0 || line.includes("(healthy)"));
  });
}

export async function until(what: string, isSo: () => Promise<boolean>, limit = 120_000): Promise<void> {
  const end = Date.now() + limit;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`Not so after ${limit / 1000} s: ${what}.`);
    await sleep(500);
  }
}
