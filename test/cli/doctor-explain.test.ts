import { expect, test } from "vitest";
import { topics } from "../../doctor/topics/index.ts";
import { projectFolder, swarm } from "./support.ts";
import { talk, unlessTerminal } from "./terminal.ts";

test("a code is explained: what it means, causes in order, how to see them, and cures", async () => {
  const { exitCode, stdout, stderr } = await swarm(["doctor", "explain", "3500"]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(stdout).toMatch(/^3500 invalid token/);
  expect(stdout).toMatch(/^1\. Backend and Centrifugo have two different token secrets\.$/m);
  for (const part of [
    "docker service logs STACK_centrifugo",
    "pulumi config set --secret tokenSecret",
    "client.token.hmac_secret_key or CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY",
    "docs/rules/use-one-token-secret.md",
    "Does the client come back? No",
  ]) {
    expect(stdout).toContain(part);
  }
  expect(stdout).not.toContain("\u001b");
});

test("words may stand without quotation marks, and a number means all that share it", async () => {
  const words = await swarm(["doctor", "explain", "transport", "closed"]);
  expect(words.stdout).toMatch(/^transport closed: /);
  expect(await swarm(["doctor", "explain", "Transport Closed"])).toEqual(words);
  const number = await swarm(["doctor", "explain", "404"]);
  expect(number.stdout).toContain("HTTP, opening a websocket");
  expect(number.stdout).toContain("HTTP, calling the API");
});

test("without a topic all are listed", async () => {
  const { exitCode, stdout } = await swarm(["doctor", "explain"]);
  expect(exitCode).toBe(0);
  for (const { key } of topics) expect(stdout).toContain(`  ${key}`);
});

test.each([
  ["transport closd", /did you mean centrifugo-swarm doctor explain "transport closed"\?/],
  ["unauthorised", /explain "unauthorized"\?/],
  ["3999", /after codes from 3500 to 3999 clients stay disconnected/],
  ["418", /it is an HTTP status/],
  ["4123", /the application's own; clients come back/],
  ["xyzzy plugh", /`centrifugo-swarm doctor explain` lists all/],
  ["\u001b[31mred", /nothing is known of/],
])("%j is unknown: exit code 2 and what comes nearest", async (asked, message) => {
  const { exitCode, stdout, stderr } = await swarm(["doctor", "explain", asked]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toMatch(message);
  expect(stderr).not.toContain("\u001b");
});

test.skipIf(unlessTerminal[0])("on a terminal it is shown as well", async () => {
  const { exitCode, shown } = await talk(["doctor", "explain", "102"], projectFolder(), []);
  expect(exitCode).toBe(0);
  expect(shown).toContain("102 unknown channel");
});
