import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { connectionToken } from "../../doctor/probes/tokens.ts";
import { centrifugoBinary } from "../../lab/index.ts";
import { inFolder } from "./launch-centrifugo.ts";
import { openClient } from "./raw-client.ts";
import { testKey, withCentrifugo } from "./run-centrifugo.ts";

const data = "words-of-a-user";

/** What stands in the log once a signed-in user has published and gone. */
const logAt = (level: string) =>
  withCentrifugo(
    {
      log: { level },
      client: { token: { hmac_secret_key: testKey } },
      channel: { namespaces: [{ name: "chat", allow_publish_for_client: true }] },
    },
    async ({ port, logged }) => {
      const token = await connectionToken(testKey, "user-7");
      const client = await openClient(port, { token });
      expect(await client.send({ publish: { channel: "chat:1", data } })).toMatchObject({ publish: {} });
      client.close();
      await client.closed;
      const log = await logged(/client connection completed/);
      return { user: log.includes("user-7"), token: log.includes(token), data: log.includes(data) };
    },
  );

test("keep-warnings-in-the-log: trace shows tokens and messages, debug users alone", async () => {
  expect(await logAt("trace")).toEqual({ user: true, token: true, data: true });
  expect(await logAt("DEBUG")).toEqual({ user: true, token: false, data: false });
});

test("keep-warnings-in-the-log: a file takes the log away, a standard stream by its name does not", async () => {
  const line = "configure engines error";
  const binary = await centrifugoBinary(() => {});
  await inFolder({ "config.json": "{}" }, async (cwd) => {
    /** What is collected; a pipe, as Docker has it. It ends by itself, since nothing listens at this Redis. */
    const collectedWith = async (file: string) => {
      const script = '"$0" -c config.json 2>&1 | cat';
      const engine = { CENTRIFUGO_ENGINE_TYPE: "redis", CENTRIFUGO_ENGINE_REDIS_ADDRESS: "127.0.0.1:1" };
      const env = { ...engine, CENTRIFUGO_LOG_FILE: file, PATH: process.env["PATH"] ?? "" };
      return (await execa("sh", ["-c", script, binary], { cwd, env, extendEnv: false })).stdout;
    };
    const file = join(cwd, "centrifugo.log");
    expect(await collectedWith(file)).not.toContain(line);
    expect(await readFile(file, "utf8")).toContain(line);
    for (const stream of ["/dev/stderr", "/dev/stdout", "/proc/self/fd/2"])
      expect(await collectedWith(stream), stream).toContain(line);
  });
});
