import type { TestFile } from "../resources.ts";

export const key = { CENTRIFUGO_HTTP_API_KEY: "fixture-api-key" };

export function envFile(...lines: string[]): TestFile {
  return { path: "/centrifugo/.env", text: lines.join("\n"), secret: true };
}

export function config(content: unknown): TestFile {
  return { path: "/centrifugo/config.json", text: JSON.stringify(content) };
}
