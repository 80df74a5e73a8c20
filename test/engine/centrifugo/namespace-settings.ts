import fc from "fast-check";
import type { Namespace } from "../../../config/namespaces.ts";
import { endpoint } from "./plain-values.ts";

const history = fc.record({
  size: fc.integer({ min: 1, max: 100_000 }),
  ttl: fc.constantFrom("1s", "90s", "10m", "1h30m", "24h", "720h"),
});

/** One namespace as a team says what it wants. */
const namespace: fc.Arbitrary<Namespace> = fc
  .record({
    access: fc.constantFrom("token" as const, "user" as const, "public" as const, "proxy" as const),
    proxy: fc.record({ endpoint, timeout: fc.constantFrom("1s", "2s", "1m") }),
    history: fc.option(history, { nil: undefined }),
    recovery: fc.constantFrom(undefined, true, false),
    presence: fc.constantFrom(undefined, true, false),
  })
  .map(({ access, proxy, history: kept, recovery, presence }) => ({
    access,
    ...(access === "proxy" ? { proxy } : {}),
    ...(kept === undefined ? {} : { history: kept }),
    // What would be recovered is in the history.
    ...(recovery === undefined || kept === undefined ? {} : { recovery }),
    ...(presence === undefined ? {} : { presence }),
  }));

/** `namespaces:` of a stack file; the names are none of those that Centrifugo's own list gets. */
export const namespaceSettings: fc.Arbitrary<Readonly<Record<string, Namespace>>> = fc
  .uniqueArray(fc.tuple(fc.stringMatching(/^Team[A-Za-z0-9_-]{1,6}$/), namespace), {
    maxLength: 3,
    selector: ([name]) => name.toUpperCase().replaceAll("-", "_"),
  })
  .map((entries) => Object.fromEntries(entries));
