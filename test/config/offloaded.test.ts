import { expect, test } from "vitest";
import { publicPortOf } from "../../config/traefik-mode.ts";
import { mistakes as allMistakes, good, load } from "./stack.ts";

const { certificate: _certificate, certificateKey: _key, ...withoutCertificate } = good;
const offloaded = { ...withoutCertificate, tls: '{"mode":"offloaded"}' };
const withTraefik = (traefik: object) => ({ ...offloaded, traefik: JSON.stringify(traefik) });
const balancer = { trustedIps: ["10.0.0.5"] };

/** Places and codes of what is wrong where TLS is ended in front; `mistakes` adds the certificate. */
function mistakes(traefik: object): readonly string[] {
  return allMistakes({ tls: offloaded.tls, traefik: JSON.stringify(traefik) }).flatMap(({ path, code }) =>
    path.startsWith("certificate") ? [] : [`${path} ${code}`],
  );
}

test("with TLS ended in front a stack needs no certificate, and browsers use the usual port", () => {
  const config = load(withTraefik(balancer));
  expect(config.certificate).toBeUndefined();
  expect(publicPortOf(config)).toBe(443);
  expect(publicPortOf(load(withTraefik({ ...balancer, publicPort: 8443 })))).toBe(8443);
});

test("the addresses of the load balancer are needed, in one of two ways", () => {
  expect(mistakes({})).toEqual(["tls.mode missing"]);
  expect(mistakes({ trustedIps: [] })).toEqual(["tls.mode missing"]);
  expect(() => load(withTraefik({ proxyProtocol: balancer }))).not.toThrow();
});

test("what is about TLS of our own is refused, each with what to do", () => {
  const traefik = JSON.stringify({ ...balancer, httpsPort: 8443, minTlsVersion: "VersionTLS13" });
  const found = allMistakes({ tls: offloaded.tls, traefik });
  expect(found.every(({ code }) => code === "other-tls-mode")).toBe(true);
  expect(found.map(({ path }) => path).sort()).toEqual(
    ["certificate", "certificateKey", "traefik.httpsPort", "traefik.minTlsVersion"].sort(),
  );
  const fix = (wanted: string) => found.find(({ path }) => path === wanted)?.fix;
  expect(fix("traefik.httpsPort")).toContain("publicPort");
  expect(fix("certificate")).toContain("pulumi config rm certificate");
});

test("a port that only TLS would need may be the other one's", () => {
  expect(() => load(withTraefik({ ...balancer, httpPort: 443 }))).not.toThrow();
});

test("with TLS of our own browsers use httpsPort, unless something in front has another", () => {
  expect(publicPortOf(load({ ...good, traefik: '{"httpsPort":8443}' }))).toBe(8443);
  expect(publicPortOf(load({ ...good, traefik: '{"httpsPort":8443,"publicPort":443}' }))).toBe(443);
});

test.each([
  [{ trustedIps: [] }, "traefik.proxyProtocol.trustedIps"],
  [{}, "traefik.proxyProtocol.trustedIps"],
  [{ insecure: true, trustedIps: ["10.0.0.5"] }, "traefik.proxyProtocol.insecure"],
  [{ trustedIps: ["0.0.0.0/0"] }, "traefik.proxyProtocol.trustedIps[0]"],
  [{ trustedIps: ["::/0"] }, "traefik.proxyProtocol.trustedIps[0]"],
])("PROXY protocol that believes everybody or nobody is refused: %j", (proxyProtocol, path) => {
  const found = allMistakes({ traefik: JSON.stringify({ proxyProtocol }) });
  expect(found.map((one) => one.path)).toEqual([path]);
});

test("IPv6 ranges are taken", () => {
  const { traefik } = load({ ...good, traefik: '{"trustedIps":["fd00::/8","2001:db8::5"]}' });
  expect(traefik.trustedIps).toEqual(["fd00::/8", "2001:db8::5"]);
});
