import { readDrift } from "../../../setup/drift.ts";
import { docker } from "../../support/docker.ts";
import type { Fault } from "../fault.ts";
import { untilUpdate } from "../services.ts";

const missingImage = "lab.invalid/centrifugo:nobody-made-this";
/** What an update does with a task that fails, as soon as it can know. */
const watching = (action: string) => ["--update-failure-action", action, "--update-monitor", "1s"];

/** Services that do not run, or not as they were told. */
export const serviceFaults: readonly Fault[] = [
  {
    id: "centrifugo-stopped",
    title: "Centrifugo is scaled to 0",
    inject: ({ change }) => change("centrifugo", "--replicas", "0"),
    check: "services-running",
    cause: "The service STACK_centrifugo is scaled to 0.",
  },
  {
    id: "traefik-stopped",
    title: "Traefik is scaled to 0",
    inject: ({ change }) => change("traefik", "--replicas", "0"),
    check: "services-running",
    cause: "The service STACK_traefik is scaled to 0.",
    sample: true,
  },
  {
    id: "socket-proxy-removed",
    title: "the proxy in front of the Docker socket was removed",
    inject: async ({ nameOf, afterwards, stack }) => {
      afterwards(async () => {
        const { exitCode, output } = await stack.pulumi(["up", "--yes", "--skip-preview", "--refresh"]);
        if (exitCode !== 0) throw new Error(output);
      });
      await docker("service", "rm", nameOf("socket-proxy"));
    },
    check: "services-exist",
    cause: "The service STACK_socket-proxy is not there",
  },
  {
    id: "one-replica",
    title: "somebody scaled Centrifugo to one task",
    inject: ({ change }) => change("centrifugo", "--replicas", "1"),
    check: "services-running",
    cause: "The service STACK_centrifugo is scaled to 1, and 2 tasks were deployed.",
  },
  {
    id: "unknown-flag",
    title: "Centrifugo gets a flag of version 5",
    inject: ({ spoil }) => spoil("centrifugo", "--args", "--health"),
    check: "services-running",
    cause: "unknown flag: --health",
  },
  {
    id: "broken-value",
    title: "a variable holds a value that Centrifugo cannot read",
    inject: ({ spoil }) => spoil("centrifugo", "--env-add", "CENTRIFUGO_CLIENT_PING_INTERVAL=25"),
    check: "services-running",
    cause: "CENTRIFUGO_CLIENT_PING_INTERVAL",
  },
  {
    id: "unhealthy",
    title: "the health check asks for a page that Centrifugo does not serve",
    inject: async ({ spoil }) =>
      spoil(
        "centrifugo",
        ...["--health-cmd", "wget -q -O /dev/null http://127.0.0.1:9000/healthy"],
        ...["--health-start-period", "1s", "--health-retries", "1"],
      ),
    check: "services-running",
    cause: "The health check of STACK_centrifugo fails, so Swarm stops its tasks.",
  },
  {
    id: "update-paused",
    title: "an update stopped half-way, because its image is not there",
    inject: async ({ update, nameOf }) => {
      await update("centrifugo", ...watching("pause"), "--image", missingImage);
      await untilUpdate(nameOf("centrifugo"), "paused");
    },
    check: "services-updated",
    cause: "The update of STACK_centrifugo stopped half-way, because a new task failed",
  },
  {
    id: "update-rolled-back",
    title: "an update was taken back, because its image is not there",
    inject: async ({ update, nameOf }) => {
      await update("centrifugo", ...watching("rollback"), "--image", missingImage);
      await untilUpdate(nameOf("centrifugo"), "rollback_completed");
    },
    check: "services-updated",
    cause: "The last update of STACK_centrifugo failed, and Swarm went back to what ran before.",
  },
  {
    id: "image-changed",
    title: "somebody runs another image than the pinned one",
    inject: async ({ change, target, stack }) => {
      const other = `lab.invalid/centrifugo:by-hand-${stack.name}`;
      await docker("tag", target.swarm.image, other);
      await change("centrifugo", "--image", other);
    },
    check: "services-images",
    cause: "Somebody changed an image by hand, or the last deployment did not reach this Swarm.",
  },
  {
    id: "drift",
    title: "somebody changed a service by hand",
    inject: ({ change }) => change("redis", "--limit-memory", "300M"),
    target: ({ target, stack }) => ({ ...target, drift: () => readDrift(stack.context) }),
    check: "drift",
    cause: "Service STACK_redis differs",
  },
];
