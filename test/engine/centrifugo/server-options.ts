import fc from "fast-check";
import { secrets } from "../../config/stack.ts";
import { secretText } from "./plain-values.ts";
import type { Tree } from "./stack-case.ts";
import { tokens } from "./token-options.ts";

/** Sections that serve a path; the first ones are always on, and the last ones are turned on elsewhere or never. */
const alwaysOn = ["websocket", "http_api", "emulation", "health"];
const optional = ["sse", "http_stream", "uni_sse", "uni_http_stream", "uni_websocket", "init"];
const internal = ["prometheus", "swagger", "debug"];
const sections = [...alwaysOn, ...optional, ...internal, "admin", "webtransport"];

/** Which handlers there are, and on which paths: no two on one. */
const handlers = fc
  .tuple(
    fc.subarray([...optional, ...internal]),
    fc.subarray(sections, { maxLength: 4 }),
    fc.uniqueArray(fc.stringMatching(/^\/[a-z0-9_~-]{1,8}(\/[A-Z0-9]{1,4})?$/), {
      minLength: 4,
      maxLength: 4,
    }),
  )
  .map(([enabled, moved, paths]) => ({
    ...Object.fromEntries(enabled.map((name) => [`${name}.enabled`, true])),
    ...Object.fromEntries(moved.map((name, index) => [`${name}.handler_prefix`, `/moved${paths[index]}`])),
  }));

/** Ports of their own for HTTP and gRPC, above the defaults of the others. */
const ports = fc
  .record({
    all: fc.uniqueArray(fc.integer({ min: 11_001, max: 65_535 }), { minLength: 4, maxLength: 4 }),
    set: fc.subarray([0, 1, 2, 3]),
    grpc: fc.subarray(["grpc_api", "uni_grpc"]),
    tls: fc.boolean(),
    h2c: fc.boolean(),
  })
  .map(({ all: [port, internal, api, uni], set, grpc, tls, h2c }): Tree => {
    const values: [string, unknown][] = [
      ["http_server.port", port],
      ["http_server.internal_port", String(internal)],
      ["grpc_api.port", api],
      ["uni_grpc.port", uni],
    ];
    const servers = grpc.map((name): [string, unknown] => [`${name}.enabled`, true]);
    const certificates = grpc.map((name): [string, unknown] => [`${name}.tls`, serverTls]);
    return {
      "http_server.h2c_external": h2c,
      ...Object.fromEntries([
        ...values.filter((_, index) => set.includes(index)),
        ...servers,
        ...(tls ? certificates : []),
      ]),
    };
  });

const serverTls = { enabled: true, cert_pem: secrets.certificate, key_pem: secrets.certificateKey };

const admin = fc.tuple(secretText, secretText).map(([password, secret]) => ({
  "admin.enabled": true,
  "admin.password": password,
  "admin.secret": secret,
}));

const pings = fc
  .tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }))
  .map(([pong, more]) => ({ "client.pong_timeout": `${pong}s`, "client.ping_interval": `${pong + more}s` }));

/** Options of the servers that fit together, each by its whole key. */
export const serverOptions: fc.Arbitrary<readonly Tree[]> = fc.tuple(
  handlers,
  ports,
  fc.option(admin, { nil: {} }),
  tokens,
  fc.option(pings, { nil: {} }),
);
