import { expect, test } from "vitest";
import { edgeAlpn } from "../../doctor/checks/edge/alpn.ts";
import { edgeCertificate } from "../../doctor/checks/edge/certificate.ts";
import { edgeForeignOrigin } from "../../doctor/checks/edge/foreign-origin.ts";
import { edgePrivatePaths } from "../../doctor/checks/edge/private-paths.ts";
import { edgeTls } from "../../doctor/checks/edge/tls.ts";
import { edgeUpgrade } from "../../doctor/checks/edge/upgrade.ts";
import { runChecks } from "../../doctor/run-checks.ts";
import { type EdgeFaults, edgeServer } from "./edge-server.ts";

const checks = [edgeTls, edgeCertificate, edgeAlpn, edgeUpgrade, edgeForeignOrigin, edgePrivatePaths];

test("an edge that answers as it should passes every check", async () => {
  const results = await runChecks(checks, await edgeServer({}));
  expect(results.map(({ status }) => status)).toEqual(Array.from(checks, () => "pass"));
});

interface Case {
  readonly fault: string;
  readonly faults: EdgeFaults;
  readonly failed: string;
  readonly says: RegExp;
  readonly fix: RegExp;
}

test.each<Case>([
  {
    fault: "a foreign Origin is let in",
    faults: { foreignOrigin: 101 },
    failed: "edge-foreign-origin",
    says: /^expected 403 for Origin https:\/\/\S+\.invalid, saw 101$/,
    fix: /allowedOrigins/,
  },
  {
    fault: "the connection breaks on a foreign Origin",
    faults: { foreignOrigin: 0 },
    failed: "edge-foreign-origin",
    says: /closed without an answer/,
    fix: /port \d+/,
  },
  {
    fault: "metrics are public",
    faults: { open: { "/metrics": 200 } },
    failed: "edge-private-paths",
    says: /^expected 404 from outside, saw 200 for \/metrics$/,
    fix: /PathPrefix\(`\/connection`\)/,
  },
  {
    fault: "the API is public, though it wants a key",
    faults: { open: { "/api/info": 401 } },
    failed: "edge-private-paths",
    says: /^expected 404 from outside, saw 401 for \/api\/info$/,
    fix: /internal port/,
  },
  {
    fault: "HTTP/2 is chosen",
    faults: { alpnProtocols: ["h2", "http/1.1"] },
    failed: "edge-alpn",
    says: /^expected http\/1\.1, though h2 is offered, saw h2$/,
    fix: /alpnProtocols/,
  },
  {
    fault: "the certificate is for another name",
    faults: { certificateFor: "other.localhost" },
    failed: "edge-tls",
    says: /saw one for another name/,
    fix: /subject alternative names hold centrifugo\.localhost/,
  },
  {
    fault: "the certificate is from another authority",
    faults: { foreignAuthority: true },
    failed: "edge-tls",
    says: /CERT_SIGNATURE_FAILURE/,
    fix: /with its whole chain/,
  },
])("when $fault, $failed fails alone and says how to mend it", async ({ faults, failed, says, fix }) => {
  const results = await runChecks(checks, await edgeServer(faults));
  const broken = results.filter(({ status }) => status === "fail" || status === "crash");
  expect(broken).toMatchObject([{ id: failed, status: "fail" }]);
  expect(broken[0]?.detail).toMatch(says);
  expect(broken[0]?.fix).toMatch(fix);
});
