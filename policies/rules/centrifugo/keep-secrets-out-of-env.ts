import { posix } from "node:path";
import { type CentrifugoSettings, type Setting, variablePrefix } from "../../../model/centrifugo-settings.ts";
import { clear } from "../../../model/value.ts";
import { centrifugos } from "../../centrifugo-services.ts";
import { workingDirectory } from "../../config-file.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { holdsSecret, isGiven, isSecretVariable } from "../../secret-variables.ts";

/** Finds secrets among the variables of a Centrifugo. */
export const keepSecretsOutOfEnv: Rule = {
  id: "keep-secrets-out-of-env",
  title: "Secrets are mounted, and no variables",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "Everything works, and `docker service inspect` and `docker inspect` show the token secret in clear to everybody who may ask Docker, among them a Traefik with the socket.",
  fix: "Put the lines `NAME=value` into a Swarm secret, mount it at `/centrifugo/.env`, which Centrifugo v6 loads by itself, and delete the variables.",
  source:
    "Docker documentation, Manage sensitive data with Docker secrets; Centrifugo internal/app/run.go: `.env` of the working directory is loaded",
  check: (model) => centrifugos(model).flatMap(checkService),
};

function checkService(settings: CentrifugoSettings): Observation[] {
  return settings.settings
    .filter(({ source }) => source === "env")
    .flatMap((setting) => checkVariable(settings, setting));
}

function checkVariable(settings: CentrifugoSettings, { name, value }: Setting): Observation[] {
  const { service } = settings;
  const { origin } = value;
  const isSecret = isSecretVariable(name);
  const what = isSecret ? "a secret" : holdsSecret(value);
  if (what === undefined) return [];
  const given = isSecret ? isGiven(value) : true;
  if (given === undefined) {
    const message = `Whether ${origin.label} holds a secret is not known here.`;
    return [notCheckable(service.name, origin, message)];
  }
  if (!given) return [];
  const from =
    (origin.variables ?? []).length > 0 ? ", also where the stack file takes it from elsewhere" : "";
  const message = `${origin.label} holds ${what}, and whoever may inspect the service or its tasks reads it${from}.`;
  return [violation(service.name, origin, message, fixFor(settings, name))];
}

function fixFor({ service }: CentrifugoSettings, name: string): string {
  if (service.major === 5)
    return "Put the option into the configuration file and mount that as a Swarm secret; v5 loads no `.env`.";
  const path = posix.join(clear(service.directory) ?? workingDirectory, ".env");
  return `Move the line \`${variablePrefix}${name}=…\` to a Swarm secret that is mounted with \`target: ${path}\`, and delete the variable.`;
}
