import { expect, test } from "vitest";
import { serviceAt } from "../../model/host-names.ts";
import { centrifugo, modelOf } from "../policies/resources.ts";

const stack = { "com.docker.stack.namespace": "my_app" };
const { services } = modelOf(
  centrifugo({ name: "my_app_centrifugo", labels: stack, aliases: ["Realtime"] }),
  { name: "dev_web", image: "web:1.0.0" },
);

test.each([
  ["my_app_centrifugo", "my_app_centrifugo"],
  ["tasks.MY_APP_centrifugo", "my_app_centrifugo"],
  ["centrifugo", "my_app_centrifugo"],
  ["realtime", "my_app_centrifugo"],
  ["web", "dev_web"],
  ["app_centrifugo", undefined],
  ["elsewhere", undefined],
])("the host %s leads to %s", (host, name) => {
  expect(serviceAt(host, services)?.name).toBe(name);
});
