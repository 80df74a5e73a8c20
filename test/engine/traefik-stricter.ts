import type { Stricter } from "./faulty-values.ts";
import type { TraefikFiles } from "./run-traefik.ts";
import { durations, edit, fault, type TraefikFault } from "./traefik-faults.ts";

const misspeltAccessLog: TraefikFault = {
  setting: "acessLog",
  value: true,
  write: (settings) => ({ ...settings, acessLog: true }),
  render: (files) => edit(files, ["static", "acessLog"], {}),
};

/** What Traefik takes and we refuse. */
export const stricterTraefik: readonly Stricter<TraefikFiles>[] = [
  {
    code: "unknown-value",
    reason: "Traefik takes levels in any case; a stack file has one spelling.",
    fault: fault("logLevel", "info"),
    random: false,
  },
  {
    code: "unknown-value",
    reason: "FATAL and PANIC hide the errors that explain an outage.",
    fault: fault("logLevel", "FATAL"),
    random: false,
  },
  {
    code: "unknown-value",
    reason: "Traefik passes over a version that it does not know, without a word, and speaks TLS 1.2.",
    fault: fault("minTlsVersion", "VersionTLS14"),
    random: true,
  },
  {
    code: "unknown-value",
    reason: "TLS 1.1 is broken and no current browser needs it.",
    fault: fault("minTlsVersion", "VersionTLS11"),
    random: true,
  },
  {
    code: "unknown-key",
    reason: "Traefik passes over a key at the top of its file that it does not know, without a word.",
    fault: misspeltAccessLog,
    random: false,
  },
  {
    code: "wrong-type",
    reason: "To Traefik any value turns the access log on, `no` too.",
    fault: fault("accessLog", "no"),
    random: true,
  },
  ...durations.flatMap((setting) => [
    {
      code: "missing-unit",
      reason: "Traefik reads seconds: a `300` that was meant as milliseconds is five minutes.",
      fault: fault(setting, 300),
      random: true,
    },
    {
      code: "out-of-range",
      reason: "To Traefik 0 is no limit at all, or a loop without a pause.",
      fault: fault(setting, "0s"),
      random: true,
    },
    {
      code: "invalid-duration",
      reason: "Traefik takes a duration below nothing.",
      fault: fault(setting, "-5s"),
      random: false,
    },
  ]),
  {
    code: "range-too-wide",
    reason: "Traefik would believe everybody's X-Forwarded-For.",
    fault: fault("trustedIps", ["0.0.0.0/0"]),
    random: true,
  },
];
