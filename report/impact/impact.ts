/** From what nobody notices to what cannot be undone. */
export const levels = ["none", "reconnect", "outage", "data-loss"] as const;
export type Level = (typeof levels)[number];

/** What the tasks of a service go through. */
export type TaskEffect =
  | { readonly kind: "untouched" }
  /** One batch after the other; Swarm keeps none of them. */
  | { readonly kind: "restarted"; readonly count: number; readonly order: Order; readonly atOnce: number }
  /** Only where the node that they run on no longer fits. */
  | { readonly kind: "placed"; readonly count: number }
  /** Those that stay are not touched. */
  | { readonly kind: "scaled"; readonly from: number; readonly to: number }
  /** The service is removed, with all tasks at the same time, and made again. */
  | { readonly kind: "replaced"; readonly count: number }
  | { readonly kind: "created"; readonly count: number }
  | { readonly kind: "removed"; readonly count: number };

/** Which of two tasks comes first in an update. */
export type Order = "start-first" | "stop-first";

/** What connected clients notice. */
export type ClientEffect =
  | "stay"
  /** Only those whose task stops. */
  | "some-reconnect"
  | "reconnect"
  /** All lose their connection, and nobody gets in until the tasks are back. */
  | "cut-off"
  | "unknown";

/** What becomes of the history that clients recover from; `at-risk`: lost if Redis runs on another node. */
export type HistoryEffect = "kept" | "at-risk" | "lost";

/** What one change does to whoever is connected. */
export interface Impact {
  readonly level: Level;
  readonly tasks: TaskEffect;
  readonly clients: ClientEffect;
  readonly history: HistoryEffect;
  /** False: what a backend publishes meanwhile is refused, and nothing is delivered. */
  readonly publishing: boolean;
}

/** The worst of several. */
export function worstLevel(found: readonly Level[]): Level {
  return levels[Math.max(0, ...found.map((level) => levels.indexOf(level)))] ?? "none";
}
