import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectFolder, swarm } from "../cli/support.ts";

const finding = {
  rule: "pin-image",
  severity: "warning",
  service: "redis",
  message: "Not so here: An image has a full version.",
  fix: "Use a tag with three numbers.",
  page: "docs/rules/pin-image.md",
  place: { label: "service redis", file: "Pulumi.dev.yaml", line: 3, column: 1 },
};

async function reportOn(findings: readonly object[]) {
  const folder = projectFolder();
  writeFileSync(join(folder, "findings.json"), JSON.stringify({ version: 1, findings }));
  return swarm(["report", "--findings", "findings.json"], { cwd: folder });
}

test("findings alone are a report that does not pretend to have seen a preview", async () => {
  const { exitCode, stdout, stderr } = await reportOn([finding]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(stdout).toContain("⚪ no rule forbids it, and no preview was made");
  expect(stdout).toContain("A pull request of a fork gets no key to the Swarm");
  expect(stdout).toContain("pin-image");
  expect(stdout).not.toMatch(/nothing changes|did not run|deploys nothing/);
});

test("an error among them forbids the pull request, and none says so", async () => {
  expect((await reportOn([{ ...finding, severity: "error" }])).exitCode).toBe(1);
  const clean = await reportOn([]);
  expect(clean.exitCode).toBe(0);
  expect(clean.stdout).toContain("⚪ no rule forbids it, and no preview was made");
});

test("nothing at all is wrong usage", async () => {
  expect((await swarm(["report"])).exitCode).toBe(2);
});
