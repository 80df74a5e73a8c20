import { type CheckOutcome, fail } from "../../check.ts";
import type { DoctorContext } from "../../doctor-context.ts";
import type { DoctorTarget } from "../../doctor-target.ts";
import { RefusedError } from "../../probes/client.ts";
import { limited } from "../edge/status-meanings.ts";

interface Explanation {
  readonly cause: string | undefined;
  readonly fix: string;
}

/** Makes a connection that was refused a failure in words, where it would be a crash. */
export function explainedRefusal(
  run: (context: DoctorContext) => Promise<CheckOutcome>,
): (context: DoctorContext) => Promise<CheckOutcome> {
  return async (context) => {
    try {
      return await run(context);
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      const { code, status, message } = error;
      const known = status === undefined ? undefined : byStatus[status];
      return fail({
        expected: "a connection",
        seen: message,
        ...(known ?? explainCode(code, context.target)),
      });
    }
  };
}

/** One websocket opened a moment ago; these are refused to several at once. */
const byStatus: Readonly<Record<number, Explanation>> = {
  429: limited,
  503: {
    cause: "Centrifugo takes no more connections: its connection limit is reached.",
    fix: "Raise client.connection_limit, or add replicas.",
  },
};

function explainCode(code: number, target: DoctorTarget): Explanation {
  const logs = `docker service logs ${target.swarm?.services.centrifugo ?? "<centrifugo>"}`;
  const known: Readonly<Record<number, Explanation>> = {
    1: {
      cause: "The connection opens, and nothing answers in time.",
      fix: `See whether Centrifugo is busy or stopping: ${logs}`,
    },
    2: {
      cause: "The connection was lost before Centrifugo answered (transport closed).",
      fix: `Run this again and watch Centrifugo: ${logs}`,
    },
    102: {
      cause: "The token subscribes to a channel (channels, subs) whose namespace is not defined.",
      fix: "Define the namespace, or take the channel out of the token.",
    },
    109: {
      cause: "The token is expired for Centrifugo: it is too old, or the clocks differ.",
      fix: "Compare the clocks of the backend and of the nodes (timedatectl), and let tokens live for minutes at least.",
    },
    3500: {
      cause: "Centrifugo verifies tokens with another secret, or not with this algorithm.",
      fix: `Deploy again, so that both get the value of tokenSecret; "enabled JWT verifiers" has to stand in ${logs}`,
    },
    3501: {
      cause: "Centrifugo saw no token in the connect command.",
      fix: "Look for a proxy that changes websocket frames, and whether the page has its token before it connects.",
    },
    3502: {
      cause: "The connect command came too late (ten seconds after the connection).",
      fix: "Get the token before connecting.",
    },
    3504: {
      cause: "Centrifugo's connection limit is reached.",
      fix: "Raise client.connection_limit or client.user_connection_limit, or add replicas.",
    },
  };
  return known[code] ?? { cause: undefined, fix: `What it means: centrifugo-swarm doctor explain ${code}` };
}
