/** A field as it is stored in `centrifugo-v6.json`. */
export interface StoredField {
  readonly type: string;
  readonly of?: string;
  readonly default?: string;
}
export type StoredGroup = Readonly<Record<string, StoredField>>;

/** Groups by name; many options share one, such as `TLSConfig`. */
export type StoredGroups = Readonly<Record<string, StoredGroup>>;

/** Name of the group that the file itself is. */
export const rootGroup = "Config";
