import type { Centrifuge } from "centrifuge";

/** The official client; the backend serves it beside this page. It puts itself into the global scope. */
export async function loadLibrary(): Promise<typeof Centrifuge | undefined> {
  const url = "/centrifuge.js";
  await import(url).catch(() => undefined);
  return Reflect.get(globalThis, "Centrifuge");
}
