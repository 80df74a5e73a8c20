import type { Schema } from "../json-schema/schema.ts";
import { optionTable } from "../tables/centrifugo.ts";
import { settingSection } from "./intentions.ts";
import { introduction } from "./introduction.ts";
import type { Groups } from "./option-groups.ts";
import { optionSections } from "./options.ts";

/** `docs/config.md`: every setting of a stack file, and every option of Centrifugo, from the JSON Schema. */
export function settingsPage({ definitions = {} }: Schema): string {
  const settings = Object.entries(definitions).flatMap(([name, schema]): [string, Schema][] => {
    const key = /^setting-(.+)$/.exec(name)?.[1];
    return key === undefined ? [] : [[key, schema]];
  });
  const groups: Groups = Object.fromEntries(
    Object.entries(definitions).filter(([name]) => optionTable.groups.has(name)),
  );
  return `${[
    introduction,
    "## Settings",
    "Each is written as `centrifugo-swarm:<setting>` under `config:` in `Pulumi.<stack>.yaml`. *Since* is the first version of centrifugo-swarm that has it.",
    ...settings.map(([key, schema]) => settingSection(key, schema)),
    `## Options of Centrifugo ${optionTable.version}`,
    "They stand below `centrifugo-swarm:centrifugo`, as in Centrifugo's own configuration file. They are taken since version 0.1.0 of centrifugo-swarm. Types and defaults are what Centrifugo prints about itself (`centrifugo configdoc`); what each option does is in [its documentation](https://centrifugal.dev/docs/server/configuration).",
    optionSections(groups, optionTable.root),
  ].join("\n\n")}\n`;
}
