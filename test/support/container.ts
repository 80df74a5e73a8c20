import { execa } from "execa";
import { docker } from "./docker.ts";

/** Runs a shell command in the running task of a service on this node; never throws. */
export async function inTask(service: string, command: string): Promise<{ output: string; ok: boolean }> {
  const filter = `label=com.docker.swarm.service.name=${service}`;
  const [id] = (await docker("ps", "--quiet", "--filter", filter)).split("\n");
  if (id === undefined || id === "") throw new Error(`No task of ${service} runs on this node.`);
  const { all, exitCode } = await execa("docker", ["exec", id, "sh", "-c", command], {
    all: true,
    reject: false,
  });
  return { output: all, ok: exitCode === 0 };
}
