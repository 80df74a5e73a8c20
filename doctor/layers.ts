/** What is looked at, in this order: a fault below shows itself again in every layer above. */
export const layers = {
  machine: "Machine and tools",
  swarm: "Docker Swarm",
  services: "Services",
  configuration: "Configuration of what runs",
  logs: "Logs",
  redis: "Redis",
  api: "HTTP API",
  edge: "Edge",
  tokens: "Tokens",
  channels: "Channels",
  delivery: "Delivery",
  drift: "Drift",
} as const;

export type Layer = keyof typeof layers;
