import { expect, test } from "vitest";
import { fromPulumi } from "../../model/from-pulumi.ts";
import { checkModel } from "../../policies/check-model.ts";
import { describe } from "../../stacks/describe.ts";
import { exampleIdentity } from "../stacks/example-config.ts";
import { externalConfig } from "../stacks/external-config.ts";

const check = (traefik: Parameters<typeof externalConfig>[0] = {}) =>
  checkModel(fromPulumi(describe({ identity: exampleIdentity, config: externalConfig(traefik) })));

test.each([
  {},
  { version: 2 },
  { tlsOption: "ws@file", certificateResolver: "le", serversTransport: "c@file" },
])(
  "behind a Traefik of somebody else the rules find nothing, and say what they cannot see of it: %j",
  (traefik) => {
    const found = check(traefik);
    expect(found.filter(({ kind }) => kind === "violation")).toEqual([]);
    // The option is in a file of another team, or Traefik's own default.
    expect(found.map(({ rule, kind }) => [rule, kind])).toEqual([["require-http1-in-alpn", "not-checkable"]]);
  },
);
