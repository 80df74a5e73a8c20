import { readEntries } from "../../../model/centrifugo-entries.ts";
import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { readGroup } from "../../../model/option-group.ts";
import { v6Centrifugos } from "../../centrifugo-services.ts";
import { type Check, examine, observe } from "../../entry-checks.ts";
import { entryLists, rootFields } from "../../option-fields.ts";
import type { Observation, Rule } from "../../rule.ts";

/** Finds connections of Centrifugo that are encrypted to whoever answers. */
export const rejectUnverifiedTls: Rule = {
  id: "reject-unverified-tls",
  title: "Centrifugo verifies the servers that it connects to",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "Everything works; whoever can put a server in the way gets Redis' password, the messages and the users' tokens.",
  fix: "Delete `insecure_skip_verify`, and set `server_ca_pem` beside it to the certificate of the authority that signed the server's.",
  source: "Centrifugo internal/configtypes/tls.go, makeTLSConfig",
  proof: "observed",
  check: (model) => v6Centrifugos(model).flatMap(checkService),
};

const skip = "insecure_skip_verify";

/** TLS of what Centrifugo connects to; where it is the server itself, the option has no effect. */
const clients = [...rootFields.values()].flatMap(({ key }) => tlsOf(key, []));

function tlsOf(key: string, path: readonly string[]): readonly string[] {
  const isServer = /^(http_server|grpc_api|uni_grpc)\./.test(key);
  if (isServer || !key.endsWith(`.${skip}`)) return [];
  return [key.slice(path.join(".").length + (path.length === 0 ? 0 : 1), -skip.length - 1)];
}

function checkService(settings: CentrifugoSettings): readonly Observation[] {
  const inEntries = entryLists.map(({ variable, path, fields }) => {
    const { entries, complete } = readEntries(settings, variable);
    const checks = [...fields.values()].flatMap(({ key }) => tlsOf(key, path)).map(checkTls);
    const verdict = examine(entries, checks);
    return { ...verdict, isSure: verdict.isSure && complete };
  });
  return observe(settings, "the server behind every connection is verified", [
    examine([readGroup(settings, "")], clients.map(checkTls)),
    ...inEntries,
  ]);
}

function checkTls(tls: string): Check {
  return (options) => {
    if (!options.isOn(`${tls}.enabled`) || !options.isOn(`${tls}.${skip}`)) return undefined;
    return {
      origin: options.origin(`${tls}.${skip}`),
      message: "TLS is on, and the certificate of the server is not verified",
    };
  };
}
