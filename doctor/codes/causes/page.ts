import type { Cause } from "../topic.ts";

export const clientLog: Cause = {
  what: "Nobody knows yet whether the message reaches the browser.",
  see: [
    "`new Centrifuge(url, { debug: true })`, then the console: each frame that arrives.",
    "Network tab, filter WS, the connection, Messages: a frame with `pub` is a message that arrived.",
  ],
  cure: "If no frame comes, it is the stack: see `messages do not arrive`. If one comes, the fault is in the page: go on here.",
};

export const lateHandler: Cause = {
  what: "The handler is registered after `subscribe()`, or on another subscription object.",
  see: ["In the page: `sub.subscribe()` stands above `sub.on('publication', …)`."],
  cure: "Register every handler, then subscribe.",
};

export const otherChannel: Cause = {
  what: "Backend and page use two channels that differ in a letter, a tenant or an id.",
  see: ["Log both beside each other: `sub.channel` in the page, `channel` in the call of publish."],
  cure: "Make the name in one function that both import.",
};

export const dataFormat: Cause = {
  what: "The handler expects other data than the backend sends: a wrapper, other field names, JSON inside of a text.",
  see: ["In the handler, first line: `console.log(ctx.data)`; `ctx` is not the data."],
  cure: "Read `ctx.data`, parse it with a schema, and log what does not fit instead of dropping it.",
};

export const queryKey: Cause = {
  what: "React Query is told to refetch under another key than the list is kept under.",
  see: ["React Query's DevTools: the key of the list, and whether it becomes stale when a message arrives."],
  cure: "Build keys in one place; `invalidateQueries({ queryKey: ['messages'] })` takes all that begin with it. An inactive query refetches when it is shown.",
};

export const twoClients: Cause = {
  what: "The page has two clients or two QueryClients: one gets the message, the other is shown.",
  see: [
    "Network tab, filter WS: more than one connection of one tab.",
    "A `new Centrifuge` or `new QueryClient` inside of a component.",
  ],
  cure: "Make one of each per page, outside of components, and hand it down by context.",
};

export const staleClosure: Cause = {
  what: "The handler is from an earlier render and sees old state (a stale closure).",
  see: ["The handler reads a variable of the component, and the `useEffect` around it has an empty list."],
  cure: "Use `setState(old => …)` or a ref, or name what it reads in the list and clean up in the effect.",
};

export const mutated: Cause = {
  what: "The state is changed in place, so that React sees no change.",
  see: ["In the handler: `list.push(…)` and then `setList(list)`."],
  cure: "Make a new list: `setList(old => [...old, message])`.",
};

export const refetchedTooEarly: Cause = {
  what: "The backend publishes before its transaction is committed: the page refetches, and gets the old list.",
  see: ["It works on the second message, or after a second."],
  cure: "Publish after the commit, or send what is needed in the message itself.",
};

export const unsubscribedEarly: Cause = {
  what: "The subscription is ended at once by a cleanup: StrictMode mounts, unmounts and mounts again.",
  see: ["`sub.on('unsubscribed', console.log)` shows code 0, which is the page's own doing."],
  cure: "Subscribe again on mount; do not keep a client that was disconnected in the cleanup.",
};

export const cachedHistory: Cause = {
  what: "The page missed it while it was away, and the channel has no recovery.",
  see: ["`sub.on('subscribed', ctx => …)`: `ctx.recovered` is false after a reconnect."],
  cure: "Turn recovery on, and refetch where `ctx.wasRecovering && !ctx.recovered`.",
  stack: "namespaces: { org: { access: token, history: { size: 100, ttl: 10m }, recovery: true } }",
  plain: [{ option: "channel.namespaces[org].force_recovery", value: true }],
  rules: ["require-history-for-recovery"],
};
