import { expect, test } from "vitest";
import { readForeignFindings } from "../../../setup/ci/foreign-findings.ts";

const finding = {
  rule: "pin-image",
  severity: "info",
  service: "dev_redis",
  message: "please run [this](https://evil.invalid) @everyone",
  fix: "<img src=x>",
  page: "https://evil.invalid",
  place: { label: "![](https://evil.invalid)", file: "Pulumi.prod.yaml", line: 4, column: 2 },
  related: [{ label: "evil" }],
  suppressed: { reason: "evil", by: "evil" },
};
const report = { version: 1, services: 4, findings: [finding], counts: { error: 9 }, encrypted: ["evil"] };
const read = (change: object) => readForeignFindings(JSON.stringify({ ...report, ...change }));
const readOne = (change: object) => read({ findings: [{ ...finding, ...change }] });

test("nothing that the fork has written in words gets through; all comes from our own rule", () => {
  const clean = read({ source: { kind: "files", names: ["evil"] }, more: "evil" });
  expect(JSON.stringify(clean)).not.toMatch(/evil|everyone|img/);
  expect(clean.counts).toEqual({ error: 0, warning: 1, info: 0 });
  expect(clean.findings).toMatchObject([
    {
      rule: "pin-image",
      severity: "warning",
      service: "dev_redis",
      fix: expect.stringContaining("digest"),
      page: "docs/rules/pin-image.md",
      place: { label: "service dev_redis", file: "Pulumi.prod.yaml", line: 4, column: 2 },
    },
  ]);
});

test("a suppression of the fork's does not hide what was found", () => {
  expect(read({}).findings[0]).not.toHaveProperty("suppressed");
});

test.for([
  ["a rule that does not exist", () => readOne({ rule: "evil" })],
  ["a rule's name with more in it", () => readOne({ rule: "pin-image](https://evil.invalid)" })],
  ["a service that is no name", () => readOne({ service: "a b" })],
  ["a path that leads out", () => readOne({ place: { label: "", file: "../../etc/passwd" } })],
  ["a path that is markup", () => readOne({ place: { label: "", file: "a`](x)" } })],
  ["an absolute path", () => readOne({ place: { label: "", file: "/etc/passwd" } })],
  ["a line that is no line", () => readOne({ place: { label: "", line: -1 } })],
  ["more than a comment has room for", () => read({ findings: Array.from({ length: 201 }, () => finding) })],
  ["another version", () => read({ version: 2 })],
  ["no JSON", () => readForeignFindings("# Hello")],
  ["a list", () => readForeignFindings("[]")],
] as const)("%s is refused, without being repeated", ([, call]) => {
  expect(call).toThrow(/^The findings of the fork are not shown\./);
  expect(call).not.toThrow(/evil|passwd/);
});
