import { access, readFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { z } from "zod/mini";
import { docker } from "./docker.ts";

/** What has to be known before anything is installed, started or changed. */
export interface EngineFacts {
  readonly client: "present" | "missing";
  /** `denied`: the socket is there, this user may not use it. */
  readonly engine: "answers" | "silent" | "denied";
  readonly target: EngineTarget;
  readonly swarm: SwarmFacts | undefined;
  /** The engine has a proxy or mirrors of its own, so that it may reach a registry that we cannot. */
  readonly hasOwnRoute: boolean;
  /** `dockerd` lies on this machine. */
  readonly installed: boolean;
  readonly root: boolean;
  /** Debian or one of its children: `apt` installs packages. */
  readonly debian: boolean;
}

export interface EngineTarget {
  /** The engine's address, such as `unix:///var/run/docker.sock` or `ssh://deploy@manager`. */
  readonly host: string;
  /** Who chose the address. */
  readonly chosenBy: "default" | "DOCKER_HOST" | "context";
  readonly local: boolean;
}

export interface SwarmFacts {
  readonly state: string;
  readonly manager: boolean;
  readonly error: string;
  readonly nodes: number;
  readonly clusterId: string | undefined;
}

const text = z._default(z.nullish(z.string()), "");
const infoSchema = z.object({
  ServerVersion: text,
  HttpsProxy: text,
  RegistryConfig: z.nullish(z.object({ Mirrors: z.nullish(z.array(z.string())) })),
  Swarm: z.nullish(
    z.object({
      LocalNodeState: text,
      ControlAvailable: z.optional(z.boolean()),
      Error: text,
      Nodes: z.optional(z.number()),
      Cluster: z.nullish(z.object({ ID: text })),
    }),
  ),
  ClientInfo: z.nullish(z.object({ Context: text })),
});

type Info = z.output<typeof infoSchema>;

/** Asks the engine once (`docker info`) and the machine for the rest. */
export async function readEngineFacts(environment: NodeJS.ProcessEnv = process.env): Promise<EngineFacts> {
  const result = await docker(["info", "--format", "{{json .}}"], { env: environment, timeout: 20_000 });
  const info = parseInfo(result.stdout);
  const answering = info !== undefined && info.ServerVersion !== "" && info.ServerVersion !== null;
  const denied = /permission denied/i.test(result.stderr + result.stdout);
  return {
    client: result.missing ? "missing" : "present",
    engine: answering ? "answers" : denied ? "denied" : "silent",
    target: await readTarget(environment, info?.ClientInfo?.Context ?? "default"),
    swarm: answering ? swarmFacts(info) : undefined,
    hasOwnRoute: Boolean(info?.HttpsProxy) || (info?.RegistryConfig?.Mirrors ?? []).length > 0,
    installed: await isOnPath("dockerd", environment),
    root: process.getuid?.() === 0,
    debian: await isDebian(),
  };
}

function parseInfo(output: string): Info | undefined {
  try {
    return infoSchema.safeParse(JSON.parse(output)).data;
  } catch {
    return undefined;
  }
}

function swarmFacts(info: Info): SwarmFacts {
  return {
    state: info.Swarm?.LocalNodeState ?? "inactive",
    manager: info.Swarm?.ControlAvailable ?? false,
    error: info.Swarm?.Error ?? "",
    nodes: info.Swarm?.Nodes ?? 0,
    clusterId: info.Swarm?.Cluster?.ID || undefined,
  };
}

async function readTarget(environment: NodeJS.ProcessEnv, context: string): Promise<EngineTarget> {
  const fromVariable = environment["DOCKER_HOST"];
  if (fromVariable) return { host: fromVariable, chosenBy: "DOCKER_HOST", local: isLocal(fromVariable) };
  if (context === "default" || context === "") {
    return { host: "unix:///var/run/docker.sock", chosenBy: "default", local: true };
  }
  const inspected = await docker(["context", "inspect", "--format", "{{.Endpoints.docker.Host}}", context], {
    env: environment,
  });
  const host = inspected.ok ? inspected.stdout.trim() : context;
  return { host, chosenBy: "context", local: isLocal(host) };
}

function isLocal(host: string): boolean {
  return host.startsWith("unix://") || /^tcp:\/\/(127\.|localhost[:/]|\[::1\])/.test(host);
}

async function isOnPath(name: string, environment: NodeJS.ProcessEnv): Promise<boolean> {
  const folders = [...(environment["PATH"] ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];
  const found = await Promise.all(
    folders.map((folder) =>
      access(join(folder, name)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}

async function isDebian(): Promise<boolean> {
  const release = await readFile("/etc/os-release", "utf8").catch(() => "");
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(release);
}
