import { expect, test } from "vitest";
import { type Failure, publish } from "../../examples/backend/publish.ts";
import { freePorts } from "../support/free-ports.ts";
import { answeringServer, type Exchange, exampleSecrets, listening } from "./backend.ts";

const channel = "org:3f2b8c1e-9d47-4a6b-8e21-5c0d7f9a1b34:messages";

async function publishTo(answers: Exchange["answers"]) {
  const exchange: Exchange = { requests: [], answers };
  const log: string[] = [];
  const failure = await listening(answeringServer(exchange), (url) => {
    const publisher = {
      apiUrl: `${url}/api`,
      apiKey: exampleSecrets.apiKey,
      log: (line: string) => void log.push(line),
    };
    const message = { channel, idempotencyKey: "one-key", data: { text: "hello" } };
    return publish({ ...publisher, timeout: 300, pauses: [1, 1, 1] }, message);
  });
  expect(log.join("\n")).not.toContain(exampleSecrets.apiKey);
  return { failure, log, requests: exchange.requests };
}

test("a message is published, and the log says so in the words that the guide looks for", async () => {
  const { failure, log, requests } = await publishTo([[200, '{"result":{}}']]);
  expect(failure).toBeUndefined();
  expect(log).toEqual([`[Centrifugo] Publishing message to ${channel}`, "[Centrifugo] Publish successful"]);
  expect(requests[0]?.headers["x-api-key"]).toBe(exampleSecrets.apiKey);
  expect(requests[0]?.body).toEqual({ channel, data: { text: "hello" }, idempotency_key: "one-key" });
});

test.each<[string, Exchange["answers"]]>([
  [
    "an error of the gateway",
    [
      [502, "Bad Gateway"],
      [200, '{"result":{}}'],
    ],
  ],
  ["no answer in time", ["hang", [200, '{"result":{}}']]],
  [
    "an internal error in a body of status 200",
    [
      [200, '{"error":{"code":100,"message":"internal server error"}}'],
      [200, "{}"],
    ],
  ],
])("after %s it tries again, with the same idempotency key", async (_, answers) => {
  const { failure, log, requests } = await publishTo(answers);
  expect(failure).toBeUndefined();
  expect(requests.map(({ body }) => body["idempotency_key"])).toEqual(["one-key", "one-key"]);
  expect(log.at(-1)).toBe("[Centrifugo] Publish successful");
});

test.each<[string, Exchange["answers"][number], Failure]>([
  ["a wrong key", [401, ""], { code: "HTTP 401", cause: "the API key was refused" }],
  [
    "an unknown channel",
    [200, '{"error":{"code":102,"message":"unknown channel"}}'],
    { code: "102", cause: "unknown channel" },
  ],
  [
    "something else that answers",
    [200, "<html>"],
    { code: "no JSON", cause: "what answers is not Centrifugo's HTTP API" },
  ],
])("%s is not tried again, and named", async (_, answer, expected) => {
  const { failure, log, requests } = await publishTo([answer]);
  expect(failure).toEqual(expected);
  expect(requests).toHaveLength(1);
  expect(log.at(-1)).toBe(`[Centrifugo] Publish failed: ${expected.code} ${expected.cause} (attempt 1 of 4)`);
});

test("it gives up after the last attempt", async () => {
  const { failure, requests } = await publishTo([[503, ""]]);
  expect(failure?.code).toBe("HTTP 503");
  expect(requests).toHaveLength(4);
});

test("where nothing listens, the kind of the error is named", async () => {
  const [port = 0] = await freePorts(1);
  const publisher = { apiUrl: `http://127.0.0.1:${port}/api`, apiKey: "key", log: () => {}, pauses: [] };
  const failure = await publish(publisher, { channel, idempotencyKey: "key", data: {} });
  expect(failure).toEqual({ code: "ECONNREFUSED", cause: "nothing listens there" });
});
