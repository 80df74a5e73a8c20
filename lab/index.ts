/** Everything it takes to run for real where only package registries are in reach. */
export { actionlintBinary } from "./actionlint.ts";
export { centrifugoBinary } from "./centrifugo.ts";
export { chromiumCommand } from "./chromium.ts";
export { buildDockerProvider } from "./docker-provider.ts";
export { estimates } from "./estimates.ts";
export { buildImages } from "./images.ts";
export { buildPebble } from "./pebble.ts";
export { buildPulumi } from "./pulumi.ts";
export { redisCommand } from "./redis.ts";
export type { Report } from "./report.ts";
export { sshServerCommand } from "./ssh-server.ts";
export { traefikBinary } from "./traefik.ts";
