import { expect, test } from "vitest";
import { engineChoice, engineFlags, refuseCurrentContext } from "../../stacks/engine-flags.ts";

test("the docker command asks the engine that the provider deploys to", () => {
  const flags = (config: Record<string, string>, env: NodeJS.ProcessEnv) =>
    engineFlags(engineChoice(config, env));
  expect(flags({}, {})).toEqual([]);
  expect(flags({}, { DOCKER_HOST: "ssh://a" })).toEqual(["--host", "ssh://a"]);
  expect(flags({ "docker:host": "ssh://b" }, { DOCKER_HOST: "ssh://a" })).toEqual(["--host", "ssh://b"]);
  // By itself the command would prefer the host; the provider prefers the context.
  expect(flags({}, { DOCKER_HOST: "ssh://a", DOCKER_CONTEXT: "prod" })).toEqual(["--context", "prod"]);
});

test("a context that only `docker context use` chose is refused, since the provider would not follow it", () => {
  const none = engineChoice({}, {});
  expect(() => refuseCurrentContext(none, "prod")).toThrow(/`prod` is in use/);
  expect(() => refuseCurrentContext(none, "default")).not.toThrow();
  expect(() => refuseCurrentContext(engineChoice({}, { DOCKER_CONTEXT: "prod" }), "prod")).not.toThrow();
  expect(() => refuseCurrentContext(engineChoice({}, { DOCKER_HOST: "ssh://a" }), "default")).not.toThrow();
});
