import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, expect, test } from "vitest";
import { StackFileError } from "../../../model/compose/stack-file-error.ts";
import { fromCompose } from "../../../model/from-compose.ts";
import type { Service } from "../../../model/model.ts";

const folder = mkdtempSync(join(tmpdir(), "compose-reader-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function only(text: string, environment: Record<string, string> = {}, stackName?: string): Service {
  const files = [write("stack.yaml", text)];
  const { services } = fromCompose({ files, environment, ...(stackName && { stackName }) });
  if (services[0] === undefined) throw new Error("no service");
  return services[0];
}

const placeOf = (value: { origin: { line?: number; column?: number } } | undefined) =>
  value && [value.origin.line, value.origin.column];

test("every value keeps its line and column, and its label tells the line", () => {
  const { image, env, labels, ports, update, stopGracePeriod } = only(`services:
  app:
    image: app:1
    stop_grace_period: 40s
    environment:
      - A=1
      - B=2
    ports: ["443:8443"]
    deploy:
      labels: { a.b: c }
      update_config:
        order: start-first
`);
  expect(placeOf(image)).toEqual([3, 5]);
  expect(placeOf(env.get("B"))).toEqual([7, 9]);
  expect(env.get("B")?.origin.label).toBe("env B of service app, line 7");
  expect(placeOf(labels.get("a.b"))).toEqual([10, 17]);
  expect(placeOf(ports[0]?.target)).toEqual([8, 13]);
  expect(placeOf(update.order)).toEqual([12, 9]);
  expect(stopGracePeriod).toMatchObject({ state: "known", value: "40s" });
});

test("a value of an anchor has the place where it is written", () => {
  const { env } = only(`x-env: &env
  A: 1
services:
  app:
    image: app:1
    environment:
      <<: *env
      B: 2
`);
  expect([placeOf(env.get("A")), placeOf(env.get("B"))]).toEqual([
    [2, 3],
    [8, 7],
  ]);
});

test("with several files a label names the file", () => {
  const base = write("base.yaml", "services:\n  app:\n    image: app:1\n");
  const more = write("more.yaml", "services:\n  app:\n    environment: { A: 1 }\n");
  const { services } = fromCompose({ files: [base, more], environment: {} });
  expect(services[0]?.env.get("A")?.origin).toMatchObject({ file: more, line: 3 });
  expect(services[0]?.env.get("A")?.origin.label).toBe(`env A of service app, ${more} line 3`);
});

test("settings in a mounted file have the place of their key there", () => {
  const text =
    "client:\n  token:\n    hmac_secret_key: fixture-token\nchannel:\n  namespaces:\n    - name: org\n";
  const config = write("config.yaml", text);
  const { files } = only(`services:
  app:
    image: centrifugo/centrifugo:v6.9.1
    configs: [{ source: c, target: /centrifugo/config.yaml }]
configs: { c: { file: ./config.yaml } }
`);
  expect(files[0]?.entries?.get("client.token.hmac_secret_key")?.origin).toMatchObject({
    file: config,
    line: 3,
    column: 5,
  });
});

test("a value with a variable that is not set is not known, and remarks say which one", () => {
  write(".env", "LOCAL=only here\n");
  const files = [
    write("stack.yaml", "services: { app: { image: 'app:1', environment: { A: '$LOCAL' } } }\n"),
  ];
  const { services, remarks } = fromCompose({ files, environment: {} });
  expect(services[0]?.env.get("A")?.state).toBe("unknown");
  expect(remarks).toMatchObject([
    { kind: "unset-variable", variable: "LOCAL", onlyIn: join(folder, ".env"), origin: { line: 1 } },
  ]);
  const envFile = join(folder, ".env");
  expect(fromCompose({ files, environment: {}, envFile }).remarks).toEqual([]);
});

test("what docker stack deploy leaves out is remarked", () => {
  const text =
    "services:\n  app:\n    image: a\n    depends_on: [b]\n    restart: always\n    container_name: x\n";
  const { remarks } = fromCompose({ files: [write("stack.yaml", text)], environment: {} });
  expect(remarks.map((remark) => remark.kind === "ignored-key" && [remark.key, remark.origin.line])).toEqual([
    ["depends_on", 4],
    ["container_name", 6],
  ]);
});

test("with the stack's name, objects have the names that they get on the Swarm", () => {
  const text = `services:
  app: { image: 'app:1', networks: [n, own, theirs], volumes: ['data:/data'], secrets: [k] }
networks: { n: {}, own: { name: mine }, theirs: { external: true } }
secrets: { k: { external: true, name: their-key } }
`;
  const model = fromCompose({ files: [write("stack.yaml", text)], environment: {}, stackName: "chat" });
  const [app] = model.services;
  expect(app?.name).toBe("chat_app");
  expect(app?.labels.get("com.docker.stack.namespace")).toMatchObject({ value: "chat" });
  expect(model.networks.map(({ name, external }) => [name, external])).toEqual([
    ["chat_n", false],
    ["mine", false],
    ["theirs", true],
  ]);
  expect(app?.mounts[0]?.source).toMatchObject({ value: "chat_data" });
  expect(model.objects).toMatchObject([{ name: "their-key", external: true }]);
});

test("files under version control are told from the others", async () => {
  const tree = join(folder, "tree");
  mkdirSync(tree);
  for (const name of ["stack.yaml", "committed.env", "ignored.env"])
    writeFileSync(join(tree, name), name.endsWith("env") ? "A=1\n" : "");
  const text = "services: { app: { image: 'app:1', env_file: [committed.env, ignored.env] } }\n";
  writeFileSync(join(tree, "stack.yaml"), text);
  await execa("git", ["init", "--quiet"], { cwd: tree });
  await execa("git", ["add", "stack.yaml", "committed.env"], { cwd: tree });
  const { sourceFiles } = fromCompose({ files: [join(tree, "stack.yaml")], environment: {} });
  expect(sourceFiles.map(({ kind, committed }) => [kind, committed])).toEqual([
    ["stack", true],
    ["env", true],
    ["env", false],
  ]);
});

const secret = "fixture-planted-9a8b7c6d5e4f3a2b";

test.each([
  ["broken YAML", `services:\n  app:\n    image: "${secret}\n`, 4],
  ["an alias in its own anchor", "services: &a\n  app: *a\n", 2],
  ["no services", `version: "3.8"\nA: ${secret}\n`, undefined],
  ["another version", `version: "2"\nservices: { app: { image: ${secret} } }\n`, 1],
  ["a service without settings", `services:\n  app: ${secret}\n`, 2],
  ["a required variable", `services:\n  app:\n    image: "\${TAG:?${secret}}"\n`, 3],
  ["a dollar sign that starts nothing", `services:\n  app:\n    image: "$ ${secret}"\n`, 3],
  [
    "an env_file that is not there",
    `services:\n  app:\n    image: ${secret}\n    env_file: nowhere.env\n`,
    4,
  ],
  [
    "a secret's file that is not there",
    `services: { app: { image: ${secret} } }\nsecrets:\n  k:\n    file: nowhere\n`,
    4,
  ],
])("%s is an error with its line, a fix, and no value", (_what, text, line) => {
  const read = () => fromCompose({ files: [write("stack.yaml", text)], environment: {} });
  expect(read).toThrow(StackFileError);
  try {
    read();
  } catch (error) {
    if (!(error instanceof StackFileError)) throw error;
    expect(error.line).toBe(line);
    expect(error.fix).toMatch(/^[A-Z].*\.$/);
    expect(`${error.message} ${error.fix}`).not.toContain(secret);
  }
});

test("a file of variables with a line that names none is refused", () => {
  write("bad.env", `A=1\n${secret} = x\n`);
  const text = "services: { app: { image: 'app:1', env_file: bad.env } }\n";
  expect(() => only(text)).toThrow(
    expect.objectContaining({ line: 2, message: "this line names no variable." }),
  );
});

test("a missing stack file is an error", () => {
  expect(() => fromCompose({ files: [join(folder, "nowhere.yaml")], environment: {} })).toThrow(
    /cannot be read/,
  );
});

test("restart counts where no restart_policy is given, as Docker does it whatever it says", () => {
  const { restart } = only("services:\n  app:\n    image: a\n    restart: on-failure:3\n");
  expect(restart).toMatchObject({ condition: { value: "on-failure" }, maxAttempts: { value: 3 } });
});

test.each([
  ["a config", "configs: [c]"],
  ["a network", "networks: [n]"],
  ["a key that Docker refuses", "mem_limit: 5m"],
])("%s that the file does not define ends the reading, as it ends a deployment", (_what, setting) => {
  expect(() => only(`services:\n  app:\n    image: a\n    ${setting}\n`)).toThrow(StackFileError);
});

test("an external volume keeps its own name", () => {
  const text =
    "services: { app: { image: a, volumes: ['v:/d'] } }\nvolumes: { v: { external: true, name: real } }\n";
  expect(only(text, {}, "chat").mounts[0]?.source).toMatchObject({ value: "real" });
});

test("aliases of aliases do not grow without end", () => {
  const levels = Array.from({ length: 30 }, (_, index) =>
    index === 0 ? "x-0: &a0 [x, x]" : `x-${index}: &a${index} [*a${index - 1}, *a${index - 1}]`,
  );
  const { image } = only(`${levels.join("\n")}\nservices: { app: { image: 'app:1' } }\n`);
  expect(image).toMatchObject({ value: "app:1" });
});
