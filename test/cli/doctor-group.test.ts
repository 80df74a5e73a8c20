import { expect, test } from "vitest";
import { defineCommand } from "../../cli/command.ts";
import type { Group } from "../../cli/commands.ts";
import { findCommand } from "../../cli/find-command.ts";
import { commandHelp, groupHelp } from "../../cli/help.ts";
import { swarm } from "./support.ts";

const own = defineCommand({
  options: { wait: { type: "string", value: "TIME", help: "how long to wait" } },
  examples: [["doctor --wait 2m", "look until all is well"]],
  run: async () => 0,
});
const load = async () => ({ command: own });
const program: Group = {
  summary: "a program",
  commands: {
    doctor: {
      summary: "look at what runs",
      load,
      commands: { explain: { summary: "explain a code", load } },
    },
    config: { summary: "settings", commands: { print: { summary: "print them", load } } },
  },
};
const find = (...args: string[]) => findCommand(program, "p", args);

test("a group may be a command of its own, with options, beside the commands below it", async () => {
  expect(await find("doctor")).toMatchObject({
    name: "p doctor",
    rest: [],
    entry: { summary: "look at what runs" },
  });
  expect(await find("doctor", "--wait", "2m")).toMatchObject({ rest: ["--wait", "2m"], entry: { load } });
  expect(await find("doctor", "explain", "102")).toMatchObject({ name: "p doctor explain", rest: ["102"] });
  expect(await find("config")).toMatchObject({ entry: undefined, group: program.commands["config"] });
});

test("a word that is no command below it is refused, with the nearest", async () => {
  await expect(find("doctor", "explian")).rejects.toMatchObject({ fix: "did you mean p doctor explain?" });
  await expect(find("doctor", "x".repeat(60))).rejects.toThrow("there is no such command in p doctor.");
});

test("its help has its options and its commands, and the list above names both", async () => {
  const { entry, group } = await find("doctor");
  if (entry === undefined) throw new Error("no command of its own");
  const help = commandHelp("p doctor", entry, own, group);
  expect(help).toContain("p doctor [OPTIONS]\n  p doctor COMMAND [OPTIONS]\n");
  expect(help).toMatch(/^Commands\n {2}explain {2}explain a code$/m);
  expect(help).toContain("--wait TIME");
  const list = groupHelp("p", program);
  expect(list).toMatch(
    /^ {2}doctor +look at what runs\n {2}doctor explain +explain a code\n {2}config print/m,
  );
});

test("`doctor --help` lists what the doctor can do", async () => {
  const { exitCode, stdout } = await swarm(["doctor", "--help"]);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^ {2}explain +say what/m);
  expect(stdout).toMatch(/^ {2}token +say what/m);
});
