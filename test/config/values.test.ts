import { expect, test } from "vitest";
import { parseChannelPattern } from "../../config/values/channel-pattern.ts";
import { domainField } from "../../config/values/host-name.ts";
import { imageField, parseImageReference } from "../../config/values/image-reference.ts";
import { parseMemory } from "../../config/values/memory.ts";
import { originField } from "../../config/values/origin.ts";
import { mistakes } from "./stack.ts";

test.each([
  ["256M", 268_435_456],
  ["1g", 1_073_741_824],
  ["64K", 65_536],
  ["256", undefined],
  ["256MB", undefined],
  ["1.5G", undefined],
])("the memory size %j is %s bytes", (text, bytes) => {
  expect(parseMemory(text)).toBe(bytes);
});

test.each([
  "https://app.example.com",
  "http://localhost:3000",
  "https://*.example.com",
  "capacitor://localhost",
  "https://10.0.0.1",
])("the origin %s is one that a browser sends", (origin) => {
  expect(originField.safeParse(origin).success).toBe(true);
});

test.each([
  ["*", "List the origins of your own pages, for example `https://app.example.com`."],
  [
    "https://a.com,https://b.com",
    "Write each origin as an item of its own: `[https://a.example.com, https://b.example.com]`.",
  ],
  ["https://a.com/", "An origin ends after the host and port: write `https://a.com`."],
  ["https://a.com:8443/x?y#z", "An origin ends after the host and port: write `https://a.com:8443`."],
  ["https://A.com", "Browsers send origins in lower case: write `https://a.com`."],
  ["https://a.com:443", "Browsers leave the default port out: write `https://a.com`."],
  ["https://a.com:0", "A port is a number from 1 to 65535."],
  ["app.example.com", "Add the scheme: `https://app.example.com`."],
  ["https://", "Write `scheme://host` or `scheme://host:port`, for example `https://app.example.com`."],
  ["null", "Add the scheme: `https://null`."],
])("the origin %s is refused: %s", (origin, fix) => {
  expect(mistakes({ allowedOrigins: JSON.stringify([origin]) })).toMatchObject([
    { path: "allowedOrigins[0]", fix },
  ]);
});

test.each(["a.localhost", "centrifugo.localhost", "a-b.example.com", "xn--mnchen-3ya.de", "localhost"])(
  "%s is a domain",
  (domain) => {
    expect(domainField.safeParse(domain).success).toBe(true);
  },
);

test.each([
  ["wss://a.example.com/x", /without scheme, port or path: `a.example.com`/],
  ["A.example.com:443", /`a.example.com`/],
  ["*.example.com", /wildcard/],
  ["10.0.0.1", /IP address/],
  ["a_b.example.com", /letters, digits, hyphens and dots/],
  [`${"a".repeat(64)}.com`, /letters, digits, hyphens and dots/],
])("%s is no domain", (domain, fix) => {
  const [issue] = mistakes({ domain });
  expect(issue).toMatchObject({ code: "invalid-domain", fix: expect.stringMatching(fix) });
});

test("a channel pattern has a namespace and placeholders", () => {
  expect(parseChannelPattern("org:<organisation>:<topic>")).toEqual({
    namespace: "org",
    placeholders: ["organisation", "topic"],
  });
  expect(parseChannelPattern("$org:x")?.namespace).toBe("org");
  expect(parseChannelPattern("news")).toBeUndefined();
});

test.each([
  "news",
  ":x",
  "org:<a",
  "org:a>",
  "org:<>",
  "<org>:a",
  "org:a b",
  "org:é",
  `org:${"a".repeat(252)}`,
])("the channel %s is refused", (channel) => {
  expect(mistakes({ channels: JSON.stringify([channel]) })).toMatchObject([
    { code: "invalid-channel", path: "channels[0]" },
  ]);
});

const digest = `sha256:${"0123456789abcdef".repeat(4)}`;

test.each([
  "redis:7.4.11",
  "redis:7.4.11-alpine",
  "traefik:v3.7.15",
  "r.example.com:5000/a/b:1.2.3",
  `redis:7.4.11@${digest}`,
])("%s says its full version", (image) => {
  expect(imageField("redis:7.4.11", "An image.").safeParse(image).success).toBe(true);
});

test.each([
  ["redis", "floating-tag"],
  ["redis:latest", "floating-tag"],
  ["redis:7", "floating-tag"],
  ["redis:7.4-alpine", "floating-tag"],
  ["centrifugo/centrifugo:v6", "floating-tag"],
  [`redis@${digest}`, "floating-tag"],
  ["Redis:7.4.11", "invalid-image"],
  ["redis:7.4.11@sha256:12", "invalid-image"],
  ["https://redis:7.4.11", "invalid-image"],
])("the image %s is refused as %s", (redis, code) => {
  expect(mistakes({ images: JSON.stringify({ redis }) })).toMatchObject([{ code, path: "images.redis" }]);
});

test("an image reference comes apart", () => {
  expect(parseImageReference(`r.example.com:5000/a:1.2.3@${digest}`)).toEqual({
    name: "r.example.com:5000/a",
    tag: "1.2.3",
    digest,
  });
});

test.each(["a", "or.g", "o g", "__proto__"])("the namespace name %j is refused", (name) => {
  const namespaces = `{${JSON.stringify(name)}:{"access":"token"}}`;
  const path = `namespaces.${name}`;
  expect(mistakes({ namespaces })).toMatchObject([{ code: "invalid-namespace-name", path }]);
});
