import pinsFile from "../pins.json" with { type: "json" };

/** The services whose image can be chosen. */
export const imageNames = ["centrifugo", "redis", "traefik", "socketProxy", "testPage"] as const;
export type ImageName = (typeof imageNames)[number];

/** Every version that this project was tested with, as pinned in pins.json. */
export const pins: typeof pinsFile & { images: Record<ImageName, string> } = pinsFile;
