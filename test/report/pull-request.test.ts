import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { formatPullRequestJson } from "../../report/pull-request/json.ts";
import { formatPullRequest, mostCharacters } from "../../report/pull-request/markdown.ts";
import { isForbidden, makePullRequestReport } from "../../report/pull-request/pull-request-report.ts";
import { root } from "../../setup/project.ts";
import { streamFolder } from "../support/preview-stream.ts";
import { makeEvents, type ResourceStep } from "./make-events.ts";

/** Streams that the real engine has printed; see `recordStream`. */
const streams = globSync("*.ndjson", { cwd: streamFolder }).sort();
const links = {
  page: (path: string) =>
    existsSync(join(root, path)) ? `https://github.example/acme/chat/blob/abc/${path}` : undefined,
  line: (file: string, line: number) => `https://github.example/acme/chat/blob/abc/${file}#L${line}`,
};
const read = (name: string) => readFileSync(join(streamFolder, name), "utf8");
const reportOf = (events: string, log?: string) =>
  makePullRequestReport({ events, log, findings: undefined, environment: {} });
const commentOf = (events: string, log?: string) => formatPullRequest(reportOf(events, log), { links });

test("there is a stream of each kind", () => {
  expect(streams.length).toBeGreaterThanOrEqual(15);
});

test.each(streams)("the comment on %s is the one that was read", async (name) => {
  const golden = join(streamFolder, `${basename(name, ".ndjson")}.md`);
  await expect(commentOf(read(name))).toMatchFileSnapshot(golden);
});

test.each(streams)("a stream that ends anywhere is never taken for a whole one: %s", (name) => {
  const events = read(name);
  const summary = events.lastIndexOf('{"sequence"', events.indexOf('"summaryEvent"'));
  for (let part = 0; part < 12; part++) {
    const report = reportOf(events.slice(0, Math.floor((summary * part) / 12)));
    expect(["cut", "not-run", "failed"]).toContain(report.outcome);
    expect(isForbidden(report)).toBe(true);
    expect(formatPullRequest(report, { links })).toContain("❌");
  }
});

test("without any event the log is what is shown", () => {
  const comment = commentOf("", "error: could not find a `Pulumi.yaml`\n");
  expect(comment).toContain("❌ the preview did not run");
  expect(comment).toContain("```text\nerror: could not find a `Pulumi.yaml`\n```");
});

test("what Pulumi prints among the events is shown where there are none", () => {
  expect(commentOf("error: no stack named 'prod' found\n")).toContain("error: no stack named 'prod' found");
});

test("no text of an error or a name becomes markup, or ends its block", () => {
  const message = "````\n</details><script>alert(1)</script>\n@everyone see #1\n```";
  const events = makeEvents({
    errors: [message],
    steps: [service({ name: "x</details>|@all", image: "a|b</td>:1" })],
  });
  const comment = commentOf(events);
  const outside = comment.replace(/`````text\n[\s\S]*?\n`````/, "");
  expect(comment).toContain(`\`\`\`\`\`text\n${message}\n\`\`\`\`\``);
  expect(outside).not.toContain("<script>");
  expect(outside.match(/<\/details>/g)).toHaveLength(1);
});

const service = ({ name = "prod_centrifugo", image = "centrifugo/centrifugo:v6" } = {}): ResourceStep => ({
  type: "docker:index/service:Service",
  name,
  before: { name, taskSpec: { containerSpec: { image: "centrifugo/centrifugo:v5" } } },
  after: { name, taskSpec: { containerSpec: { image } } },
});

test("thousands of changes, rules and lines fit, and each cut says how much is left out", () => {
  const many = Array.from({ length: 1500 }, (_, index) => service({ name: `service-number-${index}` }));
  const policies = Array.from({ length: 1500 }, (_, index) => ({
    policyName: `rule-${index}`,
    enforcementLevel: "mandatory",
    message: `rule: about\n  the service ${"is wrong ".repeat(20)}`,
  }));
  const errors = Array.from(
    { length: 3 },
    (_, index) => `error ${index}\n${"one more line of a trace\n".repeat(5000)}`,
  );
  const all = { steps: many, policies, errors };
  for (const kind of ["steps", "policies", "errors"] as const) {
    const comment = commentOf(makeEvents({ [kind]: all[kind] }));
    expect(comment.length).toBeLessThanOrEqual(mostCharacters);
    expect(comment).toMatch(/\d+ more (?:services|are left out|lines)/);
  }
  const comment = commentOf(makeEvents(all));
  expect(comment.length).toBeLessThanOrEqual(mostCharacters);
  expect(comment).toContain("❌ forbidden by 1500 rules");
  expect(comment).toMatch(/<sub>Preview of .*<\/sub>\n$/);
  expect(comment.match(/<details>/g)?.length).toBe(comment.match(/<\/details>/g)?.length);
});

test("the example of the documentation is what the report says", () => {
  const page = readFileSync(join(root, "docs/report.md"), "utf8");
  const [, example = ""] = /````markdown\n([\s\S]*?)````/.exec(page) ?? [];
  expect(example).toContain("clients reconnect");
  expect(commentOf(read("setting.ndjson"))).toContain(example);
});

test("JSON tells the same, and no inputs", () => {
  const json: unknown = JSON.parse(formatPullRequestJson(reportOf(read("setting.ndjson"))));
  expect(json).toMatchObject({
    version: 1,
    project: "centrifugo-swarm",
    stack: "prod",
    outcome: "changes",
    level: "reconnect",
    services: [{ name: "prod_centrifugo", clients: "reconnect", history: "kept", publishing: true }],
  });
  expect(JSON.stringify(json)).not.toContain("containerSpec");
});
