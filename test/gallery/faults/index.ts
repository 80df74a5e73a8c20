import type { Fault } from "../fault.ts";
import { apiFaults } from "./api.ts";
import { backendFaults } from "./backend.ts";
import { channelFaults } from "./channels.ts";
import { edgeFaults } from "./edge.ts";
import { pageFaults } from "./page.ts";
import { redisFaults } from "./redis.ts";
import { serviceFaults } from "./services.ts";
import { settingFaults } from "./settings.ts";
import { tokenFaults } from "./tokens.ts";

/** Every fault of the gallery, by what it is about. */
export const groups: Readonly<Record<string, readonly Fault[]>> = {
  "The page": pageFaults,
  "The backend": backendFaults,
  "The tokens that it issues": tokenFaults,
  "Services and updates": serviceFaults,
  "Settings of Centrifugo": settingFaults,
  "Channels and token secrets": channelFaults,
  "The HTTP API": apiFaults,
  Redis: redisFaults,
  "Traefik and the certificate": edgeFaults,
};

export const faults: readonly Fault[] = Object.values(groups).flat();
