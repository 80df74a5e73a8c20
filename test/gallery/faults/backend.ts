import type { BackendTarget } from "../../../doctor/doctor-target.ts";
import type { Fault } from "../fault.ts";
import type { GalleryStack } from "../stack.ts";

/** Mistakes in what the backend was given. */
export const backendFaults: readonly Fault[] = [
  {
    id: "backend-secret",
    title: "the backend signs with another token secret",
    target: withBackend(({ newSecret }) => ({ CENTRIFUGO_TOKEN_SECRET: newSecret() })),
    check: "token-secret-equal",
    cause:
      "The backend signs its tokens with another secret (CENTRIFUGO_TOKEN_SECRET in .env) than Centrifugo verifies with.",
    page: "docs/rules/use-one-token-secret.md",
    sample: true,
  },
  {
    id: "backend-secret-quoted",
    title: "the backend's token secret has quotation marks around it",
    target: withBackend(({ config }) => ({ CENTRIFUGO_TOKEN_SECRET: `"${config.tokenSecret}"` })),
    check: "token-secret-equal",
    cause:
      "The backend's token secret (CENTRIFUGO_TOKEN_SECRET in .env) has blanks or quotation marks around it that Centrifugo's has not.",
    page: "docs/rules/use-one-token-secret.md",
  },
  {
    id: "backend-api-key",
    title: "the backend calls the API with another key",
    target: withBackend(({ newSecret }) => ({ CENTRIFUGO_API_KEY: newSecret() })),
    check: "api-key-equal",
    cause: "The backend calls the API with another key (CENTRIFUGO_API_KEY in .env) than Centrifugo has.",
    page: "docs/rules/require-api-key.md",
  },
  {
    id: "backend-api-key-quoted",
    title: "the backend's API key has quotation marks around it",
    target: withBackend(({ config }) => ({ CENTRIFUGO_API_KEY: `'${config.apiKey}'` })),
    check: "api-key-equal",
    cause:
      "The backend's API key (CENTRIFUGO_API_KEY in .env) has blanks or quotation marks around it that Centrifugo's has not.",
    page: "docs/rules/require-api-key.md",
  },
];

function withBackend(variables: (gallery: GalleryStack) => BackendTarget["variables"]) {
  return (gallery: GalleryStack) => ({
    ...gallery.target,
    backend: { source: ".env", variables: variables(gallery) },
  });
}
