import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { ensureCertificate } from "../../setup/certificate.ts";
import { ensureSecrets } from "../../setup/secrets.ts";
import { ensureStack, readStackValues } from "../../setup/stack.ts";
import { testStack } from "./support.ts";

const yaml = "config:\n  # Kept.\n  centrifugo-swarm:domain: centrifugo.localhost\n";

test("secrets are made once, encrypted, and never stand in the arguments of a command", async () => {
  const { context, project, callsFile } = await testStack(yaml);
  const said: string[] = [];
  const report = (line: string) => void said.push(line);
  await ensureStack(context);
  let values = await readStackValues(context);
  values = await ensureSecrets(context, project, values, report);
  values = await ensureCertificate(context, project, values, report);

  expect(await readStackValues(context)).toEqual(values);
  const secrets = Object.entries(values).filter(([key]) => !key.endsWith(":domain"));
  expect(secrets.map(([key]) => key.split(":")[1]).sort()).toEqual([
    "apiKey",
    "certificate",
    "certificateKey",
    "redisPassword",
    "tokenSecret",
  ]);
  expect(new Set(secrets.map(([, value]) => value)).size).toBe(5);
  expect(values["centrifugo-swarm:tokenSecret"]).toMatch(/^[0-9a-f]{64}$/);

  const calls = await readFile(callsFile, "utf8");
  const file = await readFile(`${context.root}/Pulumi.test.yaml`, "utf8");
  for (const [, value] of secrets) {
    const telling = value.includes("\n") ? (value.split("\n")[1] ?? "") : value;
    expect(calls.includes(telling)).toBe(false);
    expect(file.includes(telling)).toBe(false);
    expect(said.join("\n").includes(telling)).toBe(false);
  }
  expect(calls.match(/^config set /gm)).toHaveLength(5);
  expect(file).toContain("# Kept.");

  const again = await ensureCertificate(
    context,
    project,
    await ensureSecrets(context, project, values, report),
    report,
  );
  expect(again).toEqual(values);
  expect(said).toHaveLength(2);
});

test("a secret that the user has chosen stays", async () => {
  const { context, project } = await testStack();
  await ensureStack(context);
  const chosen = { "centrifugo-swarm:apiKey": "chosen" };
  const values = await ensureSecrets(context, project, chosen, () => undefined);
  expect(values["centrifugo-swarm:apiKey"]).toBe("chosen");
  expect(Object.keys(await readStackValues(context)).sort()).toEqual([
    "centrifugo-swarm:redisPassword",
    "centrifugo-swarm:tokenSecret",
  ]);
});
