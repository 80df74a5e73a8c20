import { randomUUID } from "node:crypto";
import { channelsOf, isOwnChannel } from "./channels.ts";
import { Refused } from "./http.ts";
import type { Person } from "./people.ts";
import { probe } from "./probe.ts";
import { publish } from "./publish.ts";
import type { Settings } from "./settings.ts";
import { connectionToken, subscriptionToken } from "./tokens.ts";

/** What somebody who has signed in may ask for, by path. */
export type Api = Readonly<
  Record<string, (person: Person, texts: Readonly<Record<string, string>>) => Promise<object>>
>;

export function createApi(settings: Settings, log: (line: string) => void): Api {
  const { channels, stack, tokenSecret, websocketUrl } = settings;

  function ownChannel(person: Person, channel = ""): string {
    if (isOwnChannel(channel, channels, person.organizationId)) return channel;
    throw new Refused(403, "foreign-channel", "this channel is not one of your organisation");
  }

  return {
    "/api/session": async (person) => ({
      user: person.name,
      stack,
      websocketUrl,
      channels: channelsOf(channels, person.organizationId),
    }),
    "/api/token": async (person) => ({ token: connectionToken(tokenSecret, person), now: Date.now() }),
    "/api/subscription-token": async (person, { channel }) => ({
      token: subscriptionToken(tokenSecret, person, ownChannel(person, channel)),
    }),
    "/api/publish": async (person, { channel, id = randomUUID(), text = "" }) => {
      const message = { channel: ownChannel(person, channel), idempotencyKey: id, data: { id, text } };
      const failure = await publish({ ...settings, log }, message);
      if (failure !== undefined) throw new Refused(502, failure.code, failure.cause);
      return { id };
    },
    "/api/probe": () => probe(settings),
  };
}
