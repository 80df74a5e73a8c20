import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { intentionsOf } from "../../config/centrifugo/intentions.ts";
import { testPageOf } from "../../config/test-page.ts";
import { fromPulumi } from "../../model/from-pulumi.ts";
import { checkModel } from "../../policies/check-model.ts";
import { root } from "../../setup/project.ts";
import { definitionOf } from "../../stacks/definitions.ts";
import { describe as describeResources } from "../../stacks/describe.ts";
import { exampleConfig, exampleIdentity, exampleSecrets } from "../stacks/example-config.ts";
import { recordRealtime } from "../stacks/recorded.ts";

const testPage = testPageOf({ ...exampleConfig(), testPage: { user: "test" } });
const testPagePassword = "page-4f3e2d1c0b9a8f7e";
const config = exampleConfig({ ...(testPage && { testPage }), testPagePassword });
const args = { identity: exampleIdentity, config };
const page = definitionOf("test-page", args);

test("without being asked for, nothing of the page is deployed", () => {
  const text = JSON.stringify(describeResources({ identity: exampleIdentity, config: exampleConfig() }));
  expect(text).not.toContain("test-page");
  expect(text).not.toContain("test.centrifugo.example.com");
});

test("with it, the rest of the stack stays as it is but for the page's origin", () => {
  const without = describeResources({ identity: exampleIdentity, config: exampleConfig() });
  const others = describeResources(args).filter(({ name }) => !name.includes("test-page"));
  const plain = JSON.stringify(others).replace(/,\\n +\\"https:\/\/test\.centrifugo\.example\.com\\"/, "");
  expect(JSON.parse(plain)).toEqual(JSON.parse(JSON.stringify(without)));
});

test("the rules find nothing in our own stack with the page, and can check all of it", () => {
  expect(checkModel(fromPulumi(describeResources(args)))).toEqual([]);
});

test("what is declared is what the rules were shown, with the backend's secrets made once", async () => {
  const names = (resources: readonly { name: string; type: string }[]) =>
    resources
      .filter(({ type }) => type.startsWith("docker:"))
      .map(({ name, type }) => `${type} ${name}`)
      .sort();
  const declared = names(await recordRealtime(args));
  expect(declared).toEqual(names(describeResources(args)));
  expect(new Set(declared).size).toBe(declared.length);
  expect(declared.filter((name) => name.includes("token-secret"))).toHaveLength(1);
});

describe("the service", () => {
  test("mounts its secrets as files, and holds none anywhere else", () => {
    const secrets = page.files.filter(({ secret }) => secret).map(({ path, mode }) => [path, mode]);
    expect(secrets.sort()).toEqual([
      ["/run/secrets/api-key", 0o400],
      ["/run/secrets/test-page-password", 0o400],
      ["/run/secrets/token-secret", 0o400],
    ]);
    const open = JSON.stringify({ ...page, files: page.files.filter(({ secret }) => !secret) });
    for (const secret of [...Object.values(exampleSecrets), testPagePassword]) {
      expect(open).not.toContain(secret);
    }
  });

  test("brings all its code, each file as one Swarm config below the limit", () => {
    const code = page.files.filter(({ secret }) => !secret);
    const paths = code.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        "/app/backend/main.ts",
        "/app/backend/package.json",
        "/app/test-page/index.html",
        "/app/test-page/centrifuge.js",
      ]),
    );
    for (const { content, path } of code) expect(Buffer.byteLength(content), path).toBeLessThan(500_000);
    expect(new Set(page.files.map(({ name }) => name)).size).toBe(page.files.length);
  });

  test("imports nothing but Node's own modules and its own files", () => {
    const code = page.files.filter(({ path }) => path.startsWith("/app/backend/") && path.endsWith(".ts"));
    const imports = code.flatMap(({ content }) =>
      [...content.matchAll(/^(?:import|export) .*?from "([^"]+)"/gms)].map((match) => match[1] ?? ""),
    );
    expect(imports.length).toBeGreaterThan(10);
    const present = new Set(code.map(({ path }) => path.replace("/app/backend/", "./")));
    expect(imports.filter((name) => !name.startsWith("node:") && !present.has(name))).toEqual([]);
  });

  test("knows where everything is", () => {
    expect(page.env).toEqual({
      PORT: "3000",
      STACK: "example",
      PAGE_ORIGIN: "https://test.centrifugo.example.com",
      WEBSOCKET_URL: "wss://centrifugo.example.com/connection/websocket",
      EDGE_ADDRESS: "example_traefik:8443",
      CENTRIFUGO_API_URL: "http://example_centrifugo:9000/api",
      CENTRIFUGO_HEALTH_URL: "http://example_centrifugo:9000/health",
      CHANNELS: "org:<organisation>:messages",
      LOGIN_USER: "test",
    });
  });
});

test("the page's origin is allowed without being listed, with its port", () => {
  const traefik = { ...exampleConfig().traefik, httpsPort: 8443 };
  const other = testPageOf({ ...exampleConfig({ traefik }), testPage: { user: "test" } });
  const origins = intentionsOf({ ...config, testPage: other }, "redis://redis:6379").find(
    ({ option }) => option.join(".") === "client.allowed_origins",
  );
  expect(origins?.value).toEqual(["https://app.example.com", "https://test.centrifugo.example.com:8443"]);
});

test("the types of what runs in the browser hold", async () => {
  const result = await execa("tsc", ["--noEmit", "-p", `${root}/examples/test-page`], {
    preferLocal: true,
    reject: false,
    all: true,
  });
  expect(result.exitCode, result.all).toBe(0);
});
