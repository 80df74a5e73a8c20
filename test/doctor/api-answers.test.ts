import { expect, test } from "vitest";
import { parseRound, sentKey } from "../../doctor/inside/api-answers.ts";

const time = "2026-11-28T17:00:00.000000000Z";
const output = [
  "addresses 10.0.1.2 10.0.1.3",
  "ip_vs",
  "sent /api/publish 10.0.1.2 1",
  'answer X-API-Key /api/publish 10.0.1.2 200 {"result":{}}',
  "answer Authorization /api/info 10.0.1.3 0 ",
  "something else",
]
  .map((line) => `${time} ${line}`)
  .join("\n");

test("what a job printed is read by line, with its time", () => {
  const round = parseRound(output);
  expect(round.addresses).toEqual(["10.0.1.2", "10.0.1.3"]);
  expect(round.hasIpVs).toBe(true);
  expect(round.sent.get(sentKey("/api/publish", "10.0.1.2", 1))).toBe(Date.parse(time));
  expect(round.answers).toEqual([
    { path: "/api/publish", address: "10.0.1.2", status: 200, body: '{"result":{}}', header: "X-API-Key" },
    { path: "/api/info", address: "10.0.1.3", status: 0, body: "", header: "Authorization" },
  ]);
});

test("where nothing was found, there is nothing", () => {
  expect(parseRound(`${time} addresses`)).toMatchObject({ addresses: [], answers: [], hasIpVs: false });
});
