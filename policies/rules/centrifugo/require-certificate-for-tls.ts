import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { readGroup } from "../../../model/option-group.ts";
import { v6Centrifugos } from "../../centrifugo-services.ts";
import { type Check, examine, observe } from "../../entry-checks.ts";
import type { OptionReader } from "../../option-reader.ts";
import type { Observation, Rule } from "../../rule.ts";

/** Finds servers with TLS that have nothing to show. */
export const requireCertificateForTls: Rule = {
  id: "require-certificate-for-tls",
  title: "A server with TLS has a certificate and a key",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "Centrifugo passes `checkconfig` and stops at its start with `open : no such file or directory`; its gRPC servers start, and no client can connect.",
  fix: "Set `cert_pem` and `key_pem` beside `enabled`, as text, base64 or the path of a mounted file; behind Traefik, delete the TLS.",
  source: "Centrifugo internal/configtypes/tls.go, loadCertificate; internal/app/mux.go",
  proof: "observed",
  versions: "Centrifugo v6",
  since: "0.1.0",
  check: (model) => v6Centrifugos(model).flatMap(checkService),
};

/** TLS of a server, and when it is used. */
const servers: Readonly<Record<string, (options: OptionReader) => boolean>> = {
  "http_server.tls": (options) => !options.isOn("http_server.tls_autocert.enabled"),
  "http_server.internal_tls": (options) => {
    const port = options.text("http_server.internal_port");
    return port !== "" && port !== String(options.integer("http_server.port"));
  },
  "grpc_api.tls": (options) => options.isOn("grpc_api.enabled"),
  "uni_grpc.tls": (options) => options.isOn("uni_grpc.enabled"),
};

function checkService(settings: CentrifugoSettings): readonly Observation[] {
  const checks = Object.entries(servers).map(([key, isUsed]): Check => {
    return (options) => {
      if (!options.isOn(`${key}.enabled`) || !isUsed(options)) return undefined;
      const missing = ["cert_pem", "key_pem"].filter((option) => !options.isGiven(`${key}.${option}`));
      if (missing.length === 0) return undefined;
      return {
        origin: options.origin(`${key}.enabled`),
        message: `${key}.enabled is on, but ${key} has no ${missing.join(" and no ")}`,
      };
    };
  });
  return observe(settings, "every server with TLS has its certificate", [
    examine([readGroup(settings, "")], checks),
  ]);
}
