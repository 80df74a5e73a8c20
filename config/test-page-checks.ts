import { X509Certificate } from "node:crypto";
import { type Fault, settingsOf } from "./cross-check.ts";
import { missingSecret } from "./missing-secret.ts";
import { testable, testPageDomain } from "./test-page.ts";

/** What the connection test page needs of the other settings. */
export function checkTestPage(config: Record<string, unknown>): Fault[] {
  if (typeof config["testPage"] !== "object") return [];
  const { domain, channels, certificate, testPagePassword } = config;
  if (typeof domain !== "string") return [];
  const { domain: own } = settingsOf(config["testPage"]);
  const host = typeof own === "string" ? own : testPageDomain(domain);
  const faults: Fault[] = [];
  const fault = (code: string, message: string, fix: string, ...path: string[]) =>
    faults.push([["testPage", ...path], { code, message, fix }]);
  if (testPagePassword === undefined) {
    const { code, fix } = missingSecret("testPagePassword");
    fault(code, "the page has no `testPagePassword`", fix);
  }
  if (host === domain) {
    const fix = `Give the page a name of its own, for example \`${testPageDomain(domain)}\`.`;
    fault("same-domain", "it is the host name of the websocket", fix, "domain");
  }
  if (Array.isArray(channels) && testable(channels.map(String)).length === 0) {
    const fix = 'Add one: `channels: ["org:<organisation>:messages"]`.';
    fault("no-channel-to-test", "no entry of `channels` has one place for an organisation", fix);
  }
  if (typeof certificate === "string" && holds(certificate, host) === false) {
    const fix =
      "Run `make up`, which makes a new development certificate; or get one for both names, or set `testPage.domain` to a name that yours holds.";
    fault("certificate-for-other-domain", `the certificate is not valid for the page's \`${host}\``, fix);
  }
  return faults;
}

/** Undefined for what cannot be read, which is said at `certificate`. */
function holds(certificate: string, host: string): boolean | undefined {
  try {
    return new X509Certificate(certificate).checkHost(host) !== undefined;
  } catch {
    return undefined;
  }
}
