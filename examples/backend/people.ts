import { createHash } from "node:crypto";

/** Who has signed in. */
export interface Person {
  /** UUID; the `sub` of their tokens. */
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
}

/** The person behind a user name. A real backend looks this up in its database. */
export function personOf(name: string, place: { pageOrigin: string; organization: string }): Person {
  return {
    id: uuidFrom(`user ${name} of ${place.pageOrigin}`),
    organizationId: place.organization || uuidFrom(`organisation of ${place.pageOrigin}`),
    name,
  };
}

/** The same UUID (version 8, of RFC 9562) for the same text, so that it outlives a restart. */
export function uuidFrom(text: string): string {
  const bytes = createHash("sha256").update(text).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
