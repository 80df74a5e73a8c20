/**
 * Runs a Pulumi program without an engine and tells its parent what it registered. A process of its own, since
 * a program runs as its modules are loaded, and Pulumi keeps its state for a whole process.
 */
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { RecordAnswer, RecordedResource, RecordRequest } from "./messages.ts";

type Pulumi = typeof import("@pulumi/pulumi");

process.once("message", (request: RecordRequest) => {
  // The program's own copy of Pulumi: another one would know nothing of this recording.
  const load: (name: string) => Pulumi = createRequire(request.program);
  let pulumi: Pulumi | undefined;
  const fail = (error: unknown) => answer(failure(error, request.program, pulumi));
  process.on("uncaughtException", fail);
  process.on("unhandledRejection", fail);
  try {
    pulumi = load("@pulumi/pulumi");
    record(request, pulumi).then((resources) => answer({ kind: "recorded", resources }), fail);
  } catch (error) {
    fail(error);
  }
});

async function record(request: RecordRequest, pulumi: Pulumi): Promise<readonly RecordedResource[]> {
  const { program, project, stack, values, secretKeys } = request;
  const { runtime } = pulumi;
  runtime.setAllConfig({ ...values }, [...secretKeys]);
  process.env["PULUMI_CONFIG_SECRET_KEYS"] = JSON.stringify(secretKeys);
  const newResource = ({ name, inputs }: { name: string; inputs: Record<string, unknown> }) => ({
    id: name,
    state: { ...inputs, name: inputs["name"] ?? name },
  });
  // A preview: programs may hold back what they do only in an `up`, and what a resource gives is not known yet.
  await runtime.setMocks({ newResource, call: () => ({}) }, project, stack, true);
  const resources: RecordedResource[] = [];
  const monitor = runtime.getMonitor();
  if (monitor === undefined) throw new Error("Pulumi has no monitor to record with.");
  const register = monitor.registerResource.bind(monitor);
  // Mocks are shown no difference between a property that is not known yet and one that is not given.
  Reflect.set(monitor, "registerResource", (...args: Parameters<typeof register>) => {
    const [request] = args;
    const props = request.getObject()?.toJavaScript() ?? {};
    if (request.getCustom()) resources.push({ type: request.getType(), name: request.getName(), props });
    return register(...args);
  });
  await runtime.runInPulumiStack(async () => {
    const exported: Record<string, unknown> = await import(pathToFileURL(program).href);
    const outputs = exported["default"] ?? exported;
    return typeof outputs === "function" ? await outputs() : outputs;
  });
  await runtime.disconnect();
  return resources;
}

function failure(error: unknown, program: string, pulumi: Pulumi | undefined): RecordAnswer {
  if (pulumi?.RunError.isInstance(error)) return { kind: "refused", message: error.message };
  if (!(error instanceof Error)) return { kind: "failed", message: String(error), at: undefined };
  const url = pathToFileURL(program).href;
  const at = error.stack?.split("\n").find((line) => line.includes(url) || line.includes(program));
  return { kind: "failed", message: error.message, at: /:\d+(?=:\d+\)?$)/.exec(at ?? "")?.[0].slice(1) };
}

let answered = false;

/** The first answer is the one that counts; a program may leave timers and connections behind. */
function answer(message: RecordAnswer): void {
  if (answered) return;
  answered = true;
  process.send?.(message, () => process.exit());
}
