import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { readGroup } from "../../../model/option-group.ts";
import { v6Centrifugos } from "../../centrifugo-services.ts";
import { type Check, examine, observe } from "../../entry-checks.ts";
import type { OptionReader } from "../../option-reader.ts";
import type { Observation, Rule } from "../../rule.ts";

/** Finds servers of one Centrifugo that want the same port. */
export const useDistinctPorts: Rule = {
  id: "use-distinct-ports",
  title: "HTTP and gRPC listen on ports of their own",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "Centrifugo passes `checkconfig` and stops at its start with `address already in use` or `cannot listen to address`.",
  fix: "Give `http_server.port`, `http_server.internal_port`, `grpc_api.port` and `uni_grpc.port` different numbers; the defaults are 8000, none, 10000 and 11000.",
  source: "Centrifugo internal/app/mux.go, runHTTPServers, and internal/app/grpc.go",
  proof: "observed",
  versions: "Centrifugo v6",
  since: "0.1.0",
  check: (model) => v6Centrifugos(model).flatMap(checkService),
};

/** A port that something listens on, and at which address; an empty address is all of them. */
interface Listener {
  readonly option: string;
  readonly port: string;
  readonly address: string;
}

function checkService(settings: CentrifugoSettings): readonly Observation[] {
  const pairs = grpcServers.map(
    (server): Check =>
      (options) =>
        checkServer(server, options),
  );
  return observe(settings, "HTTP and gRPC have ports of their own", [
    examine([readGroup(settings, "")], pairs),
  ]);
}

const grpcServers = ["grpc_api", "uni_grpc"];

function checkServer(server: string, options: OptionReader): ReturnType<Check> {
  if (!options.isOn(`${server}.enabled`)) return undefined;
  const own = listener(options, server, "port", "address");
  const clash = othersThan(server, options).find(
    ({ port, address }) =>
      port === own.port && (address === own.address || address === "" || own.address === ""),
  );
  if (clash === undefined) return undefined;
  return {
    origin: options.origin(own.option, `${server}.enabled`),
    message: `${options.show(own.option)}, and ${clash.option} is the same`,
  };
}

/** HTTP's two ports may be one. */
function othersThan(server: string, options: OptionReader): readonly Listener[] {
  const isBesideGrpc = server === "uni_grpc" && options.isOn("grpc_api.enabled");
  return [
    listener(options, "http_server", "port", "address"),
    ...(options.isGiven("http_server.internal_port")
      ? [listener(options, "http_server", "internal_port", "internal_address")]
      : []),
    ...(isBesideGrpc ? [listener(options, "grpc_api", "port", "address")] : []),
  ];
}

function listener(options: OptionReader, group: string, port: string, address: string): Listener {
  const option = `${group}.${port}`;
  return { option, port: options.text(option), address: options.text(`${group}.${address}`) };
}
