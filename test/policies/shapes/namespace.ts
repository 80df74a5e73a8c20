import { type BadShape, centrifugo } from "../resources.ts";
import { config, key } from "./files.ts";

/** Shapes that people write, with the rule that has to fire. */
export const namespaceShapes: readonly BadShape[] = [
  [
    "require-namespace-for-channel",
    "no namespace at all",
    [centrifugo({ labels: { "centrifugo-swarm.channels": "org:<organisation>:messages" } })],
  ],

  [
    "require-namespace-for-channel",
    "JSON in the variable",
    [
      centrifugo({
        labels: { "centrifugo-swarm.channels": "org:1,chat:2" },
        env: { ...key, CENTRIFUGO_CHANNEL_NAMESPACES: '[{"name":"chat"}]' },
      }),
    ],
  ],

  [
    "require-namespace-for-channel",
    "v5's variable on v6",
    [
      centrifugo({
        labels: { "centrifugo-swarm.channels": "org:1" },
        env: { ...key, CENTRIFUGO_NAMESPACES: '[{"name":"org"}]' },
      }),
    ],
  ],

  [
    "require-namespace-for-channel",
    "a private channel",
    [
      centrifugo({
        labels: { "centrifugo-swarm.channels": "$org:1" },
        files: [config({ channel: { namespaces: [{ name: "chat" }] } })],
      }),
    ],
  ],
];
