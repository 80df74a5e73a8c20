/** How long each build usually takes with two cores and empty caches, for people. */
export const estimates = {
  actionlint: "about a quarter of a minute",
  pulumi: "about six minutes",
  languageNodejs: "about a quarter of a minute",
  dockerProvider: "about three minutes",
  centrifugo: "about three minutes",
  pebble: "about a quarter of a minute",
  traefik: "about half a minute",
  debian: "about half a minute",
  node: "about a quarter of a minute",
  image: "about a quarter of a minute",
  /** All of it, one beside the other. */
  all: "about a quarter of an hour",
} as const;
