import { execa } from "execa";
import { expect, test } from "vitest";
import { centrifugoBinary } from "../../lab/index.ts";
import {
  allV6Names,
  isV5Name,
  isV6Name,
  tableVersion,
  v5NameOf,
  v6NameOf,
} from "../../policies/tables/centrifugo.ts";

test("the table of variables is what the real Centrifugo lists", async () => {
  const binary = await centrifugoBinary(() => {});
  const { stdout } = await execa(binary, ["defaultenv"]);
  const listed = [...stdout.matchAll(/^CENTRIFUGO_([A-Z0-9_]+)=/gm)].map((match) => match[1]);
  expect(listed.length).toBeGreaterThan(500);
  expect([...allV6Names].sort()).toEqual(listed.sort());
  expect((await execa(binary, ["version"])).stdout).toContain(tableVersion);
});

test("names of v5 lead to names that v6 knows", () => {
  expect(v6NameOf("TOKEN_HMAC_SECRET_KEY")).toBe("CLIENT_TOKEN_HMAC_SECRET_KEY");
  expect(v5NameOf("HTTP_API_KEY")).toBe("API_KEY");
  expect(isV5Name("CLIENT_USER_ADDRESS_FALLBACK") || isV6Name("CLIENT_USER_ADDRESS_FALLBACK")).toBe(false);
});
