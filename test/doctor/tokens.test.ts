import { errors, jwtVerify } from "jose";
import { expect, test } from "vitest";
import { connectionToken, subscriptionToken } from "../../doctor/probes/tokens.ts";

const secret = "a secret for this test only, long enough";
const verify = (token: string, key = secret) =>
  jwtVerify(token, new TextEncoder().encode(key), { algorithms: ["HS256"] });

test("a connection token names its user, expires and grants no channel", async () => {
  const { payload, protectedHeader } = await verify(
    await connectionToken(secret, "user-1", { lifetime: 60 }),
  );
  expect(protectedHeader.alg).toBe("HS256");
  expect(payload.sub).toBe("user-1");
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(60);
  expect(Object.keys(payload).sort()).toEqual(["exp", "iat", "sub"]);
});

test("a subscription token is for one user and one channel", async () => {
  const { payload } = await verify(await subscriptionToken(secret, "user-1", "org:a:messages"));
  expect(payload).toMatchObject({ sub: "user-1", channel: "org:a:messages" });
});

test("another secret does not verify it", async () => {
  const token = await connectionToken(secret, "user-1");
  await expect(verify(token, "another secret")).rejects.toThrow(errors.JWSSignatureVerificationFailed);
});
