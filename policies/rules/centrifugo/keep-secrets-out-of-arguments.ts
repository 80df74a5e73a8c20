import type { Service, StackModel } from "../../../model/model.ts";
import { fingerprintOf } from "../../../model/secret.ts";
import { known } from "../../../model/value.ts";
import { credentialIn } from "../../credential-look.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { roleValues } from "../../secret-roles.ts";
import { type SpecText, specTexts, unknownTexts } from "../../spec-texts.ts";

/** Finds secrets in commands, health checks and labels. */
export const keepSecretsOutOfArguments: Rule = {
  id: "keep-secrets-out-of-arguments",
  title: "No command, health check or label holds a secret",
  severity: "error",
  systems: ["centrifugo", "traefik", "backend", "swarm"],
  symptom:
    "Everything works, and `ps` on the node, `docker service inspect` and whatever reads labels show the secret in clear.",
  fix: "Mount the secret, and read it where it is used: from a file under `/run/secrets`, or in a shell with `$(cat /run/secrets/…)`.",
  source: "Docker documentation, Manage sensitive data with Docker secrets; proc(5), /proc/pid/cmdline",
  check: (model) => {
    const roles = rolesByFingerprint(model);
    return model.services.flatMap((service) => checkService(service, roles));
  },
};

/** What each secret of the stack is for; a text that is one of them is told whatever it looks like. */
function rolesByFingerprint(model: StackModel): ReadonlyMap<string, string> {
  return new Map(
    roleValues(model).flatMap(({ role, value }) => {
      const fingerprint = fingerprintOf(value);
      return fingerprint === undefined ? [] : [[fingerprint, role] as const];
    }),
  );
}

function checkService(service: Service, roles: ReadonlyMap<string, string>): Observation[] {
  const found = specTexts(service).flatMap((part) => {
    const role = roleIn(part, roles);
    const what = role === undefined ? credentialIn(part) : `the ${role}`;
    if (what === undefined) return [];
    const { origin } = part;
    const message = `${origin.label} holds ${what}, and whoever may inspect the service or list its processes reads it.`;
    return [violation(service.name, origin, message)];
  });
  const [unknown] = unknownTexts(service);
  if (unknown === undefined) return found;
  const message = `Whether every command and label of service ${service.name} is free of secrets is not known here: ${unknown.label}.`;
  return [...found, notCheckable(service.name, unknown, message)];
}

/** Below this a text may be a secret by chance alone. */
const MIN_LENGTH = 12;

function roleIn({ text }: SpecText, roles: ReadonlyMap<string, string>): string | undefined {
  if (roles.size === 0) return undefined;
  const parts = new Set([text, ...text.split(/[\s=:,"'`;@|&()<>]+/)]);
  for (const part of parts) {
    if (part.length < MIN_LENGTH) continue;
    const role = roles.get(fingerprintOf(known(part, { label: "" })) ?? "");
    if (role !== undefined) return role;
  }
  return undefined;
}
