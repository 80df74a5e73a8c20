import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectFolder, swarm } from "./support.ts";
import { controlC, controlU, down, enter, talk, unlessTerminal } from "./terminal.ts";

test("without a terminal, all missing options are one error, and nothing is written", async () => {
  const folder = projectFolder();
  const { exitCode, stdout, stderr } = await swarm(["config", "init"], { cwd: folder });
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr.match(/^ {2}--[a-z-]+/gm)).toEqual(["  --stack", "  --domain", "  --tls"]);
  expect(readdirSync(folder)).toEqual(["Pulumi.yaml"]);
});

test("options are checked before anything is written", async () => {
  const folder = projectFolder();
  const wrong = ["--domain", "x y", "--redis", "sentinel", "--tls", "acme"];
  const { exitCode, stderr } = await swarm(["config", "init", "--stack", "prod", ...wrong], { cwd: folder });
  expect(exitCode).toBe(2);
  for (const option of ["--domain", "--redis", "--tls"]) expect(stderr).toContain(`  ${option}: `);
  expect(readdirSync(folder)).toEqual(["Pulumi.yaml"]);
});

test("a file with mistakes is explained, not completed", async () => {
  const folder = projectFolder({ prod: "config:\n  centrifugo-swarm:domain: https://x\n" });
  const { exitCode, stderr } = await swarm(["config", "init", "--stack", "prod", "--yes"], { cwd: folder });
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/Pulumi\.prod\.yaml:2:\d+/);
});

test("on a terminal it asks, refuses a wrong answer at once, and shows the file first", async ({ skip }) => {
  skip(...unlessTerminal);
  const folder = projectFolder();
  const { exitCode, shown, unanswered } = await talk(["config", "init"], folder, [
    [/Name of the stack/, `prod${enter}`],
    [/Public host name/, `https://Realtime.example.com${enter}`],
    [/Write the name alone/, `${controlU}realtime.example.com${enter}`],
    [/Web pages that may connect/, enter],
    [/Does a Traefik run/, enter],
    [/certificate come from[\s\S]*acme/, `${down}${down}${enter}`],
    [/`acme` is not yet deployable[\s\S]*certificate come from[\s\S]*acme/, `${down}${enter}`],
    [/Where does Redis run\?/, enter],
    [/Swarm node/, `node-1${enter}`],
    [/Tasks of Centrifugo/, `3${enter}`],
    [/First namespace/, enter],
    [/Who gets into/, enter],
    [/Write it\?/, "n"],
  ]);
  expect(unanswered, shown).toEqual([]);
  expect(exitCode).toBe(1);
  const file = shown.slice(shown.indexOf("This becomes Pulumi.prod.yaml"));
  expect(file).toContain("centrifugo-swarm:domain: realtime.example.com");
  expect(file).toContain("- https://app.example.com");
  expect(file).toContain("centrifugo-swarm:replicas: 3");
  expect(file).toContain("node: node-1");
  expect(file).toMatch(/nothing was written/);
  expect(existsSync(join(folder, "Pulumi.prod.yaml"))).toBe(false);
});

test("Ctrl-C at a question writes nothing", async ({ skip }) => {
  skip(...unlessTerminal);
  const folder = projectFolder();
  const { exitCode, shown } = await talk(["config", "init", "--stack", "prod"], folder, [
    [/Public host name/, controlC],
  ]);
  expect(exitCode).toBe(1);
  expect(shown).toMatch(/error: stopped; nothing was written/);
  expect(readdirSync(folder)).toEqual(["Pulumi.yaml"]);
});
