import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { dockerView, ourView } from "./docker-view.ts";

const full = process.env["TEST_TIER"] === "full";

const folder = mkdtempSync(join(tmpdir(), "docker-oracle-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(
  join(folder, "one.env"),
  '# comment\nA=of the file\n  B=two words\nQ="quoted"\nFROM_OUTSIDE\nE=\n',
);
writeFileSync(join(folder, "some.conf"), "x\n");

const environment = { TAG: "9", SET: "yes", EMPTY: "", FROM_OUTSIDE: "outside", PLAIN: "p" };

/** Writes settings of the service `s`, in which `§` is a dollar sign, as stack files and gives their paths. */
function stackFiles(...services: readonly string[]): string[] {
  return services.map((settings, index) => {
    const lines = settings.split("\n").map((line) => `    ${line}`);
    const tail = "networks: { n: {}, m: {} }\nvolumes: { data: {}, other: {} }\n";
    const objects = "configs: { c: { file: ./some.conf } }\nsecrets: { k: { file: ./some.conf } }\n";
    const text = `version: "3.8"\nservices:\n  s:\n${lines.join("\n")}\n${tail}${objects}`;
    const path = join(folder, `stack-${index}.yaml`);
    writeFileSync(path, text.replaceAll("§", "$"));
    return path;
  });
}

async function expectSame(...services: readonly string[]): Promise<void> {
  const files = stackFiles(...services);
  const theirs = await dockerView(files, environment);
  expect(theirs, "docker refuses this").toBeDefined();
  expect(ourView(files, environment)).toEqual(theirs);
}

/** Settings of one service, each in a shape that people write. */
const snippets: Readonly<Record<string, readonly string[]>> = {
  image: [
    "image: app:1",
    "image: app:§{TAG}",
    "image: app:$TAG-x",
    "image: §{NOPE:-app}:§{EMPTY:-2}",
    "image: app§{EMPTY-x}",
  ],
  environment: [
    "environment: { A: 1, B: two, C: 'true', D: 1.5, F: }",
    "environment:\n  - A=1\n  - B=a=b\n  - SET\n  - FROM_OUTSIDE=\n  - G=",
    "environment: { A: $$x, B: '§{SET?must be set}', H: off, I: 'x§{PLAIN}y' }",
    "environment: { A: '', B: , G: again }",
    "environment: { J: y, K: n, L: 'null', M: ~, N: 0x1F, O: 010 }",
  ],
  env_file: ["env_file: one.env", "env_file: [./one.env]"],
  command: [
    "command: run --a=b 'two words' \"three $$HOME\"",
    "command: [run, --a, b]",
    "command: >-\n  run\n  --folded value",
    "command: run a\\ b 'it''s'",
  ],
  entrypoint: ["entrypoint: /bin/entry x", "entrypoint: [/bin/entry, x]"],
  labels: ["labels: { a.b: c, d: 1 }", "labels:\n  - a.b=c\n  - e\n  - f=g=h"],
  deploy: [
    "deploy: { replicas: 3, labels: { a: b } }",
    "deploy:\n  labels:\n    - a=c\n    - rule=Host(`x`) && Path(`/y`)\n  update_config: { order: start-first }",
    "deploy: { placement: { constraints: [node.role == manager, node.id!=x] } }",
    "deploy: { resources: { limits: { memory: 64M, cpus: '0.50' } } }",
    "deploy: { resources: { limits: { memory: 1.5g } }, replicas: 0 }",
    "deploy: { update_config: { order: stop-first, parallelism: 0 }, labels: { a: '' } }",
  ],
  ports: [
    "ports: ['443:8443', '80']",
    "ports: [22:22, '127.0.0.1:81:81']",
    "ports: ['90-92:90-92/udp', '53:53/UDP']",
    "ports: ['8000-8002:80', '127.0.0.1::81']",
    "ports: [{ target: 443, published: 8443, mode: host }]",
  ],
  volumes: [
    "volumes: ['data:/data:ro', '/v', './x:/x']",
    "volumes: ['/etc/hosts:/etc/hosts:ro', '~/h:/h']",
    "volumes: [{ type: volume, source: other, target: /data }]",
    "volumes: [{ type: bind, source: ./y, target: /y, read_only: true }]",
  ],
  networks: ["networks: [n]", "networks: { n: { aliases: [a, b] }, m: }", "networks: [n, m]"],
  configs: ["configs: [c]", "configs: [{ source: c, target: /etc/c.conf, mode: 0440 }]"],
  secrets: ["secrets: [k]", "secrets: [{ source: k, target: key.pem, uid: '1000', mode: 0400 }]"],
  healthcheck: [
    "healthcheck: { test: wget -q localhost, interval: 5s }",
    "healthcheck: { test: [CMD, wget, -q] }",
    "healthcheck: { test: [NONE] }",
  ],
  logging: [
    "logging: { driver: json-file, options: { max-size: 10m } }",
    "logging: { options: { max-file: '3' } }",
    "logging: { driver: local }",
  ],
  cap_add: ["cap_add: [NET_ADMIN]", "cap_add: [SYS_TIME]"],
};
const withImage = (text: string) => (text.startsWith("image:") ? text : `image: app:1\n${text}`);
const single = Object.values(snippets).flat();

test.each(single)("one setting reads as docker reads it: %j", async (text) => {
  await expectSame(withImage(text));
});

test("an anchor and a merge key read as docker reads them", async () => {
  const path = join(folder, "anchors.yaml");
  writeFileSync(
    path,
    `version: "3.8"
x-base: &base
  image: app:1
  environment: &env { A: 1, B: 2 }
services:
  one: { <<: *base, command: a }
  two:
    <<: *base
    environment: { <<: *env, B: 3, C: '\${SET}' }
`,
  );
  expect(ourView([path], environment)).toEqual(await dockerView([path], environment));
});

/** For each key nothing or one of its shapes. */
const service = fc
  .tuple(
    ...Object.values(snippets).map((shapes) => fc.option(fc.constantFrom(...shapes), { nil: undefined })),
  )
  .map((chosen) => withImage(chosen.filter((text) => text !== undefined).join("\n")));

test("several files are merged as docker merges them", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(service, { minLength: 1, maxLength: 3 }), (services) =>
      expectSame(...services),
    ),
    { seed: 20_261_125, numRuns: full ? 1_000 : 60, endOnFailure: true },
  );
});

/** What docker refuses has to be refused here too; where we take more, it stands here with the reason. */
test.each([
  ["image: app\nenvironment: { A: '§{X' }"],
  ["image: app\nenvironment: { A: '$ x' }"],
  ["image: §{NOPE?must be there}"],
  ["image: §{EMPTY:?must not be empty}"],
  ["image: app\nenv_file: missing.env"],
  ["image: [app"],
])("what docker refuses is refused: %j", async (text) => {
  const files = stackFiles(text);
  expect(await dockerView(files, environment)).toBeUndefined();
  expect(() => ourView(files, environment)).toThrow(expect.objectContaining({ name: "StackFileError" }));
});
