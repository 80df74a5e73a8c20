import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { credentials } from "@grpc/grpc-js";
import analyzer from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/analyzer_pb.js";
import { Struct } from "google-protobuf/google/protobuf/struct_pb.js";

/** Pulumi's wire forms. */
export const unknownString = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export function secretValue(value: unknown): object {
  return { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value };
}

export interface WireResource {
  readonly type: string;
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
  /** Logical names of the resources that `taskSpec` depends on. */
  readonly dependsOn?: readonly string[];
}

export interface Diagnostic {
  readonly policy: string;
  readonly message: string;
  readonly mandatory: boolean;
}

/** A policy pack that runs as the engine runs it. */
export interface RunningPack {
  readonly policies: () => Promise<readonly string[]>;
  readonly analyze: (resource: WireResource) => Promise<readonly Diagnostic[]>;
  readonly analyzeStack: (resources: readonly WireResource[]) => Promise<readonly Diagnostic[]>;
  readonly stop: () => void;
}

const pack = join(import.meta.dirname, "../../policies");

/** Starts the pack with Pulumi's own `run-policy-pack` and connects to the port that it prints. */
export async function startPack(): Promise<RunningPack> {
  const runner = createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/run-policy-pack/index.js");
  const child = spawn(process.execPath, [runner, "127.0.0.1:1", pack], {
    cwd: pack,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const client = new analyzer.AnalyzerClient(
    `127.0.0.1:${await readPort(child)}`,
    credentials.createInsecure(),
  );
  return {
    policies: async () => {
      const { Empty } = await import("google-protobuf/google/protobuf/empty_pb.js");
      const info = await promised<messages.AnalyzerInfo>((done) => client.getAnalyzerInfo(new Empty(), done));
      return info.getPoliciesList().map((policy) => policy.getName());
    },
    analyze: async (resource) => {
      const response = await promised<messages.AnalyzeResponse>((done) =>
        client.analyze(analyzeRequest(resource), done),
      );
      return diagnostics(response);
    },
    analyzeStack: async (resources) => {
      const request = new messages.AnalyzeStackRequest();
      request.setResourcesList(resources.map((resource) => stackResource(resource, resources)));
      return diagnostics(
        await promised<messages.AnalyzeResponse>((done) => client.analyzeStack(request, done)),
      );
    },
    stop: () => {
      client.close();
      child.kill();
    },
  };
}

async function readPort(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error("the pack has no standard output");
  for await (const line of createInterface({ input: child.stdout })) {
    if (/^\d+$/.test(line)) return line;
  }
  throw new Error("the pack ended without printing its port");
}

function analyzeRequest({ type, name, props }: WireResource): messages.AnalyzeRequest {
  const request = new messages.AnalyzeRequest();
  request.setType(type);
  request.setName(name);
  request.setUrn(urnOf(type, name));
  request.setProperties(struct(props));
  request.setOptions(new messages.AnalyzerResourceOptions());
  return request;
}

function stackResource(
  { type, name, props, dependsOn }: WireResource,
  all: readonly WireResource[],
): messages.AnalyzerResource {
  const resource = new messages.AnalyzerResource();
  resource.setType(type);
  resource.setName(name);
  resource.setUrn(urnOf(type, name));
  resource.setProperties(struct(props));
  resource.setOptions(new messages.AnalyzerResourceOptions());
  const urns = all
    .filter((other) => dependsOn?.includes(other.name))
    .map((other) => urnOf(other.type, other.name));
  const dependencies = new messages.AnalyzerPropertyDependencies();
  dependencies.setUrnsList(urns);
  resource.setDependenciesList(urns);
  resource.getPropertydependenciesMap().set("taskSpec", dependencies);
  return resource;
}

function urnOf(type: string, name: string): string {
  return `urn:pulumi:dev::test::${type}::${name}`;
}

function struct(props: object): Struct {
  return Struct.fromJavaScript(JSON.parse(JSON.stringify(props)));
}

function diagnostics(response: messages.AnalyzeResponse): Diagnostic[] {
  return response.getDiagnosticsList().map((diagnostic) => ({
    policy: diagnostic.getPolicyname(),
    message: diagnostic.getMessage(),
    mandatory: diagnostic.getEnforcementlevel() === messages.EnforcementLevel.MANDATORY,
  }));
}

function promised<T>(call: (done: (error: Error | null, response: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, response) => (error === null ? resolve(response) : reject(error)));
  });
}
