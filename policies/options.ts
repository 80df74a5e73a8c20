import { fieldAt } from "../config/tables/centrifugo.ts";
import { parseDuration } from "../config/units/duration.ts";
import { isTrue } from "../model/boolean.ts";
import { type CentrifugoSettings, settingName } from "../model/centrifugo-settings.ts";
import { isZero } from "../model/option-group.ts";
import { clear, type Origin } from "../model/value.ts";
import { effectiveFor } from "./centrifugo-services.ts";

/** An option as a Centrifugo takes it: what is given, else the default. */
export interface Option {
  /** Dotted key of v6: `engine.type`. */
  readonly key: string;
  /** Undefined: not known here. */
  readonly text: string | undefined;
  /** True: given nowhere. */
  readonly isDefault: boolean;
  readonly origin: Origin;
}

/** Reads an option by its dotted key of v6; in a v5 by the name that v5 has for it. */
export function readOption(settings: CentrifugoSettings, key: string): Option {
  const setting = effectiveFor(settings, settingName(key));
  if (setting !== undefined && !(setting.source === "file" && isZero(setting.value)))
    return { key, text: clear(setting.value), isDefault: false, origin: setting.value.origin };
  const text = settings.complete ? defaultOf(key) : undefined;
  return { key, text, isDefault: true, origin: settings.service.origin };
}

/** True where a switch is known to be on. */
export function isOn({ text }: Option): boolean {
  return isTrue(text);
}

/** Milliseconds; undefined: not known here, or no duration. */
export function durationOf({ text }: Option): number | undefined {
  return text === undefined ? undefined : parseDuration(text);
}

/** For a message: where it is given, or that it is the default. */
export function placeOf({ isDefault, origin }: Option): string {
  return isDefault ? "the default" : origin.label;
}

/** Keys of the options that are not known here. */
export function unknownKeys(options: readonly Option[]): readonly string[] {
  return options.filter(({ text }) => text === undefined).map(({ key }) => key);
}

function defaultOf(key: string): string {
  const field = fieldAt(key.split("."));
  return (field !== undefined && "default" in field ? field.default : undefined) ?? "";
}
