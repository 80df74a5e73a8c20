import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readSettings } from "../../examples/backend/settings.ts";

const folder = mkdtempSync(join(tmpdir(), "centrifugo-swarm-secrets-"));
afterAll(() => rmSync(folder, { recursive: true }));

const env = {
  STACK: "dev",
  PAGE_ORIGIN: "https://test.example.com",
  WEBSOCKET_URL: "wss://example.com/connection/websocket",
  CENTRIFUGO_API_URL: "http://dev_centrifugo:9000/api",
  CENTRIFUGO_HEALTH_URL: "http://dev_centrifugo:9000/health",
  CHANNELS: "org:<organisation>:messages,org:<organisation>:tickets",
  LOGIN_USER: "test",
};

test("a secret that cannot be read or is empty is named by its file", () => {
  expect(() => readSettings(env, folder)).toThrow(`${folder}/test-page-password`);
  writeFileSync(join(folder, "test-page-password"), "a password\n");
  writeFileSync(join(folder, "token-secret"), "\n");
  expect(() => readSettings(env, folder)).toThrow("token-secret is empty");
});

test("a line break at the end is no part of a secret; a variable that is missing is named", () => {
  writeFileSync(join(folder, "token-secret"), "token\n");
  writeFileSync(join(folder, "api-key"), "key");
  const settings = readSettings(env, folder);
  expect(settings).toMatchObject({ password: "a password", tokenSecret: "token", apiKey: "key", port: 3000 });
  expect(settings.channels).toHaveLength(2);
  expect(() => readSettings({ ...env, WEBSOCKET_URL: "" }, folder)).toThrow("WEBSOCKET_URL");
});
