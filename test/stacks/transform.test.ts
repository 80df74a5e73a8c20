import { expect, test } from "vitest";
import { fromPulumi } from "../../model/from-pulumi.ts";
import { checkModel } from "../../policies/check-model.ts";
import type { Transform } from "../../stacks/defined-args.ts";
import type { RealtimeShape } from "../../stacks/definitions.ts";
import { describe } from "../../stacks/describe.ts";
import { exampleConfig, exampleIdentity } from "./example-config.ts";

function described(
  transform: NonNullable<RealtimeShape["transform"]>,
  editFiles: NonNullable<RealtimeShape["editFiles"]> = {},
) {
  const resources = describe({ identity: exampleIdentity, config: exampleConfig(), transform, editFiles });
  const model = fromPulumi(resources);
  const service = (name: string) => model.services.find((one) => one.name === `example_${name}`);
  return { service, findings: checkModel(model) };
}

const known = (value: string) => expect.objectContaining({ state: "known", value });

function addArguments(...more: string[]): Transform {
  return ({ taskSpec, ...args }) => {
    const { containerSpec } = taskSpec;
    const all = [...containerSpec.args, ...more];
    return { ...args, taskSpec: { ...taskSpec, containerSpec: { ...containerSpec, args: all } } };
  };
}

function addLabel(label: string, value: string): Transform {
  return (args) => ({
    ...args,
    labels: [...args.labels.filter((one) => one.label !== label), { label, value }],
  });
}

test("a transform adds arguments and labels, and the rules see them as they see ours", () => {
  const { service, findings } = described({
    redis: addArguments("--tcp-keepalive", "30"),
    traefik: addLabel("team", "chat"),
  });
  expect(service("redis")?.args).toEqual([
    known("/etc/redis/redis.conf"),
    known("--tcp-keepalive"),
    known("30"),
  ]);
  expect(service("traefik")?.labels.get("team")).toEqual(known("chat"));
  expect(findings).toEqual([]);
});

test("a transform that breaks a rule is found before anything is declared", () => {
  const option = "traefik.http.routers.example-websocket.tls.options";
  const { findings } = described({ centrifugo: addLabel(option, "websocket") });
  expect(findings).toContainEqual(
    expect.objectContaining({ rule: "require-tls-option-from-file", kind: "violation" }),
  );
});

test("an edited file is what is deployed and what the rules see", () => {
  const edit = (text: string) =>
    text.replace("alpnProtocols:\n        - http/1.1", "alpnProtocols:\n        - h2");
  const { service, findings } = described(
    {},
    { "traefik-tls": edit, "redis-config": (text) => `${text}maxclients 500\n` },
  );
  const conf = service("redis")?.files.find(({ path }) => path.endsWith("redis.conf"));
  expect(conf?.entries?.get("maxclients")).toEqual(known("500"));
  expect(findings).toContainEqual(
    expect.objectContaining({ rule: "require-http1-in-alpn", kind: "violation" }),
  );
});
