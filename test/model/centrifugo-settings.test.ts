import { expect, test } from "vitest";
import { readNamespaces } from "../../model/centrifugo-namespaces.ts";
import { type CentrifugoSettings, effective, readCentrifugo } from "../../model/centrifugo-settings.ts";
import { clear } from "../../model/value.ts";
import { centrifugo, modelOf, type TestService } from "../policies/resources.ts";

function settingsOf(service: TestService): CentrifugoSettings {
  const [found] = modelOf(centrifugo(service)).services;
  if (found === undefined) throw new Error("no service");
  return readCentrifugo(found);
}

const file = (content: object, path = "/centrifugo/config.json") => ({ path, text: JSON.stringify(content) });
const log = (level: string) => file({ log: { level } });

test("flags win over variables, variables over .env, .env over the file", () => {
  const level = (service: TestService) => clear(effective(settingsOf(service), "LOG_LEVEL")?.value);
  const all = {
    env: { CENTRIFUGO_LOG_LEVEL: "info" },
    files: [log("error")],
    spec: { args: ["centrifugo", "--log.level", "debug"] },
  };
  expect(level(all)).toBe("debug");
  expect(level({ ...all, spec: {} })).toBe("info");
  expect(level({ env: { CENTRIFUGO_LOG_LEVEL: "" }, files: [log("error")] })).toBe("error");
  const envFile = { path: "/centrifugo/.env", text: "CENTRIFUGO_HTTP_API_DISABLED=true", secret: true };
  const settings = settingsOf({ env: {}, files: [envFile, file({ http_api: { disabled: false } })] });
  expect(clear(effective(settings, "HTTP_API_DISABLED")?.value)).toBe("true");
});

test("the configuration file is found by flag and by working directory", () => {
  const elsewhere = [file({ log: { level: "warn" } }, "/etc/centrifugo/config.json")];
  const byFlag = settingsOf({
    files: elsewhere,
    spec: { args: ["centrifugo", "-c", "/etc/centrifugo/config.json"] },
  });
  const byDirectory = settingsOf({ files: elsewhere, spec: { dir: "/etc/centrifugo" } });
  for (const settings of [byFlag, byDirectory])
    expect(clear(effective(settings, "LOG_LEVEL")?.value)).toBe("warn");
  expect(effective(settingsOf({ files: elsewhere }), "LOG_LEVEL")).toBeUndefined();
});

test("v5 reads no .env", () => {
  const envFile = { path: "/centrifugo/.env", text: "CENTRIFUGO_API_KEY=x", secret: true };
  const settings = settingsOf({ image: "centrifugo/centrifugo:v5.4.9", env: {}, files: [envFile] });
  expect(settings.settings).toEqual([]);
});

test("broken and unreadable files make the picture incomplete", () => {
  const broken = { path: "/centrifugo/config.json", text: "{ broken" };
  expect(settingsOf({ files: [broken] }).complete).toBe(false);
  const toml = { path: "/etc/config.toml", text: "a = 1" };
  expect(settingsOf({ files: [toml], spec: { args: ["-c", "/etc/config.toml"] } }).complete).toBe(false);
  expect(settingsOf({ files: [log("info")] }).complete).toBe(true);
});

test.each([
  [{ env: { CENTRIFUGO_CHANNEL_NAMESPACES: "org chat" } }, ["org", "chat"]],
  [{ env: { CENTRIFUGO_CHANNEL_NAMESPACES: '[{"name":"org"}]' } }, ["org"]],
  [{ files: [file({ channel: { namespaces: [{ name: "org" }] } })] }, ["org"]],
  [
    {
      env: { CENTRIFUGO_CHANNEL_NAMESPACES: "chat" },
      files: [file({ channel: { namespaces: [{ name: "org" }] } })],
    },
    ["org", "chat"],
  ],
  [
    {
      env: { CENTRIFUGO_CHANNEL_NAMESPACES: '[{"name":"chat"}]' },
      files: [file({ channel: { namespaces: [{ name: "org" }] } })],
    },
    ["chat"],
  ],
  [{}, []],
])("namespaces are read as Centrifugo reads them (%#)", (service, names) => {
  const found = readNamespaces(settingsOf(service));
  expect([...found.names]).toEqual(names);
  expect(found.complete).toBe(true);
});
