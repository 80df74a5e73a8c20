import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { centrifugos } from "../../centrifugo-services.ts";
import { durationOf, isOn, placeOf, readOption, unknownKeys } from "../../options.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";

/** Finds a Centrifugo that stops at its ping settings, which `checkconfig` lets pass. */
export const requirePingLongerThanPong: Rule = {
  id: "require-ping-longer-than-pong",
  title: "The ping interval is longer than the pong timeout",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "Centrifugo passes `checkconfig` and then stops at every start with `ping_interval must be greater than pong_timeout`.",
  fix: "Make `client.ping_interval` longer than `client.pong_timeout`; the defaults are 25s and 8s.",
  source: "Centrifugo internal/app/mux.go, getPingPongConfig",
  proof: "observed",
  since: "0.1.0",
  check: (model) => centrifugos(model).flatMap(checkService),
};

/** Every transport over HTTP has the same check, gRPC has none. */
const transports = ["sse", "http_stream", "webtransport", "uni_websocket", "uni_sse", "uni_http_stream"];

function checkService(settings: CentrifugoSettings): Observation[] {
  const { service } = settings;
  const ping = readOption(settings, "client.ping_interval");
  const pong = readOption(settings, "client.pong_timeout");
  const [pingMs, pongMs] = [durationOf(ping), durationOf(pong)];
  const others = transports.map((name) => readOption(settings, `${name}.enabled`));
  const websocketOff = readOption(settings, "websocket.disabled");
  // Without a transport nothing asks for the two.
  if (isOn(websocketOff) && !others.some(isOn) && unknownKeys(others).length === 0) return [];

  const unknown = unknownKeys([ping, pong]);
  if (unknown.length > 0) {
    const message = `Whether the ping interval of service ${service.name} is longer than its pong timeout is not known here: ${unknown.join(", ")}.`;
    return [notCheckable(service.name, service.origin, message)];
  }
  // What is no duration stops Centrifugo with an error of its own.
  if (pingMs === undefined || pongMs === undefined || pingMs > pongMs) return [];
  const message = `client.ping_interval is ${ping.text} (${placeOf(ping)}), which is not longer than client.pong_timeout, ${pong.text} (${placeOf(pong)}).`;
  return [violation(service.name, ping.isDefault ? pong.origin : ping.origin, message)];
}
