import * as z from "zod";
import { crossCheck, type Fault } from "./cross-check.ts";
import { fields, wholeNumber } from "./field.ts";
import { modeField } from "./values/mode.ts";

const port = (example: string) =>
  wholeNumber({ expected: "a port number from 1 to 65535", example }, 1, 65_535);

/** `traefik:` in the stack file. */
export const traefikSchema = z
  .strictObject({
    mode: modeField(["managed"], ["external"]).prefault("managed"),
    /** Each task takes the ports of its node, so a Swarm runs at most one per node. */
    replicas: wholeNumber({ expected: "a number of tasks from 1 to 100", example: "1" }, 1, 100).default(1),
    /** Redirects to httpsPort. */
    httpPort: port("80").default(80),
    httpsPort: port("443").default(443),
  })
  .register(fields, { expected: "the settings of Traefik", example: "{ mode: managed, replicas: 1 }" })
  .check(crossCheck(checkPorts));

function checkPorts({ httpPort, httpsPort }: Record<string, unknown>): Fault[] {
  if (typeof httpPort !== "number" || httpPort !== httpsPort) return [];
  const message = "httpPort and httpsPort are the same";
  const fix = "Give them different ports: a node cannot open one port twice.";
  return [[["httpPort"], { code: "same-port", message, fix }]];
}
