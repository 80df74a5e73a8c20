import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { issueCertificate } from "../../setup/certificate.ts";
import { ensureAuthority } from "../../setup/certificate-authority.ts";
import { paths } from "../../setup/paths.ts";
import { type Clone, createClone } from "../setup/clone.ts";
import { namesOf } from "../support/docker.ts";
import { type ForeignTraefik, otherHost, prepareForeignTraefik } from "../support/foreign-traefik.ts";
import { freePorts } from "../support/free-ports.ts";

/** The way of a team that has a Traefik and starts with `make up`: the tests follow each other on one stack. */
let clone: Clone;
let foreign: ForeignTraefik;
let ca: string;
let before: unknown;
/** The setting that `make up` has offered. */
let offered: unknown;

beforeAll(async () => {
  [clone, foreign] = await Promise.all([createClone(), prepareForeignTraefik()]);
  const authority = await ensureAuthority(paths(clone.env).ca);
  ca = authority.certificate;
  const issued = await issueCertificate(authority, ["centrifugo.localhost", otherHost]);
  await foreign.deploy({ ...issued, ca });
  before = await foreign.look();
});
afterAll(async () => {
  await clone?.dispose().finally(() => foreign?.dispose());
});

async function expectUntouched(): Promise<void> {
  expect(await foreign.ask(otherHost, "/", ca)).toEqual({ status: 200, body: "the other application" });
  expect(await foreign.look()).toEqual(before);
}

test("`make up` says that a Traefik has the port, and which lines go behind it", async () => {
  const [httpPort] = await freePorts(1);
  await clone.configure({ traefik: { httpPort, httpsPort: foreign.port } });
  const { exitCode, all } = await clone.make("up");
  expect(exitCode, all).toBe(2);
  expect(all).toContain(`by the Swarm service ${foreign.stack}_traefik, a Traefik 3 on ${foreign.network}.`);
  expect(all).toContain("centrifugo-swarm:traefik: { httpPort: 8080, httpsPort: 8443 }");
  const [, line] = /centrifugo-swarm:traefik: (\{ mode: external.*\})/.exec(all) ?? [];
  offered = parse(line ?? "");
  expect(await namesOf("service", `${clone.stack}_`)).toEqual([]);
  await expectUntouched();
});

test("with those lines it deploys, proves that a message travels, and points to the file for the owner", async () => {
  await clone.configure({ traefik: offered, tls: undefined });
  const { exitCode, all } = await clone.make("up");
  expect(exitCode, all).toBe(0);
  expect(all).toContain("removed the development certificate: it comes from elsewhere now");
  expect(all).toMatch(/\d+ passed, 0 failed/);
  expect(all).toContain(`wss://centrifugo.localhost:${foreign.port}/connection/websocket`);
  expect(all).toContain(`bin/centrifugo-swarm config traefik-file --stack ${clone.stack}`);
  await expectUntouched();
});

test("a second `make up` changes nothing", async () => {
  const { exitCode, all } = await clone.make("up");
  expect(exitCode, all).toBe(0);
  expect(all).toContain("nothing to change");
});

test("`make down` leaves the other stack as it was", async () => {
  const { exitCode, all } = await clone.make("down");
  expect(exitCode, all).toBe(0);
  expect(await namesOf("service", `${clone.stack}_`)).toEqual([]);
  await expectUntouched();
});
