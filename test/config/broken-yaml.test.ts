import { expect, test } from "vitest";
import { configError, load } from "./stack.ts";

const broken = (yaml: string) => configError(() => load({ replicas: "0" }, yaml)).issues;

test("an open bracket: one sentence, the place, and how to mend it", () => {
  const error = configError(() =>
    load({}, "config:\n  centrifugo-swarm:traefik: { httpPort: 80\n  centrifugo-swarm:replicas: 2\n"),
  );
  expect(error.message).toBe(
    [
      "the configuration in Pulumi.dev.yaml has a mistake",
      "",
      "Pulumi.dev.yaml:3:3  broken-yaml",
      "  The file cannot be read as YAML: the indentation does not fit the lines around it.",
      "    3 |   centrifugo-swarm:replicas: 2",
      "      |   ^",
      "  fix: Indent it like its neighbours, and close every bracket.",
    ].join("\n"),
  );
});

test.each([
  ["config:\n\tcentrifugo-swarm:domain: a.localhost\n", 2, /indented with a tab/],
  ["config:\n  a:b: 1\n  a:b: 2\n", 3, /twice/],
  ["config:\n  a:b: 'x\n", 2, /closing quote/],
  ["config:\n  a:b: x: y\n", 2, /second `: `/],
  ["config:\n  a:b: *x\n", 2, /has no anchor/],
  ["config: 5\n", 1, /under `config:` is not a map/],
  ["- config\n", 1, /not a map of settings/],
])("%j is refused with its line", (yaml, line, message) => {
  const [issue, ...more] = broken(yaml);
  expect(more).toEqual([]);
  expect(issue).toMatchObject({ code: "broken-yaml", message: expect.stringMatching(message), line });
});

test("an empty file, or an empty config, is not broken but says nothing", () => {
  for (const yaml of ["", "config:\n", "# nothing\n"]) {
    expect(configError(() => load({}, yaml)).issues[0]?.code).toBe("no-config");
  }
});

test("a file that is nested without end is refused, not crashed on", () => {
  for (const yaml of [
    `config: ${"[".repeat(20_000)}`,
    `config:\n  a:b: ${"{a: ".repeat(5_000)}1${"}".repeat(5_000)}`,
  ]) {
    expect(broken(yaml)[0]?.code).toMatch(/broken-yaml|out-of-range/);
  }
});
