import { expect, test } from "vitest";
import { parse } from "yaml";
import { fromPulumi } from "../../model/from-pulumi.ts";
import { checkModel } from "../../policies/check-model.ts";
import { certificatesDefinition } from "../../stacks/certificates.ts";
import { describe } from "../../stacks/describe.ts";
import { servicesOf } from "../../stacks/names.ts";
import { traefikDefinition } from "../../stacks/traefik.ts";
import { traefikStatic } from "../../stacks/traefik-config.ts";
import { exampleConfig, exampleIdentity, exampleSecrets } from "./example-config.ts";
import { recordRealtime } from "./recorded.ts";

const own = exampleConfig({ tls: { mode: "files" } });
const next = exampleConfig({ tls: { mode: "files" }, certificate: "next", certificateKey: "next key" });

test("only a certificate of one's own has a service", () => {
  expect(servicesOf(own)).toContain("certificates");
  expect(servicesOf(exampleConfig())).not.toContain("certificates");
  expect(servicesOf(exampleConfig({ tls: { mode: "offloaded" } }))).not.toContain("certificates");
});

test("certificate and key are one secret, in the form of Traefik's file provider", () => {
  const { files } = certificatesDefinition(own, exampleIdentity);
  expect(files).toMatchObject([{ secret: true, mode: 0o400, uid: 65532 }]);
  const pair = { certFile: own.certificate, keyFile: exampleSecrets.certificateKey };
  expect(parse(files[0]?.content ?? "")).toEqual({
    tls: { certificates: [pair], stores: { default: { defaultCertificate: pair } } },
  });
});

test("Traefik is the same whatever the certificate, and watches what it is given", () => {
  const traefik = traefikDefinition(own, exampleIdentity);
  expect(traefikDefinition(next, exampleIdentity)).toEqual(traefik);
  expect(traefik.files.filter(({ secret }) => secret)).toEqual([]);
  expect(parse(traefikStatic(own, exampleIdentity)).providers.file.watch).toBe(true);
  expect(parse(traefikStatic(exampleConfig(), exampleIdentity)).providers.file.watch).toBe(false);
});

test("both have the same volume, in memory", () => {
  const [one] = traefikDefinition(own, exampleIdentity).mounts;
  const [other] = certificatesDefinition(own, exampleIdentity).mounts;
  expect(one).toMatchObject({ type: "volume", driverOptions: { type: "tmpfs" } });
  expect({ ...one, target: "" }).toEqual({ ...other, target: "" });
});

test("it runs on each node, and before Traefik", async () => {
  const recorded = await recordRealtime({ identity: exampleIdentity, config: own });
  const services = recorded.filter(({ type }) => type.endsWith(":Service"));
  const names = services.map(({ name }) => name);
  expect(names.indexOf("example_certificates")).toBeLessThan(names.indexOf("example_traefik"));
  const service = services.find(({ name }) => name === "example_certificates");
  expect(service?.props["mode"]).toEqual({ global: true });
});

test("the rules have nothing to say", () => {
  expect(checkModel(fromPulumi(describe({ identity: exampleIdentity, config: own })))).toEqual([]);
});
