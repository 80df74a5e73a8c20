import { showWord } from "../../policies/show-name.ts";
import type { TokenExpectations } from "./expectations.ts";
import { invalid, type TokenFinding } from "./finding.ts";
import { isObject, type JsonObject } from "./json.ts";

/** A token for one channel is no token to connect with. */
export function checkKind(claims: JsonObject): readonly TokenFinding[] {
  const channel = claims["channel"] ?? "";
  if (channel === "") return [];
  const message =
    "It has a `channel`: it is a subscription token, and Centrifugo refuses to connect with it.";
  const fix =
    "Hand it to the subscription (`newSubscription(channel, { getToken })`); connect with one without `channel`.";
  return [invalid("channel-claim", message, fix)];
}

/** Looks for the namespaces of the channels that the server subscribes the client to as it connects. */
export function checkNamespaces(claims: JsonObject, expected: TokenExpectations): readonly TokenFinding[] {
  const [claim, channels] = channelsOf(claims);
  if (channels.length === 0) return [];
  const { namespaces } = expected;
  const names = [...new Set(channels.flatMap((channel) => namespaceOf(channel) ?? []))];
  const unknown = namespaces === undefined ? [] : names.filter((name) => !namespaces.includes(name));
  if (unknown.length > 0) {
    const shown = unknown.map((name) => showWord(name, "a name that is not shown")).join(", ");
    const message = `\`${claim}\` has channels of a namespace that Centrifugo does not have (${shown}): the connect fails.`;
    const fix = `Define it (channel.namespaces), or take it out of \`${claim}\`.`;
    return [{ id: "channels-unknown-namespace", level: "error", message, fix, answer: 102 }];
  }
  if (namespaces !== undefined || names.length === 0) return [];
  const message = `\`${claim}\` names channels: if one namespace is not defined, the whole connect fails with 102.`;
  const fix = "Name the namespaces that Centrifugo has with --namespaces.";
  return [{ id: "channels-unchecked", level: "info", message, fix }];
}

/** Counts the channels that the server subscribes the client to as it connects. */
export function checkChannelCount(
  claims: JsonObject,
  { channelLimit = 128 }: TokenExpectations,
): readonly TokenFinding[] {
  const [claim, channels] = channelsOf(claims);
  const count = channels.filter((channel) => channel !== "").length;
  if (count <= channelLimit) return [];
  const message = `\`${claim}\` has ${count} channels, and a client may have ${channelLimit}: it is disconnected with 3505.`;
  const fix = "Let the page subscribe to what it shows, or raise client.channel_limit.";
  return [{ id: "channels-too-many", level: "error", message, fix, answer: 3505 }];
}

/** `channels` counts only where `subs` has none. */
function channelsOf(claims: JsonObject): readonly [claim: string, channels: readonly string[]] {
  const { subs, channels } = claims;
  if (isObject(subs) && Object.keys(subs).length > 0) return ["subs", Object.keys(subs)];
  const list: unknown[] = Array.isArray(channels) ? channels : [];
  return ["channels", [...new Set(list.map((channel) => (typeof channel === "string" ? channel : "")))]];
}

function namespaceOf(channel: string): string | undefined {
  const rest = channel.replace(/^\$/, "");
  const end = rest.indexOf(":");
  return end < 1 ? undefined : rest.slice(0, end);
}

/** `b64info` has to be base64; else Centrifugo takes the fault for its own. */
export function checkEncodedInfo(claims: JsonObject): readonly TokenFinding[] {
  const info = claims["b64info"];
  if (typeof info !== "string" || isBase64(info)) return [];
  const fix = "Encode it as plain base64 with `=` at its end, or write `info` instead.";
  return [{ id: "b64info-broken", level: "error", message: "`b64info` is no base64.", fix, answer: 100 }];
}

/** As Go's standard encoding has it. */
function isBase64(text: string): boolean {
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(
    text.replaceAll(/[\r\n]/g, ""),
  );
}
