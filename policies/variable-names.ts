import { distance } from "fastest-levenshtein";
import { allV6Names, isV5Name, isV6Name, v5NameOf, v6Lists, v6NameOf } from "../config/tables/variables.ts";
import { readNamespaces } from "../model/centrifugo-namespaces.ts";
import {
  type CentrifugoSettings,
  isFlatKey,
  isPlainImage,
  type Setting,
  settingName,
} from "../model/centrifugo-settings.ts";
import { parseImage } from "../model/image.ts";
import { clear } from "../model/value.ts";

/** What a Centrifugo makes of a name. */
export type Verdict =
  | { readonly kind: "read" }
  /** No version knows it. */
  | { readonly kind: "unknown"; readonly near: string | undefined }
  /** Another version knows it, or an entry that is not there. `better`: the name to use. */
  | { readonly kind: "ignored"; readonly why: string; readonly better: string | undefined }
  | { readonly kind: "not-checkable"; readonly why: string };

const read: Verdict = { kind: "read" };

/** Judges a variable or a key of the configuration file by the version of the image. */
export function judgeName(settings: CentrifugoSettings, setting: Setting): Verdict {
  const { service } = settings;
  const image = clear(service.image);
  const { name } = setting;
  if (setting.source === "flag" || name.startsWith("VAR_")) return read;
  if (image === undefined)
    return { kind: "not-checkable", why: "the image, and with it the version, is not known yet" };
  if (!isPlainImage(service)) {
    // An entry point of such an image may read variables of its own, so no name is unknown for certain.
    const isRead = isV5Name(name) && isReadByV6(settings, setting);
    return isRead ? read : { kind: "not-checkable", why: "the image is none of Centrifugo's own" };
  }
  const isPro = parseImage(image).repository.endsWith("centrifugo-pro");

  if (service.major === undefined) {
    if (isV5Name(name) === isReadByV6(settings, setting) && isV5Name(name)) return read;
    if (isV5Name(name) || isReadByV6(settings, setting) || isPro) {
      return { kind: "not-checkable", why: "the image's tag does not tell the version" };
    }
    return unknownName(name);
  }
  if (service.major === 5) return isPro && !isV6Name(name) ? read : judgeForV5(name);
  if (service.major !== 6)
    return { kind: "not-checkable", why: `names of v${service.major} are not known here` };
  if (isReadByV6(settings, setting)) return read;
  const better = v6NameOf(name);
  if (isPro && better === undefined)
    return { kind: "not-checkable", why: "names of Centrifugo PRO are not known here" };
  if (isV5Name(name)) return { kind: "ignored", why: "is a name of v5, which v6 ignores", better };
  return judgeEntry(settings, name) ?? unknownName(name);
}

/** v6 filters such names as Kubernetes' own: not even a warning is logged. */
export function isFilteredSilently(name: string): boolean {
  return /^CENTRIFUGO(?:_[A-Z0-9_]+)?_(PORT|SERVICE_)/.test(`CENTRIFUGO_${name}`);
}

function judgeForV5(name: string): Verdict {
  if (isV5Name(name)) return read;
  if (!isV6Name(name)) return unknownName(name);
  return { kind: "ignored", why: "is a name of v6, which v5 ignores", better: v5NameOf(name) };
}

function isReadByV6(settings: CentrifugoSettings, setting: Setting): boolean {
  if (isFlatKey(setting, settings.service)) return false;
  const { name, source } = setting;
  if (isV6Name(name)) return true;
  // Below a map option (headers, metadata) every key is read.
  if (source === "file" && parents(name).some(isV6Name)) return true;
  const entry = entryOf(name);
  if (entry?.option === undefined) return false;
  const { names, complete } = readNamespaces(settings, entry.list);
  return !complete || [...names].some((declared) => settingName(declared) === entry.entry);
}

/** A variable of a namespace, proxy or consumer that the list does not name, or an option that entries lack. */
function judgeEntry(settings: CentrifugoSettings, name: string): Verdict | undefined {
  const entry = entryOf(name);
  if (entry === undefined || readNamespaces(settings, entry.list).names.size === 0) return undefined;
  if (entry.option === undefined) return { kind: "unknown", near: undefined };
  return {
    kind: "ignored",
    why: `belongs to an entry that CENTRIFUGO_${entry.list} does not name`,
    better: undefined,
  };
}

interface EntryName {
  readonly list: string;
  readonly entry: string | undefined;
  readonly option: string | undefined;
}

/** `CHANNEL_NAMESPACES_ORG_HISTORY_SIZE` to list, entry `ORG` and option `HISTORY_SIZE`. */
function entryOf(name: string): EntryName | undefined {
  for (const [list, options] of v6Lists) {
    if (!name.startsWith(`${list}_`)) continue;
    const rest = name.slice(list.length + 1);
    const option = options.find((candidate) => rest.endsWith(`_${candidate}`));
    return { list, option, entry: option === undefined ? undefined : rest.slice(0, -option.length - 1) };
  }
  return undefined;
}

function parents(name: string): string[] {
  const words = name.split("_");
  return words.map((_, index) => words.slice(0, index).join("_"));
}

function unknownName(name: string): Verdict {
  const nearest = allV6Names
    .map((candidate) => ({ candidate, distance: distance(name, candidate) }))
    .reduce((best, next) => (next.distance < best.distance ? next : best));
  return { kind: "unknown", near: nearest.distance <= 3 ? nearest.candidate : undefined };
}
