import { expect, test } from "vitest";
import { hideWords } from "../../report/hidden-spans.ts";

const random = "Zq7Xv3kP9wT5mB8nR2cF6hJ4sD1gL0yA";

test.each([
  "the registry keeps tags as they are",
  "the password is rotated on 2027-01-31, see https://wiki.example.com/runbook/OPS-1234",
  "v6.9.1 only, ask ops@example.com",
])("a reason without a secret stays as it is: %s", (text) => {
  expect(hideWords(text)).toBe(text);
});

test.each([
  [`old key ${random}`, "old key …"],
  [`${random} and ${random}, both old`, "… and …, both old"],
  ["redis://app:pa55word@redis is a test", "redis://… is a test"],
  // The random word lies inside of the credentials, which go on behind it.
  [`postgres://app:pw,${random},hunter2@db is gone`, "postgres://… is gone"],
])("what may be a secret is left out of a reason: %s", (text, shown) => {
  expect(hideWords(text)).toBe(shown);
});
