import { fieldAt } from "../../config/tables/centrifugo.ts";
import { type CentrifugoSettings, effective, settingName } from "../../model/centrifugo-settings.ts";
import { clear } from "../../model/value.ts";

/** What an option such as `websocket.handler_prefix` is set to, else its default; undefined: set, and not known here. */
export function settingOrDefault(settings: CentrifugoSettings, option: string): string | undefined {
  const setting = effective(settings, settingName(option));
  return setting === undefined ? defaultOf(option) : clear(setting.value);
}

/** An option's default; empty: it has none. */
export function defaultOf(option: string): string {
  const field = fieldAt(option.split("."));
  return field !== undefined && "default" in field ? (field.default ?? "") : "";
}
