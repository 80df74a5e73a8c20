import { v5NameOf } from "../config/tables/variables.ts";
import {
  type CentrifugoSettings,
  effective,
  readCentrifugo,
  type Setting,
} from "../model/centrifugo-settings.ts";
import type { StackModel } from "../model/model.ts";
import { once } from "../model/once.ts";

/** Settings of every Centrifugo service of the stack. */
export const centrifugos = once((model: StackModel): readonly CentrifugoSettings[] =>
  model.services.filter(({ system }) => system === "centrifugo").map(readCentrifugo),
);

/** v6's name, or v5's where the image is a v5; without a version v6 is assumed. */
export function nameFor(settings: CentrifugoSettings, v6Name: string): string {
  return settings.service.major === 5 ? (v5NameOf(v6Name) ?? v6Name) : v6Name;
}

/** The setting that counts for this version, by its v6 name. */
export function effectiveFor(settings: CentrifugoSettings, v6Name: string): Setting | undefined {
  return effective(settings, nameFor(settings, v6Name));
}

/** The ones whose image is no older version: what v6 refuses, v5 may take. */
export function v6Centrifugos(model: StackModel): readonly CentrifugoSettings[] {
  return centrifugos(model).filter(({ service }) => (service.major ?? 6) >= 6);
}
