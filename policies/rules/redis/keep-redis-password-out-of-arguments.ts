import { directivesOfArguments } from "../../../model/redis-directives.ts";
import { redisProgram } from "../../../model/redis-program.ts";
import type { RedisSettings } from "../../../model/redis-settings.ts";
import type { Origin } from "../../../model/value.ts";
import { callsInCommand, callsInHealthCheck, hasPassword } from "../../redis-calls.ts";
import { redisServices } from "../../redis-services.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";

/** Finds passwords of Redis in what a service is started and checked with. */
export const keepRedisPasswordOutOfArguments: Rule = {
  id: "keep-redis-password-out-of-arguments",
  title: "Redis' password does not stand in its command",
  severity: "error",
  systems: ["redis"],
  symptom:
    "Everybody who may inspect the service, and every backup of the Swarm's state, has the password in clear.",
  fix: "Put `requirepass` into a `redis.conf` that is mounted as a Swarm secret, and start `redis-server` with its path; in a script read a secret's file: `$(cat /run/secrets/redis-password)`.",
  source:
    "Docker documentation, Swarm secrets: arguments and health checks are part of the service's specification, which `docker service inspect` shows",
  check: (model) => redisServices(model).flatMap(checkService),
};

function checkService(settings: RedisSettings): Observation[] {
  const { service } = settings;
  const passwords = directivesOfArguments(redisProgram(service).words).filter(({ name }) =>
    /^(requirepass|masterauth|user)$/.test(name),
  );
  const found = passwords.flatMap(({ name, words, origin }) => {
    if (words === undefined) return [];
    const isPassword = name === "user" ? words.some((word) => word.startsWith(">")) : words.join("") !== "";
    return isPassword ? [observed(service.name, origin, `--${name} with a password`)] : [];
  });
  const calls = [...callsInCommand(service), ...callsInHealthCheck(service)].filter(hasPassword);
  return [
    ...found,
    ...calls.map(({ origin }) => observed(service.name, origin, "redis-cli with a password")),
    ...checkUnknown(settings),
  ];
}

function observed(service: string, origin: Origin, what: string): Observation {
  return violation(
    service,
    origin,
    `Service ${service} has ${what} in clear: ${origin.label} is shown by docker service inspect.`,
  );
}

/** Words of a script that a shell puts together are no words of the service. */
function checkUnknown({ service }: RedisSettings): Observation[] {
  const unknown = [...service.command, ...service.args, ...service.healthcheck].find(
    ({ state }) => state !== "known",
  );
  if (unknown === undefined) return [];
  const message = `Whether service ${service.name} has a password of Redis in its command is not known here: ${unknown.origin.label}.`;
  return [notCheckable(service.name, unknown.origin, message)];
}
