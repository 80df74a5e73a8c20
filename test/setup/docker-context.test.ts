import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { contextVariables } from "../../setup/docker-context.ts";
import { temporaryFolder } from "./support.ts";

async function homeWith(config: string): Promise<NodeJS.ProcessEnv> {
  const home = await temporaryFolder();
  await mkdir(join(home, ".docker"));
  await writeFile(join(home, ".docker", "config.json"), config);
  return { HOME: home };
}

test("a context chosen with `docker context use` is handed to Pulumi's provider", async () => {
  const environment = await homeWith('{"currentContext":"prod"}');
  expect(await contextVariables(environment)).toEqual({ DOCKER_CONTEXT: "prod" });
});

test("what the user has set wins, and no choice adds nothing", async () => {
  const environment = await homeWith('{"currentContext":"prod"}');
  expect(await contextVariables({ ...environment, DOCKER_HOST: "ssh://a" })).toEqual({});
  expect(await contextVariables({ ...environment, DOCKER_CONTEXT: "b" })).toEqual({});
  expect(await contextVariables(await homeWith('{"currentContext":"default"}'))).toEqual({});
  expect(await contextVariables(await homeWith("not JSON"))).toEqual({});
  expect(await contextVariables({ HOME: await temporaryFolder() })).toEqual({});
});
