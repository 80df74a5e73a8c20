import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { readGroup } from "../../../model/option-group.ts";
import { v6Centrifugos } from "../../centrifugo-services.ts";
import { type Check, examine, observe } from "../../entry-checks.ts";
import type { Observation, Rule } from "../../rule.ts";

/** Finds HTTP/2, HTTP/3 and WebTransport without what they need. */
export const requireConsistentHttpServer: Rule = {
  id: "require-consistent-http-server",
  title: "HTTP/2, HTTP/3 and WebTransport have what they need",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "Centrifugo stops at its start, for HTTP/3 and WebTransport although `checkconfig` finds nothing, and its task restarts in a loop.",
  fix: "Behind Traefik none of them is needed: delete `http_server.h2c_external`, `http_server.http3` and `webtransport`.",
  source: "Centrifugo internal/config/validate.go, Validate; internal/app/mux.go, runHTTPServers",
  proof: "observed",
  versions: "Centrifugo v6",
  since: "0.1.0",
  check: (model) => v6Centrifugos(model).flatMap(checkService),
};

function checkService(settings: CentrifugoSettings): readonly Observation[] {
  return observe(settings, "the HTTP server has what its options need", [
    examine([readGroup(settings, "")], [checkH2cPort, checkH2cTls, checkWebTransport, checkHttp3]),
  ]);
}

const h2c = "http_server.h2c_external";

const checkH2cPort: Check = (options) => {
  if (!options.isOn(h2c)) return undefined;
  const internal = options.text("http_server.internal_port");
  if (internal !== "" && internal !== String(options.integer("http_server.port"))) return undefined;
  const clash =
    internal === ""
      ? "http_server.internal_port is not set"
      : "http_server.internal_port is the same as port";
  return {
    origin: options.origin(h2c),
    message: `${h2c} is on, but ${clash}, and it needs a port that only clients use`,
    fix: `Set \`http_server.internal_port\`, for example \`"9000"\`, or delete \`h2c_external\`.`,
  };
};

const checkH2cTls: Check = (options) => {
  if (!options.isOn(h2c) || !options.isOn("http_server.tls.enabled")) return undefined;
  return {
    origin: options.origin(h2c),
    message: `${h2c}, which is HTTP/2 without TLS, is on together with http_server.tls.enabled`,
    fix: "Delete one of the two.",
  };
};

const checkWebTransport: Check = (options) => {
  if (!options.isOn("webtransport.enabled") || options.isOn("http_server.http3.enabled")) return undefined;
  return {
    origin: options.origin("webtransport.enabled"),
    message: "webtransport.enabled is on, but http_server.http3.enabled, which it runs over, is not",
    fix: "Delete `webtransport`, or set `http_server.http3.enabled: true` and `http_server.tls`.",
  };
};

const checkHttp3: Check = (options) => {
  if (!options.isOn("http_server.http3.enabled")) return undefined;
  const isAutomatic = options.isOn("http_server.tls_autocert.enabled");
  if (!isAutomatic && options.isOn("http_server.tls.enabled")) return undefined;
  const clash = isAutomatic
    ? "http_server.tls_autocert.enabled is on too, and the two exclude each other"
    : "http_server.tls.enabled is off, and there is no HTTP/3 without TLS";
  return {
    origin: options.origin("http_server.http3.enabled"),
    message: `http_server.http3.enabled is on, but ${clash}`,
    fix: "Delete `http_server.http3`, or set `http_server.tls` with a certificate and a key.",
  };
};
