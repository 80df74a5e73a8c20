import { stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { asExports, toolEnvironment } from "../../setup/env.ts";
import { paths } from "../../setup/paths.ts";
import { root } from "../../setup/project.ts";
import { run } from "../../setup/run.ts";
import { ownEnvironment } from "./support.ts";

test("make -s env prints exports only, and with them pulumi and Node 24 are found", async () => {
  const environment = await ownEnvironment();
  // The tools are built already; only the user's own folders are new.
  environment["PULUMI_HOME"] = paths().pulumiHome;
  const printed = await run("make", ["-s", "-C", root, "env"], { env: environment });
  expect(printed).toMatchObject({ ok: true, stderr: "" });
  for (const line of printed.stdout.split("\n")) expect(line).toMatch(/^export [A-Z_]+='[^']*'$/);

  const command = 'eval "$(cat)" && pulumi version && node --version && pulumi whoami --verbose';
  const used = await run("sh", ["-c", command], { env: environment, input: printed.stdout });
  expect(used.stdout).toMatch(/^v3\.\d+\.\d+\nv24\./);
  expect(used.stdout).toContain(`file://${environment.HOME}/.local/state/centrifugo-swarm/centrifugo-swarm`);
});

test("the local backend and its passphrase lie under the XDG folders, closed to others", async () => {
  const environment = await ownEnvironment();
  const variables = await toolEnvironment({ environment });
  const folder = join(environment.HOME, ".local/state/centrifugo-swarm/centrifugo-swarm");
  expect(variables["PULUMI_BACKEND_URL"]).toBe(`file://${folder}`);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  expect((await stat(variables["PULUMI_CONFIG_PASSPHRASE_FILE"] ?? "")).mode & 0o777).toBe(0o600);
});

test("the user's own backend and passphrase win, and no file is made", async () => {
  const environment = await ownEnvironment();
  const own = { ...environment, PULUMI_BACKEND_URL: "s3://state", PULUMI_CONFIG_PASSPHRASE: "" };
  const variables = await toolEnvironment({ environment: own });
  expect(variables).not.toHaveProperty("PULUMI_BACKEND_URL");
  expect(variables).not.toHaveProperty("PULUMI_CONFIG_PASSPHRASE_FILE");
  await expect(stat(paths(environment).passphraseFile)).rejects.toThrow("ENOENT");
});

test("a Pulumi Cloud token wins over the local backend", async () => {
  const environment = await ownEnvironment();
  const variables = await toolEnvironment({ environment: { ...environment, PULUMI_ACCESS_TOKEN: "pul-x" } });
  expect(Object.keys(variables).sort()).toEqual(["PATH", "PULUMI_HOME", "PULUMI_SKIP_UPDATE_CHECK"]);
});

test("values with quotes survive the shell", async () => {
  const value = `it's "$HOME" \`x\``;
  const printed = await run("sh", ["-c", `${asExports({ VALUE: value })}printf %s "$VALUE"`]);
  expect(printed.stdout).toBe(value);
});
