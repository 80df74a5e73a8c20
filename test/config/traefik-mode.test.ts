import { expect, test } from "vitest";
import { mistakes as allMistakes, good, load, secrets } from "./stack.ts";

const { certificate: _certificate, certificateKey: _key, ...withoutCertificate } = good;
const external = (more: Record<string, unknown> = {}) =>
  JSON.stringify({ mode: "external", network: "traefik-public", ...more });

/** Places and codes of what is wrong behind an existing Traefik. */
function mistakes(traefik: string, more: Record<string, string> = {}): readonly string[] {
  // `mistakes` adds the certificate, so it has to be taken out of what is found.
  return allMistakes({ traefik, ...more }).flatMap(({ path, code }) =>
    path.startsWith("certificate") ? [] : [`${path} ${code}`],
  );
}

test("behind an existing Traefik a stack needs its network and no certificate", () => {
  const { traefik, certificate } = load({ ...withoutCertificate, traefik: external() });
  expect(certificate).toBeUndefined();
  expect(traefik).toMatchObject({
    mode: "external",
    network: "traefik-public",
    version: 3,
    entryPoint: "websecure",
    labels: [],
  });
  expect(mistakes('{"mode":"external"}')).toEqual(["traefik.mode missing"]);
});

test("with a Traefik of its own it needs both parts of a certificate", () => {
  expect(() => load(withoutCertificate)).toThrow(/not set: `certificate`, `certificateKey`/);
});

test("what only a Traefik of our own takes is refused, each with what to do", () => {
  const own = {
    replicas: 1,
    node: "node-1",
    httpPort: 80,
    httpsPort: 8443,
    trustedIps: [],
    proxyProtocol: { trustedIps: ["10.0.0.5"] },
    logLevel: "INFO",
    accessLog: true,
  };
  const times = { refreshInterval: "2s", idleTimeout: "180s", graceTimeout: "10s" };
  const found = allMistakes({
    traefik: external({ ...own, ...times }),
    tls: '{"mode":"development"}',
    images: '{"traefik":"traefik:v3.7.15"}',
    resources: '{"socketProxy":{"memory":"64M"}}',
  });
  expect(found.every(({ code }) => code === "other-traefik-mode")).toBe(true);
  expect(found.map(({ path }) => path).sort()).toEqual(
    [
      ...Object.keys({ ...own, ...times }).map((key) => `traefik.${key}`),
      "tls",
      "certificate",
      "certificateKey",
      "images.traefik",
      "resources.socketProxy",
    ].sort(),
  );
  const fix = (wanted: string) => found.find(({ path }) => path === wanted)?.fix;
  expect(fix("traefik.httpsPort")).toContain("publicPort");
  expect(fix("certificate")).toContain("pulumi config rm certificate");
  expect(JSON.stringify(found)).not.toContain(secrets.certificate.split("\n")[1]);
});

test("what only an existing Traefik has is refused without `mode: external`", () => {
  const found = allMistakes({ traefik: '{"network":"web","tlsOption":"ws@file"}' });
  expect(found).toMatchObject([
    { path: "traefik.network", code: "other-traefik-mode", fix: expect.stringContaining("mode: external") },
    { path: "traefik.tlsOption", code: "other-traefik-mode" },
  ]);
});

test.each([
  ["network", "a b", "invalid-network-name"],
  ["version", 4, "out-of-range"],
  ["entryPoint", ":443", "invalid-traefik-name"],
  ["certificateResolver", "le.example", "invalid-traefik-name"],
  ["tlsOption", "ws-http1", "invalid-traefik-reference"],
  ["tlsOption", "ws-http1@swarm", "undefinable-by-labels"],
  ["serversTransport", "c@docker", "undefinable-by-labels"],
  ["publicPort", 0, "out-of-range"],
])("%s: %s is refused", (setting, value, code) => {
  expect(mistakes(external({ [setting]: value }))).toEqual([`traefik.${setting} ${code}`]);
});

test.each([
  ["traefik.enable=false", "own-label"],
  ["Traefik.Swarm.Network=other", "own-label"],
  ["centrifugo-swarm.owner=me", "own-label"],
  ["no value", "invalid-label"],
])("the label %s is refused", (label, code) => {
  expect(mistakes(external({ labels: [label] }))).toEqual([`traefik.labels[0] ${code}`]);
});

test("a name without its provider is mended in the message", () => {
  const [found] = allMistakes({ traefik: external({ tlsOption: "ws-http1" }) }).filter(({ path }) =>
    path.startsWith("traefik"),
  );
  expect(found?.fix).toMatch(/^Write `ws-http1@file`: /);
});
