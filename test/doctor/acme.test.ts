import { expect, test } from "vitest";
import { edgeCertificate } from "../../doctor/checks/edge/certificate.ts";
import { edgeTls } from "../../doctor/checks/edge/tls.ts";
import type { AcmeTarget, DoctorTarget } from "../../doctor/doctor-target.ts";
import { acmeError } from "../../doctor/facts/traefik-errors.ts";
import { explainAcme } from "../../doctor/probes/explain-acme.ts";
import { type EdgeFaults, edgeServer } from "./edge-server.ts";

const staging: AcmeTarget = { challenge: "http", staging: true };
const address = {
  url: new URL("wss://a.example.org"),
  host: "a.example.org",
  port: 443,
  secure: true,
  name: "a.example.org",
};
const stagingIssuer = "(STAGING) Wannabe Watercress";

async function byAcme(faults: EdgeFaults, acme: AcmeTarget): Promise<{ readonly target: DoctorTarget }> {
  const { target } = await edgeServer(faults);
  if (target.edge === undefined) throw new Error("the server has no edge");
  const { caCertificate: _ca, ...edge } = target.edge;
  return { target: { ...target, edge: { ...edge, acme } } };
}

test("a certificate of the test environment is taken by its issuer's name, where that is what was asked for", async () => {
  const asked = await byAcme({ issuer: stagingIssuer }, staging);
  const outcome = await edgeTls.run(asked);
  expect(outcome).toMatchObject({ status: "pass", detail: expect.stringContaining("test environment") });
  expect(await edgeCertificate.run(asked)).toMatchObject({ status: "pass" });
  const production = await byAcme({ issuer: stagingIssuer }, { challenge: "http", staging: false });
  expect(await edgeTls.run(production)).toMatchObject({ status: "fail" });
});

test.each<[string, EdgeFaults]>([
  ["Traefik's own", { issuer: "TRAEFIK DEFAULT CERT" }],
  ["one for another name", { issuer: stagingIssuer, certificateFor: "other.localhost" }],
])("in place of it %s fails, with where to look", async (_, faults) => {
  const outcome = await edgeTls.run(await byAcme(faults, staging));
  expect(outcome).toMatchObject({ status: "fail", page: "docs/certificates.md" });
  expect(JSON.stringify(outcome)).toContain("names no reason");
});

/** As Traefik writes it. */
const line = (error: string) =>
  `2026-11-28T20:00:00Z ERR Unable to obtain ACME certificate for domains error="${error}" ACME CA=https://x domains=["a.example.org"] providerName=acme.acme`;
const problem = (type: string, text: string) =>
  line(
    String.raw`unable to generate a certificate for the domains [a.example.org]: error: one or more domains had a problem:\n[a.example.org] acme: error: 400 :: urn:ietf:params:acme:error:${type} :: ${text}\n`,
  );

test.each<[string, string, Partial<AcmeTarget>, RegExp]>([
  [
    "a closed port",
    problem("connection", "Fetching http://a.example.org/.well-known/acme-challenge/x: Timeout"),
    {},
    /did not reach port 80/,
  ],
  [
    "a closed port of TLS-ALPN",
    problem("connection", "Connection refused"),
    { challenge: "tls-alpn" },
    /did not reach port 443/,
  ],
  [
    "another machine",
    problem("unauthorized", "Invalid response from http://a.example.org: 404"),
    {},
    /somebody else answered/,
  ],
  [
    "the limit",
    problem("rateLimited", "too many certificates already issued"),
    {},
    /no more certificates for now/,
  ],
  ["no record", problem("dns", "DNS problem: NXDOMAIN"), { challenge: "dns" }, /does not see the DNS record/],
  [
    "no credential",
    line("cannot get ACME client cloudflare: some credentials information are missing: CF_DNS_API_TOKEN"),
    { challenge: "dns" },
    /asks for credentials/,
  ],
  [
    "an unknown authority",
    line(
      "cannot get ACME client get directory at 'https://x': tls: failed to verify certificate: x509: certificate signed by unknown authority",
    ),
    {},
    /does not trust the ACME server/,
  ],
  [
    "a volume that is root's",
    "2026-11-28T20:00:00Z ERR The ACME resolver acme is skipped from the resolvers list because: unable to get ACME account: open /tmp/letsencrypt.json: permission denied",
    {},
    /may not write to the volume/,
  ],
])("%s is named by what Traefik's log says", (_, text, acme, cause) => {
  const failure = explainAcme(address, { ...staging, ...acme }, acmeError(text), "prod_traefik");
  expect(failure.cause).toMatch(cause);
  expect(failure.cause).toMatch(/It says: /);
  expect(failure.fix).toContain("docker service update --force prod_traefik");
});

test("other lines are no reason, and what may be a secret is left out", () => {
  expect(acmeError("2026-11-28T20:00:00Z ERR Cannot create service error=x")).toBeUndefined();
  const shown = acmeError(
    line("POST https://user:Passw0rd123456@api.example.org/: 401 token=aB3dE5fG7hI9kL1mN3"),
  );
  expect(shown).toContain("401");
  expect(shown).not.toMatch(/Passw0rd|aB3dE5/);
});
