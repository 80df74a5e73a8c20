import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { issueCertificate } from "../../setup/certificate.ts";
import { ensureAuthority } from "../../setup/certificate-authority.ts";
import { paths } from "../../setup/paths.ts";
import { refusePortsInUse } from "../../setup/ports.ts";
import { root } from "../../setup/project.ts";
import { diagnose } from "../support/diagnose.ts";
import { namesOf } from "../support/docker.ts";
import { type ForeignTraefik, otherHost, prepareForeignTraefik } from "../support/foreign-traefik.ts";
import { createTestStack, type TestStack } from "../support/test-stack.ts";

const domain = "centrifugo.localhost";
let foreign: ForeignTraefik;
let stack: TestStack;
let ca: string;
let before: unknown;

const traefik = () => ({
  mode: "external",
  network: foreign.network,
  entryPoint: "https",
  publicPort: foreign.port,
  labels: [foreign.label],
});

beforeAll(async () => {
  foreign = await prepareForeignTraefik();
  stack = await createTestStack({ traefik: traefik(), tls: undefined, testPage: true });
  const authority = await ensureAuthority(paths(stack.context.env).ca);
  ca = authority.certificate;
  const hosts = [domain, `test.${domain}`, otherHost];
  await foreign.deploy({ ...(await issueCertificate(authority, hosts)), ca });
  before = await foreign.look();
  await stack.up();
});
afterAll(async () => {
  await stack?.dispose().finally(() => foreign?.dispose());
});

async function expectOtherApplication(): Promise<void> {
  expect(await foreign.ask(otherHost, "/", ca)).toEqual({ status: 200, body: "the other application" });
  expect(await foreign.look()).toEqual(before);
}

test("a message travels through it, every check of the doctor passes, and the other application still works", async () => {
  const { failed, details } = await diagnose(stack);
  expect(failed).toEqual([]);
  expect(details.get("edge-alpn")).toContain("h2 for pages");
  expect((await foreign.ask(`test.${domain}`, "/", ca)).status).toBeLessThan(400);
  await expectOtherApplication();
});

test("no Traefik, no socket proxy, no network of the edge and no certificate are made", async () => {
  const names = (kind: "service" | "network" | "secret") => namesOf(kind, `${stack.name}_`);
  expect((await names("service")).sort()).toEqual(
    ["centrifugo", "redis", "test-page"].map((name) => `${stack.name}_${name}`),
  );
  expect((await names("network")).sort()).toEqual([`${stack.name}_backend`, `${stack.name}_redis`]);
  expect((await names("secret")).join(" ")).not.toContain("certificate");
});

test.each([["--expect-no-changes"], ["--refresh", "--expect-no-changes"]])(
  "a second preview has nothing to change (%s)",
  async (...flags) => {
    const { exitCode, output } = await stack.pulumi(["preview", ...flags]);
    expect(exitCode, output).toBe(0);
  },
);

test("the policy pack finds nothing, and says what it cannot see of somebody else's Traefik", async () => {
  const { exitCode, output } = await stack.pulumi(["preview", "--policy-pack", `${root}/policies`]);
  expect(exitCode, output).toBe(0);
  expect(output).not.toContain("[mandatory]");
  const advice = [...output.matchAll(/\[advisory\].*/g)].map(([line]) => line);
  expect(advice.join("\n")).not.toMatch(/\[advisory\](?!.*report-not-checkable)/);
});

test("who looks for the ports is told of that Traefik, with the lines for the stack file", async () => {
  const request = {
    http: 1,
    https: foreign.port,
    ownService: "x",
    project: "p",
    stackFile: "Pulumi.dev.yaml",
  };
  await expect(refusePortsInUse(request)).rejects.toMatchObject({
    message: `Port ${foreign.port} is in use on this machine, by the Swarm service ${foreign.stack}_traefik, a Traefik 3 on ${foreign.network}.`,
    fix: expect.stringContaining(
      `p:traefik: { mode: external, network: ${foreign.network}, entryPoint: https, labels: [${foreign.label}], publicPort: ${foreign.port} }`,
    ),
  });
});

test("with the file for its owner the host speaks HTTP/1.1 alone", async () => {
  const args = ["config", "traefik-file", "--stack", stack.name, "--directory", stack.directory];
  const { stdout } = await execa(join(root, "bin/centrifugo-swarm"), args);
  await writeFile(join(foreign.dynamic, "centrifugo.yaml"), stdout);
  const [tlsOption, serversTransport] = [`${stack.name}-http1@file`, `${stack.name}-centrifugo@file`];
  expect(stdout).toContain(`#   tlsOption: ${tlsOption}\n#   serversTransport: ${serversTransport}`);
  await stack.configure({ traefik: { ...traefik(), tlsOption, serversTransport } });
  await stack.up();
  const { failed, details } = await diagnose(stack);
  expect(failed).toEqual([]);
  expect(details.get("edge-alpn")).toContain("http/1.1, though h2 was offered");
  await expectOtherApplication();
});

test("a TLS option that is not there is said to be missing", async () => {
  await stack.configure({ traefik: { ...traefik(), tlsOption: "elsewhere@file" } });
  await stack.up();
  const { results } = await diagnose(stack);
  const [first] = results.filter(({ status }) => status === "fail");
  expect(first).toMatchObject({ id: "edge-tls" });
  expect(JSON.stringify(first)).toContain("elsewhere@file");
  await expectOtherApplication();
});

test("a servers transport that is not there leaves no route, and the doctor says where to look", async () => {
  await stack.configure({ traefik: { ...traefik(), serversTransport: "nowhere@file" } });
  await stack.up();
  const { results } = await diagnose(stack);
  const [first] = results.filter(({ status }) => status === "fail");
  expect(first).toMatchObject({ id: "edge-upgrade", page: "docs/existing-traefik.md" });
  expect(first?.cause).toContain("servers transport");
  await expectOtherApplication();
});

test("a network that is not there is refused before anything is changed", async () => {
  await stack.configure({ traefik: { ...traefik(), network: "public" } });
  const { exitCode, output } = await stack.pulumi(["preview"]);
  expect(exitCode).not.toBe(0);
  expect(output).toContain("The Swarm has no overlay network `public` (`traefik.network`).");
  expect(output).toContain(foreign.network);
  await stack.configure({ traefik: traefik() });
});

test("destroy leaves the other stack as it was", async () => {
  const { exitCode, output } = await stack.pulumi(["destroy", "--yes"]);
  expect(exitCode, output).toBe(0);
  expect(await namesOf("service", `${stack.name}_`)).toEqual([]);
  await expectOtherApplication();
});

test("Traefik v2.11 takes the labels that are written for it", ({ skip }) => {
  skip("no registry that can be reached here has a Traefik v2.11; its labels follow its documentation");
});
