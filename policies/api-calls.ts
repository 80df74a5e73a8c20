import { serviceAt } from "../model/host-names.ts";
import { systemOfName } from "../model/image.ts";
import type { Service, StackModel } from "../model/model.ts";

/** True for the name of a variable that holds something for Centrifugo's API, and no client's token. */
export function isApiVariable(name: string): boolean {
  return /CENTRIFUGO/i.test(name) && (!/JWT|TOKEN/i.test(name) || /API_?TOKEN/i.test(name));
}

/** Splits a shell's text into commands, so that one command's header is not taken for another's. */
export function commandsIn(text: string): readonly string[] {
  return text.split(/\s(?:&&|\|\|?)\s|;\s|(?<!\\)\n/);
}

/** True where a command calls the HTTP API of a Centrifugo, told by host, port and path of its URLs. */
export function callsCentrifugo(command: string, caller: Service, model: StackModel): boolean {
  const variables = [...command.matchAll(/\$\{?(\w+)/g)].map((match) => match[1] ?? "");
  // Centrifugo's own commands may name variables of its own.
  if (caller.system !== "centrifugo" && variables.some(isApiVariable)) return true;
  return targetsIn(command).some(({ host, port, path }) => {
    if (port === "9000" && apiMethod.test(path)) return true;
    // A Bearer header towards /connection is the client's own, passed on to the backend.
    if (path !== "" && path !== "/" && !/\/api(\/|$)/.test(path)) return false;
    if (loopback.test(host)) return caller.system === "centrifugo";
    return (
      host.split(".").some((part) => systemOfName(part) === "centrifugo") ||
      serviceAt(host, model.services)?.system === "centrifugo"
    );
  });
}

/** Methods of Centrifugo's API; many programs have an `/api/history/5` of their own. */
const apiMethod =
  /^\/api\/(publish|broadcast|subscribe|unsubscribe|disconnect|refresh|presence|presence_stats|history|history_remove|info|channels|rpc|batch)$/;
const loopback = /^(localhost|127\.0\.0\.1|\[::1\])$/i;

interface Target {
  readonly host: string;
  readonly port: string;
  readonly path: string;
}

/** URLs, and `host:port` or `host/api` without a scheme, as curl takes them. */
function targetsIn(command: string): Target[] {
  const url =
    /(?:https?:\/\/(?:[^\s'"/@]*@)?(\[[\da-f:]+\]|[^\s'"/:?]+)|(?<![\w./:@-])([\w.-]+)(?=:\d|\/api\b))(?::(\d+))?(\/[^\s'"?]*)?/gi;
  return [...command.matchAll(url)].map((match) => ({
    host: match[1] ?? match[2] ?? "",
    port: match[3] ?? "",
    path: match[4] ?? "",
  }));
}
