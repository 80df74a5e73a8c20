import * as load from "./causes/load.ts";
import type { Cause, Topic } from "./topic.ts";

const ownDoing: Cause = {
  what: "The page called `unsubscribe()` itself, mostly in a cleanup when a view closes.",
  see: ["In the page: `unsubscribe(`, `removeSubscription(`, and cleanups of effects."],
  cure: "Nothing, if it is meant; else subscribe again when the view is mounted.",
};

/** From centrifuge's unsubscribe.go: from 2500 on the client subscribes again. */
const list: readonly Omit<Topic, "group">[] = [
  {
    key: "0",
    name: "client unsubscribed",
    reconnects: "No: the page wanted it so.",
    means:
      "In `unsubscribed`: the page itself ended the subscription. In metrics of Centrifugo: clients that unsubscribed.",
    causes: [ownDoing],
  },
  {
    key: "2000",
    name: "server unsubscribe",
    aliases: ["unsubscribed"],
    reconnects: "No: the subscription ends, the connection stays.",
    means: "Somebody called `unsubscribe` in the API or the admin interface.",
    causes: [load.askedByApi],
  },
  {
    key: "2500",
    name: "insufficient state",
    reconnects: "Yes: it subscribes again and gets what it missed, where the history has it.",
    means: "Centrifugo sees that this client missed messages of a channel.",
    causes: [load.lostPosition, load.separateEngines],
    related: ["insufficient state", "3010"],
  },
  {
    key: "2501",
    name: "subscription expired",
    reconnects: "Yes: it subscribes again, with a new token.",
    means: "The subscription token's time is over and no new one came.",
    causes: [load.expiredSubscription],
  },
  {
    key: "2502",
    name: "state invalidated",
    reconnects: "Yes, with a new token and without what it kept.",
    means: "What the client keeps of this subscription counts no more.",
    causes: [load.askedByApi],
  },
];

export const unsubscribes: readonly Topic[] = list.map((topic) => ({ ...topic, group: "unsubscribe" }));
