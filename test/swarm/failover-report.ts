import type { ProbeClient } from "../../doctor/probes/client.ts";
import type { Diagnosis } from "../support/diagnose.ts";
import type { Published } from "./publisher.ts";

/** A client that listens, and what it got. */
export interface Listener {
  readonly client: ProbeClient;
  /** `node number`, with the time of its arrival in milliseconds since 1970. */
  readonly received: Map<string, number>;
  /** Each new subscription, and whether it got all that it had missed. */
  readonly recoveries: boolean[];
}

export function isEverywhere({ node, number }: Published, listeners: readonly Listener[]): boolean {
  return listeners.every(({ received }) => received.has(`${node} ${number}`));
}

/** What was seen, in lines for people: the numbers of docs/external-redis.md come from here. */
export function describeFailover(
  published: readonly Published[],
  listeners: readonly Listener[],
  seen: {
    readonly killedAt: number;
    readonly switchedAt: number;
    readonly healed: number | undefined;
    readonly doctorEarly: Diagnosis;
    readonly doctorLate: Diagnosis;
  },
): string {
  const { killedAt, switchedAt, healed, doctorEarly, doctorLate } = seen;
  const after = (at: number | undefined) =>
    at === undefined ? "never" : `${((at - killedAt) / 1000).toFixed(1)} s`;
  const nodes = [...new Set(published.map(({ node }) => node))];
  const lines = nodes.map((node) => {
    const own = published.filter((one) => one.node === node);
    const refused = own.filter(({ accepted }) => !accepted);
    const first = own.find(({ accepted, at }) => accepted && at > killedAt + 3_000);
    const answers = [...new Set(refused.map(({ answer }) => answer.slice(0, 90)))];
    return `node ${node}: ${own.length} published, ${refused.length} refused (${answers.join("; ")}), accepted again after ${after(first?.at)}`;
  });
  const clients = listeners.map(({ received, recoveries }, index) => {
    const accepted = published.filter((one) => one.accepted);
    const lost = accepted.filter(({ node, number }) => !received.has(`${node} ${number}`));
    const lateness = accepted.map(({ node, number, at }) => (received.get(`${node} ${number}`) ?? at) - at);
    const when = lost.map(({ at }) => (at - killedAt) / 1000);
    const range =
      when.length === 0
        ? ""
        : ` between ${Math.min(...when).toFixed(1)} and ${Math.max(...when).toFixed(1)} s`;
    const extra = [...received.keys()].filter(
      (key) => !accepted.some(({ node, number }) => key === `${node} ${number}`),
    ).length;
    return `client ${index}: ${lost.length} of ${accepted.length} accepted messages lost${range}, latest ${Math.max(...lateness)} ms, ${extra} received that were refused, recoveries ${JSON.stringify(recoveries)}`;
  });
  return [
    `the Sentinels name another master after ${after(switchedAt)}, all messages arrive again after ${after(healed)}`,
    ...lines,
    ...clients,
    `doctor during: delivered ${doctorEarly.delivered}; ${doctorEarly.diagnosis.cause}; ${doctorEarly.failed.join(" | ")}`,
    `doctor after: delivered ${doctorLate.delivered}; ${doctorLate.failed.join(" | ")}`,
  ].join("\n");
}
