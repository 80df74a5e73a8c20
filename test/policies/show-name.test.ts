import { expect, test } from "vitest";
import { showName } from "../../policies/show-name.ts";

test.each([
  "org",
  "chat-room",
  "org:<organisation>:messages",
  "ws@file",
  "tasks.dev_centrifugo",
  "10.0.12.34",
])("the name %s is shown", (name) => {
  expect(showName(name, "…")).toBe(`"${name}"`);
});

test.each([
  "",
  "two words",
  "0c5f8b1d2e3a4f60",
  "123e4567-e89b-12d3-a456-426614174000",
  "abcdefghijklmnopqrstuvwxyzabcdef",
  "a+b/c=",
])("%s may be a secret and is not shown", (text) => {
  expect(showName(text, "…")).toBe("…");
});
