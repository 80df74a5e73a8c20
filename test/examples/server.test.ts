import { decodeJwt } from "jose";
import { expect, test } from "vitest";
import { createLoginLimits } from "../../examples/backend/login-limits.ts";
import { createSessions, isSame } from "../../examples/backend/sessions.ts";
import { exampleSecrets, withBackend } from "./backend.ts";

test("nobody gets a token, a channel or the page without signing in", async () => {
  await withBackend({}, async ({ get, post }) => {
    for (const path of ["session", "token", "subscription-token", "publish", "probe"]) {
      expect((await post(`/api/${path}`)).status, path).toBe(401);
    }
    expect(await (await get("/")).text()).toContain('id="login"');
    for (const path of ["/index.html", "/page.ts", "/centrifuge.js", "/reasons-english.ts"]) {
      expect((await get(path)).status, path).toBe(404);
    }
  });
});

test("who signs in gets the page, and tokens of their own organisation", async () => {
  await withBackend({}, async ({ get, post, signIn }) => {
    expect((await signIn()).status).toBe(200);
    expect(await (await get("/")).text()).toContain('id="connect"');
    const { channels } = JSON.parse(await (await post("/api/session")).text());
    const { token } = JSON.parse(await (await post("/api/token")).text());
    const { sub, info } = decodeJwt<{ info: { organizationId: string } }>(token);
    expect(channels).toEqual([`org:${info.organizationId}:messages`, `org:${info.organizationId}:tickets`]);
    const answer = await post("/api/subscription-token", { channel: channels[0] });
    expect(decodeJwt(JSON.parse(await answer.text()).token)).toMatchObject({ sub, channel: channels[0] });
  });
});

test("a channel of another organisation is refused, for subscribing and for publishing", async () => {
  await withBackend({}, async ({ post, signIn, log }) => {
    await signIn();
    const body = { channel: "org:00000000-0000-4000-8000-000000000000:messages" };
    for (const path of ["/api/subscription-token", "/api/publish"]) {
      const answer = await post(path, body);
      expect([answer.status, await answer.json()]).toMatchObject([
        403,
        { error: { code: "foreign-channel" } },
      ]);
    }
    expect(log.join()).not.toContain("Publishing");
  });
});

test("the cookie is for this host and for no script, and stops when one signs out", async () => {
  await withBackend({}, async ({ post, signIn }) => {
    const cookie = (await signIn()).headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^__Host-session=/);
    for (const flag of ["HttpOnly", "Secure", "SameSite=Strict", "Path=/"]) expect(cookie).toContain(flag);
    expect((await post("/api/logout")).headers.get("set-cookie")).toContain("Max-Age=0");
  });
});

test.each([["https://evil.example"], ["null"], ["https://test.centrifugo.localhost.evil.example"]])(
  "a request of another page is refused: %s",
  async (origin) => {
    await withBackend({}, async ({ post, signIn }) => {
      await signIn();
      expect((await post("/api/token", {}, { origin })).status).toBe(403);
      expect((await post("/api/login", { user: "test", ...exampleSecrets }, { origin })).status).toBe(403);
    });
  },
);

test("wrong passwords are counted by the address that Traefik saw, and then nobody there may try", async () => {
  await withBackend({}, async ({ post, log }) => {
    const login = (password: string, address: string) =>
      post("/api/login", { user: "test", password }, { "x-forwarded-for": `10.0.0.1, ${address}` });
    for (let count = 0; count < 10; count += 1) expect((await login("wrong", "192.0.2.1")).status).toBe(401);
    const refused = await login(exampleSecrets.password, "192.0.2.1");
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await login(exampleSecrets.password, "192.0.2.2")).status).toBe(200);
    expect(log.join("\n")).not.toMatch(/wrong|password-/);
  });
});

test("after a quarter of an hour they may try again", () => {
  const limits = createLoginLimits();
  for (let count = 0; count < 10; count += 1) limits.countFailure("192.0.2.1");
  const now = Date.now();
  expect(limits.waitFor("192.0.2.1", now)).toBe(0);
  for (let count = 0; count < 10; count += 1) limits.countFailure("192.0.2.1");
  expect(limits.waitFor("192.0.2.1", now + 1000)).toBeGreaterThan(0);
  expect(limits.waitFor("192.0.2.1", now + 16 * 60_000)).toBe(0);
});

test("a cookie that was changed, is old, or of another start signs nobody in", () => {
  const sessions = createSessions();
  const cookie = sessions.begin("test").split(";")[0] ?? "";
  expect(sessions.userOf(cookie)).toBe("test");
  expect(sessions.userOf(`other=1; ${cookie}`)).toBe("test");
  const [name = "", value = ""] = cookie.split("=");
  const [user = "", end = "", signature = ""] = value.split(".");
  const forged = [
    `${Buffer.from("root").toString("base64url")}.${end}.${signature}`,
    `${user}.${Number(end) + 1}.${signature}`,
    `${user}.${end}.`,
    "",
  ];
  for (const one of forged) expect(sessions.userOf(`${name}=${one}`)).toBeUndefined();
  expect(sessions.userOf(cookie, Date.now() + 9 * 3600_000)).toBeUndefined();
  expect(createSessions().userOf(cookie)).toBeUndefined();
  expect(sessions.userOf(undefined)).toBeUndefined();
});

test("texts are the same only when they are", () => {
  expect([isSame("abc", "abc"), isSame("abc", "abd"), isSame("abc", "ab"), isSame("", "")]).toEqual([
    true,
    false,
    false,
    true,
  ]);
});

test("the browser may load and send nothing but what belongs to the page", async () => {
  await withBackend({}, async ({ get }) => {
    const { headers } = await get("/");
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'self' wss://centrifugo.localhost;");
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(headers.get("cache-control")).toBe("no-store");
    expect((await get("/health")).status).toBe(200);
  });
});

test("a request that is too large or no JSON is refused", async () => {
  await withBackend({}, async ({ url, post }) => {
    expect((await post("/api/login", { user: "x".repeat(9000) })).status).toBe(413);
    const headers = { origin: "https://test.centrifugo.localhost" };
    const broken = await fetch(`${url}/api/login`, { method: "POST", headers, body: "{" });
    expect(broken.status).toBe(400);
  });
});
