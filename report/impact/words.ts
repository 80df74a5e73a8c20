import type { Impact, TaskEffect } from "./impact.ts";
import type { Role, ServiceFacts } from "./service-facts.ts";
import type { Cost } from "./stack-impact.ts";

const titles: Readonly<Record<Exclude<Role, "other">, string>> = {
  centrifugo: "Centrifugo",
  redis: "Redis",
  traefik: "Traefik",
  "socket-proxy": "Socket proxy",
  "test-page": "Test page",
  certificates: "Certificate",
};

/** What people call a service; one that is not ours keeps its name. */
export function titleOf(role: Role, name: string): string {
  return role === "other" ? name : titles[role];
}

/** `2 tasks restart one after the other, each new one before its old one stops; clients reconnect, history is kept.` */
export function describeImpact(impact: Impact, { role, isGlobal }: ServiceFacts): string {
  const rest = [clientWords(impact, role), historyWords(impact, role), publishWords(impact)].filter(
    (part) => part !== "",
  );
  const [first = "", ...more] = [taskWords(impact.tasks, isGlobal), rest.join(", ")].filter(
    (part) => part !== "",
  );
  return `${[first, ...more].join("; ")}.`;
}

function taskWords(tasks: TaskEffect, isGlobal: boolean): string {
  switch (tasks.kind) {
    case "untouched":
      return "updated in place, no task restarts";
    case "created":
      return `new, ${isGlobal ? onEachNode : counted(tasks.count)}`;
    case "removed":
      return `removed, with ${isGlobal ? onEachNode : counted(tasks.count)}`;
    case "replaced":
      return `removed and made again: ${tasks.count === 1 ? "its task stops before a new one starts" : `its ${tasks.count} tasks stop before new ones start`}`;
    case "placed":
      return `${counted(tasks.count)} ${tasks.count === 1 ? "moves" : "move"} to another node if the present one no longer fits`;
    case "scaled": {
      const { from, to } = tasks;
      const others =
        to > from ? "those that run are not touched" : `${from - to} ${to - from === -1 ? "stops" : "stop"}`;
      return `from ${from} to ${counted(to)}, ${others}`;
    }
    case "restarted":
      return restartWords(tasks, isGlobal);
  }
}

function restartWords(
  { count, order, atOnce }: Extract<TaskEffect, { kind: "restarted" }>,
  isGlobal: boolean,
): string {
  const startsFirst = order === "start-first";
  if (count === 1) {
    const which = isGlobal ? onEachNode : counted(1);
    return startsFirst
      ? `${which} restarts, the new one starts before the old one stops`
      : `${which} restarts, the old one stops before the new one starts`;
  }
  const pace =
    atOnce >= count ? "all at the same time" : atOnce === 1 ? "one after the other" : `${atOnce} at a time`;
  const how = startsFirst
    ? "each new one before its old one stops"
    : "each old one stops before its new one starts";
  return `${count} tasks restart ${pace}, ${how}`;
}

function clientWords({ clients, tasks }: Impact, role: Role): string {
  switch (clients) {
    case "unknown":
      return "what uses it may notice";
    case "cut-off":
      return "all clients lose their connections at the same time and get in again once it is back";
    case "reconnect":
      return "clients reconnect";
    case "some-reconnect":
      return "clients of a task that stops reconnect";
    case "stay":
      return tasks.kind === "created" || role === "test-page" ? "" : "clients stay connected";
  }
}

function historyWords({ history, tasks }: Impact, role: Role): string {
  if (history === "lost") return "history is lost";
  if (history === "at-risk") return "on another node its volume is empty, and history is lost";
  const isTold = tasks.kind === "restarted" || tasks.kind === "replaced";
  return isTold && (role === "centrifugo" || role === "redis") ? "history is kept" : "";
}

function publishWords({ publishing }: Impact): string {
  return publishing ? "" : "nothing can be published meanwhile";
}

/** What a lost history means to the clients of a service. */
export function describeLoss({ history }: Impact, name: string): string {
  const cause = history === "lost" ? "is lost when" : "may be lost when";
  const where = history === "lost" ? "restarts" : "moves to another node, where its volume is empty";
  return `The history of all channels ${cause} ${name} ${where}: clients that reconnect do not get what they missed.`;
}

/** What a cost means, and what to do about it. */
export function describeCost({ kind }: Cost, name: string): string {
  switch (kind) {
    case "network-blocked":
      return `Network ${name} would be replaced. Docker removes no network that a service is on, so the deployment stops there with an error. To get through, take the stack down and deploy it again (\`make down\`, \`make up\`): until then nobody is connected, and nothing is delivered.`;
    case "network-replaced":
      return `Network ${name} is replaced, and with it every service on it: nobody is connected, and nothing is delivered, until they are back.`;
    case "network-removed":
      return `Network ${name} is removed.`;
    case "volume-replaced":
      return `Volume ${name} is replaced: everything on it is deleted. Back it up first, or keep it with \`retainOnDelete\`.`;
    case "volume-removed":
      return `Volume ${name} is removed, with everything on it. Back it up first, or keep it with \`retainOnDelete\`.`;
    case "token-secret":
      return `The secret that signs tokens (${name}) changes: Centrifugo refuses tokens signed with the old one, so clients that reconnect stay out until backends mount the new secret.`;
    case "api-key":
      return `The API key (${name}) changes: Centrifugo refuses publishers with the old one until backends mount the new secret.`;
  }
}

const onEachNode = "1 task on each node";

function counted(count: number): string {
  return `${count} task${count === 1 ? "" : "s"}`;
}
