import type { StackConfig } from "../../config/stack-config.ts";
import { centrifugoSecrets } from "../../stacks/centrifugo-config.ts";
import type { GalleryStack } from "./stack.ts";

type Inject = (gallery: GalleryStack) => Promise<void>;

/** Gives Centrifugo variables, written without their prefix. */
export function env(...variables: readonly string[]): Inject {
  const flags = variables.flatMap((variable) => ["--env-add", `CENTRIFUGO_${variable}`]);
  return ({ change }) => change("centrifugo", ...flags);
}

/** Gives Centrifugo's service labels, which Traefik reads; `STACK` stands for the stack's name. */
export function labels(...pairs: readonly string[]): Inject {
  return ({ change, stack }) =>
    change("centrifugo", ...pairs.flatMap((pair) => ["--label-add", pair.replaceAll("STACK", stack.name)]));
}

/** Changes the JSON of Centrifugo's configuration file. */
export function configuration(edit: (config: Record<string, unknown>) => Record<string, unknown>): Inject {
  return async ({ change, file }) => {
    const flags = await file("centrifugo", "/centrifugo/config.json", (text) =>
      JSON.stringify(edit(JSON.parse(text)), undefined, 2),
    );
    await change("centrifugo", ...flags);
  };
}

/** Changes the `.env` with Centrifugo's secrets: other values, and lines at its end. */
export function dotEnv(
  edit: (gallery: GalleryStack) => { readonly config?: Partial<StackConfig>; readonly more?: string },
): Inject {
  return async (gallery) => {
    const { change, file, config, stack } = gallery;
    const { config: other = {}, more = "" } = edit(gallery);
    const identity = { project: "centrifugo-swarm", stack: stack.name };
    const text = `${centrifugoSecrets({ ...config, ...other }, identity)}${more}`;
    await change("centrifugo", ...(await file("centrifugo", "/centrifugo/.env", () => text)));
  };
}
