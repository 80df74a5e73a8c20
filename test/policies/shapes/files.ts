import type { TestFile } from "../resources.ts";

/** Long enough for their roles. */
export const apiKey = "fixture-api-key-0f1e2d3c4b5a69788796a5b4";
export const tokenSecret = "fixture-token-secret-9a8b7c6d5e4f3a2b1c0d";
export const redisPassword = "fixture-redis-password-7b6c5d4e3f2a";

/** What every Centrifugo needs. */
export const key = {
  CENTRIFUGO_HTTP_API_KEY: apiKey,
  CENTRIFUGO_CLIENT_TOKEN_HMAC_SECRET_KEY: tokenSecret,
};

export function envFile(...lines: string[]): TestFile {
  return { path: "/centrifugo/.env", text: lines.join("\n"), secret: true };
}

export function config(content: unknown): TestFile {
  return { path: "/centrifugo/config.json", text: JSON.stringify(content) };
}
