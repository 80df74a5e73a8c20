import { execa } from "execa";

/** Standard output of a Docker command; throws when it fails. */
export async function docker(...args: string[]): Promise<string> {
  return (await execa("docker", args)).stdout;
}

/** Names of the objects of one kind whose name begins so. */
export async function namesOf(
  kind: "service" | "network" | "config" | "secret" | "volume",
  prefix: string,
): Promise<string[]> {
  const names = await docker(kind, "ls", "--format", "{{.Name}}");
  return names.split("\n").filter((name) => name.startsWith(prefix));
}
