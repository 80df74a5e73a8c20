/** A configuration with one fault, and who finds it. */
export interface Refused {
  readonly fault: string;
  /** Id of our rule; `schema`: the value is wrong on its own, which is the matter of the stack file's schema. */
  readonly by: string;
  readonly config: object;
  /** Variables beside the file. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A fault that only the start shows. */
export interface RefusedAtStart extends Refused {
  /** What the server's last words hold, so that it does not stop for another reason. */
  readonly says: string;
}

/** `config.json` with one channel namespace. */
export function namespace(options: object, more: object = {}): object {
  return { channel: { namespaces: [{ name: "org", ...options }], ...more } };
}

/** A proxy that has what it needs. */
export const backend = { name: "backend", endpoint: "http://backend:3000/centrifugo" };
