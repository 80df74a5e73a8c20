import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { centrifugos } from "../../centrifugo-services.ts";
import { isOn, readOption } from "../../options.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";

/** Finds Go's profiler where it is left on. */
export const rejectDebugEndpoints: Rule = {
  id: "reject-debug-endpoints",
  title: "Go's profiler is off",
  severity: "warning",
  systems: ["centrifugo"],
  symptom:
    "Whoever reaches the port can slow Centrifugo down with profiles, and read its command line and what its code is doing.",
  fix: "Delete `debug.enabled` once the profile is taken.",
  source:
    "Centrifugo internal/app/mux.go and internal/app/log.go: /debug/pprof asks for no key, and the start warns of it",
  proof: "observed",
  since: "0.1.0",
  check: (model) => centrifugos(model).flatMap(checkService),
};

function checkService(settings: CentrifugoSettings): Observation[] {
  const { service } = settings;
  const debug = readOption(settings, "debug.enabled");
  if (debug.text === undefined) {
    const message = `Whether Go's profiler is on in service ${service.name} is not known here.`;
    return [notCheckable(service.name, debug.origin, message)];
  }
  if (!isOn(debug)) return [];
  const message = `${debug.origin.label} is on: service ${service.name} serves Go's profiler to everybody who reaches the port.`;
  return [violation(service.name, debug.origin, message)];
}
