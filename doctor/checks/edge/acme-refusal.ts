import { edgeAddress } from "../../edge-address.ts";
import type { EdgeContext } from "./explained.ts";

/** Why Traefik did not get the certificate, by the end of its log; undefined: it names no reason, or is not asked. */
export async function acmeRefusal({ target, facts }: EdgeContext): Promise<string | undefined> {
  const { edge } = target;
  if (edge?.acme === undefined || facts === undefined) return undefined;
  return (await facts.acmeErrors(edgeAddress(edge).host)).at(-1);
}
