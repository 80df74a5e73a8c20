import { request } from "node:http";
import { docker } from "../support/docker.ts";

/**
 * Asks the Docker engine itself, and gives what it answered: the docker client can change a service, but not put it
 * back as it was.
 *
 * @throws Error with the engine's words when it refuses.
 */
export async function askEngine(method: "GET" | "POST", path: string, body?: unknown): Promise<unknown> {
  const host = await docker("context", "inspect", "--format", "{{.Endpoints.docker.Host}}");
  if (!host.startsWith("unix://"))
    throw new Error(`The gallery needs an engine on this machine, not ${host}.`);
  return new Promise((resolve, reject) => {
    const headers = { "Content-Type": "application/json" };
    const asked = request({ socketPath: host.slice("unix://".length), method, path, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        if ((answer.statusCode ?? 500) >= 400) reject(new Error(`${method} ${path}: ${text}`));
        else resolve(text === "" ? undefined : JSON.parse(text));
      });
    });
    asked.on("error", reject);
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
