import { expect, test } from "vitest";
import { probeChannels } from "../../doctor/channels.ts";
import { doctorTenants } from "../../doctor/tenants.ts";

const tenants = { own: "A", other: "B" };

test("a pattern becomes one channel for each of two tenants", () => {
  expect(probeChannels(["org:<organisation>:messages"], tenants)).toEqual([
    {
      pattern: "org:<organisation>:messages",
      namespace: "org",
      own: "org:A:messages",
      other: "org:B:messages",
    },
  ]);
});

test("every placeholder of a pattern is filled", () => {
  const [channel] = probeChannels(["org:<organisation>:ticket:<ticket>"], tenants);
  expect(channel?.own).toBe("org:A:ticket:A");
});

test("a channel without a placeholder belongs to real users and is left alone", () => {
  expect(probeChannels(["news", "org:all"], tenants)).toEqual([]);
});

test("the namespace ends at the first colon, and `$` is no part of it", () => {
  const namespaces = probeChannels(["$private:<id>:x", "<id>"], tenants).map(({ namespace }) => namespace);
  expect(namespaces).toEqual(["private", undefined]);
});

test("the tenants of a stack stay the same, differ between stacks, and are UUIDs; users are new", () => {
  const [first, again, elsewhere] = [doctorTenants("dev"), doctorTenants("dev"), doctorTenants("live")];
  expect(again.own).toBe(first.own);
  expect(again.other).toBe(first.other);
  expect(new Set([first.own, first.other, elsewhere.own, elsewhere.other]).size).toBe(4);
  expect(again.user).not.toBe(first.user);
  for (const id of Object.values(first)) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
});
