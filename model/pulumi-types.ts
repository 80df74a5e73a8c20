/** Pulumi's types of what `@pulumi/docker` makes on a Swarm. */
export const pulumiTypes = {
  service: "docker:index/service:Service",
  config: "docker:index/serviceConfig:ServiceConfig",
  secret: "docker:index/secret:Secret",
  network: "docker:index/network:Network",
  volume: "docker:index/volume:Volume",
} as const;
