import { describe, expect, test } from "vitest";
import { builtDockerProvider } from "../../lab/docker-provider.ts";
import pins from "../../pins.json" with { type: "json" };
import { declaredProperties } from "./declared-properties.ts";
import { providerProperties, readProviderInfo } from "./provider-properties.ts";

const plugin = await builtDockerProvider();
const info = plugin === undefined ? undefined : await readProviderInfo(plugin);
const reason = "the lab's docker provider is not built on this machine, since the official one can be had";

describe("the lab's docker provider takes the properties that @pulumi/docker declares", () => {
  test.for(["Network", "Secret", "Service", "ServiceConfig"])("for a %s", (resource, { skip }) => {
    if (info === undefined) return skip(reason);
    const token = `docker:index/${resource[0]?.toLowerCase()}${resource.slice(1)}:${resource}`;
    const declared = declaredProperties(resource);
    expect(declared.size).toBeGreaterThan(2);
    expect(sorted(providerProperties(info, token))).toEqual(sorted(declared));
  });

  test("and says the version of @pulumi/docker", ({ skip }) => {
    if (info === undefined) return skip(reason);
    expect(info.version).toBe(pins.npm["@pulumi/docker"]);
  });
});

function sorted(properties: Map<string, string>): [string, string][] {
  return [...properties].sort(([a], [b]) => (a < b ? -1 : 1));
}
