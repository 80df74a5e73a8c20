import type { ProbeChannel } from "./channels.ts";
import type { DoctorTarget } from "./doctor-target.ts";
import type { SwarmFacts } from "./facts/swarm-facts.ts";
import { signInside, type TokenWish, wishKey } from "./inside/sign-tokens.ts";
import { lazy } from "./lazy.ts";
import { connectionToken, subscriptionToken } from "./probes/tokens.ts";
import type { Tenants } from "./tenants.ts";

/** Makes a connection token of a user, or a subscription token where a channel is given. */
export type Sign = (user: string, channel?: string) => Promise<string>;

/** Signs with the secret where it is known, else lets Centrifugo's own command line sign in a job on the Swarm. */
export function signer(
  { tokens, swarm }: DoctorTarget,
  facts: SwarmFacts | undefined,
  tenants: Tenants,
  channels: readonly ProbeChannel[],
): Sign {
  const secret = tokens?.secret;
  if (secret !== undefined)
    return (user, channel) =>
      channel === undefined ? connectionToken(secret, user) : subscriptionToken(secret, user, channel);
  const signed = lazy(async () => {
    if (swarm?.start === undefined || facts === undefined) throw new Error("nobody here can sign a token");
    return signInside(swarm, swarm.start, await facts.centrifugo(), wishes(tenants, channels));
  });
  return async (user, channel) => {
    const token = (await signed()).get(wishKey({ user, channel }));
    if (token === undefined) throw new Error("a check wants a token that nobody signed");
    return token;
  };
}

/** All tokens of one run: a job takes as long for ten as for one. */
function wishes({ user, stranger }: Tenants, channels: readonly ProbeChannel[]): readonly TokenWish[] {
  return [
    { user, channel: undefined },
    ...channels.flatMap(({ own, other }) => [
      { user, channel: own },
      { user: stranger, channel: other },
    ]),
  ];
}
