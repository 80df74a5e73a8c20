import { posix } from "node:path";
import { type CentrifugoSettings, isPlainImage } from "../model/centrifugo-settings.ts";
import type { MountedFile } from "../model/model.ts";
import { clear, type Origin } from "../model/value.ts";
import { centrifugoWords, type Word } from "./centrifugo-words.ts";

/** Where a Centrifugo looks for its configuration file. */
export interface ConfigFile {
  /** Absolute path inside the task. */
  readonly path: string;
  /** What names the path; undefined: it is Centrifugo's own default. */
  readonly namedBy: Origin | undefined;
  /** The Swarm config or secret at this path. */
  readonly file: MountedFile | undefined;
  /** False: a volume, a folder, an image of one's own or what is not known here may hold a file at this path. */
  readonly isSure: boolean;
}

/** Working directory of the official image. */
export const workingDirectory = "/centrifugo";

/** Reads which file a Centrifugo is started with. */
export function readConfigFile({ service }: CentrifugoSettings): ConfigFile {
  const words = centrifugoWords(service);
  const flag = words === undefined ? undefined : configFlag(words);
  const directory = service.directory === undefined ? workingDirectory : clear(service.directory);
  const path = posix.resolve(directory ?? workingDirectory, flag?.text ?? "config.json");
  return {
    path,
    namedBy: flag?.origin,
    file: service.files.find((file) => file.path === path),
    isSure:
      words !== undefined &&
      (flag === undefined ? words.every(({ text }) => text !== undefined) : flag.text !== undefined) &&
      directory !== undefined &&
      service.filesComplete &&
      isPlainImage(service) &&
      !service.mounts.some(({ target }) => isBelow(path, clear(target))),
  };
}

/** The value of `-c` or `--config`; the last one counts. */
function configFlag(words: readonly Word[]): Word | undefined {
  const found = words.flatMap(({ text, origin }, index): readonly Word[] => {
    if (/^(-c|--?config)$/.test(text ?? "")) return [{ text: words[index + 1]?.text, origin }];
    const [, joined] = /^(?:--?config=|-c=?)(.+)$/s.exec(text ?? "") ?? [];
    return joined === undefined ? [] : [{ text: joined, origin }];
  });
  return found.at(-1);
}

function isBelow(path: string, folder: string | undefined): boolean {
  return folder === undefined || path === folder || path.startsWith(`${folder.replace(/\/$/, "")}/`);
}
