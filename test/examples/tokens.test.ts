import { jwtVerify } from "jose";
import { expect, test } from "vitest";
import { channelsOf, isOwnChannel } from "../../examples/backend/channels.ts";
import { personOf, uuidFrom } from "../../examples/backend/people.ts";
import { connectionToken, subscriptionToken } from "../../examples/backend/tokens.ts";
import { exampleSecrets, exampleSettings } from "./backend.ts";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const person = personOf("test", exampleSettings());
const { tokenSecret } = exampleSecrets;
const verify = async (token: string, secret = tokenSecret) =>
  (await jwtVerify(token, new TextEncoder().encode(secret), { algorithms: ["HS256"] })).payload;

test("a connection token names user and organisation by UUIDs, and for how long it is good", async () => {
  const { sub, info, iat = 0, exp = 0, ...rest } = await verify(connectionToken(tokenSecret, person));
  expect(sub).toMatch(uuid);
  expect(info).toEqual({ organizationId: expect.stringMatching(uuid) });
  expect(Math.abs(iat - Date.now() / 1000)).toBeLessThan(60);
  expect(exp).toBeGreaterThan(iat);
  expect(exp - iat).toBeLessThanOrEqual(3600);
  expect(rest).toEqual({});
});

test("a subscription token is for one user and one channel", async () => {
  const channel = `org:${person.organizationId}:messages`;
  const { sub, channel: named } = await verify(subscriptionToken(tokenSecret, person, channel));
  expect([sub, named]).toEqual([person.id, channel]);
});

test("a token of another secret does not hold", async () => {
  await expect(verify(connectionToken("another-secret", person))).rejects.toThrow(/signature/);
});

test("an organisation that is given is the one in the token", () => {
  const organization = "3f2b8c1e-9d47-4a6b-8e21-5c0d7f9a1b34";
  expect(personOf("test", exampleSettings({ organization })).organizationId).toBe(organization);
});

test("ids stay the same over a restart, and differ between people", () => {
  expect(uuidFrom("a")).toBe(uuidFrom("a"));
  expect(uuidFrom("a")).not.toBe(uuidFrom("b"));
});

test("only channels of the own organisation are its own", () => {
  const patterns = exampleSettings().channels;
  const own = person.organizationId;
  expect(channelsOf(patterns, own)).toEqual([`org:${own}:messages`, `org:${own}:tickets`]);
  expect(isOwnChannel(`org:${own}:tickets`, patterns, own)).toBe(true);
  const foreign = [
    `org:${uuidFrom("other")}:messages`,
    `org:${own}:invoices`,
    `org:${own}:messages:more`,
    "org:<organisation>:messages",
    `$org:${own}:messages`,
    "",
  ];
  expect(foreign.filter((channel) => isOwnChannel(channel, patterns, own))).toEqual([]);
});
