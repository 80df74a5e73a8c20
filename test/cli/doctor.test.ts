import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { catalogue } from "../../doctor/catalogue.ts";
import { temporaryFolder } from "../setup/support.ts";
import { swarm } from "./support.ts";

const outside = ["--url", "wss://127.0.0.1:9/connection/websocket", "--origin", "https://app.example.com"];

test("the list names every check", async () => {
  const { exitCode, stdout } = await swarm(["doctor", "--list"]);
  expect(exitCode).toBe(0);
  for (const { id } of catalogue) expect(stdout).toContain(`  ${id} `);
});

test.each([
  [["--stack", "dev", "--service", "x"], "--stack and --service cannot be mixed", ""],
  [["--url", "wss://a.example"], "--url needs --origin", "https://app.example.com"],
  [["--url", "https://a.example", "--origin", "https://b.example"], "--url begins with wss://", "wss://host"],
  [[...outside, "--api-url", "https://a.example/api"], "--api-url needs the key", "CENTRIFUGO_API_KEY"],
  [["--only", "edg"], 'there is no check "edg"', "did you mean edge?"],
  [["--skip", "drift"], "--skip drift gives no reason", "--skip drift="],
  [["--skip", "drfit=x"], 'there is no check "drfit"', "did you mean drift?"],
  [["--wait", "2"], '--wait "2" is no duration', "2m"],
  [[...outside, "--ca", "/nowhere.pem"], "--ca /nowhere.pem", "PEM"],
  [[...outside, "--env-file", "/nowhere"], "--env-file /nowhere", "NAME=value"],
  [[...outside, "--cookie", "SESSION"], "go with --token-url only", ""],
])("%j is refused with what is wrong and how to mend it", async (args, message, fix) => {
  const { exitCode, stdout, stderr } = await swarm(["doctor", ...args]);
  expect(exitCode).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).toContain(message);
  expect(stderr).toContain(fix);
});

test("a Docker that does not answer has an exit code of its own", async () => {
  const { exitCode, stderr } = await swarm(["doctor", "--service", "x"], {
    env: { DOCKER_HOST: "unix:///nowhere.sock" },
  });
  expect(exitCode).toBe(3);
  expect(stderr).toContain("The Docker engine cannot be reached");
});

test("from outside, a closed port is the cause, and what is inside says what it needs", async () => {
  const { exitCode, stdout } = await swarm(["doctor", ...outside]);
  expect(exitCode).toBe(1);
  expect(stdout).toContain("Cause: Nothing listens at 127.0.0.1:9");
  expect(stdout).toContain("--service");
});

test("each format tells the cause, and holds no secret", async () => {
  const secret = "token-secret-of-the-doctor-test-6f1c2a";
  const file = join(await temporaryFolder(), ".env");
  await writeFile(file, `CENTRIFUGO_TOKEN_HMAC_SECRET_KEY=${secret}\n`);
  const formats = ["pretty", "json", "junit", "github", "markdown"];
  const runs = await Promise.all(
    formats.map((format) =>
      swarm(["doctor", ...outside, "--env-file", file, "--format", format], {
        env: { CENTRIFUGO_TOKEN_SECRET: `${secret}-other` },
      }),
    ),
  );
  for (const { exitCode, stdout, stderr } of runs) {
    expect(exitCode).toBe(1);
    expect(stdout).toContain("Nothing listens at");
    expect(stdout + stderr).not.toContain(secret);
  }
  expect(JSON.parse(runs[1]?.stdout ?? "")).toMatchObject({ ok: false, diagnosis: { check: "edge-tls" } });
});

test("a secret of the backend that is another one is named by fingerprint, with its likely mistake", async () => {
  const file = join(await temporaryFolder(), ".env");
  await writeFile(file, "CENTRIFUGO_TOKEN_SECRET=the-same-secret-1234567890 \n");
  const { stdout } = await swarm(["doctor", ...outside, "--env-file", file, "--only", "token-secret-equal"], {
    env: { CENTRIFUGO_TOKEN_SECRET: "another-secret-1234567890" },
  });
  expect(stdout).toContain("The backend signs its tokens with another secret");
  expect(stdout).toMatch(/saw: +[0-9a-f]{12} \(CENTRIFUGO_TOKEN_SECRET in .*\), [0-9a-f]{12} in Centrifugo/);
});
