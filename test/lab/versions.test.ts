import { expect, test } from "vitest";
import { upstreamVersion } from "../../lab/debian.ts";
import { isAtLeast } from "../../lab/go.ts";

test.for([
  ["1.26.0", "1.26.0", true],
  ["1.27", "1.26.0", true],
  ["1.26.10", "1.26.9", true],
  ["2.0.0", "1.99.99", true],
  ["1.25.9", "1.26.0", false],
  ["1.9.0", "1.10.0", false],
] as const)("Go %s beside a wanted %s: new enough is %s", ([version, minimum, enough]) => {
  expect(isAtLeast(version, minimum)).toBe(enough);
});

test.for([
  ["5:7.0.15-1~deb12u10", "7.0.15"],
  ["2.6.12-1+deb12u4", "2.6.12"],
  ["1:1.35.0-4+deb12u1+b1", "1.35.0"],
] as const)("the Debian version %s carries %s", ([version, upstream]) => {
  expect(upstreamVersion(version)).toBe(upstream);
});
