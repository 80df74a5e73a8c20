/** A resource that changes; a secret can be put into every part of it. */
export interface ResourceStep {
  readonly type: string;
  readonly name: string;
  readonly op?: string;
  readonly before: object;
  readonly after: object;
  readonly outputs?: object;
  readonly detailedDiff?: Readonly<Record<string, object>>;
}

export interface EventParts {
  readonly config?: Readonly<Record<string, string>>;
  readonly steps?: readonly ResourceStep[];
  readonly policies?: readonly object[];
  readonly errors?: readonly string[];
  /** For debugging: nobody is to read these. */
  readonly requests?: readonly string[];
}

/** A stream as the engine prints it, for what no real stack should hold. */
export function makeEvents({
  config = {},
  steps = [],
  policies = [],
  errors = [],
  requests = [],
}: EventParts): string {
  const events = [
    { preludeEvent: { config } },
    ...requests.map((message) => ({ diagnosticEvent: { severity: "debug", message } })),
    ...steps.map((step) => ({ resourcePreEvent: { metadata: metadataOf(step), planning: true } })),
    ...policies.map((event) => ({ policyEvent: { policyPackName: "centrifugo-swarm", ...event } })),
    ...errors.map((message) => ({ diagnosticEvent: { severity: "error", message } })),
    { summaryEvent: { result: errors.length + policies.length > 0 ? "failed" : "succeeded" } },
  ];
  return events.map((event, sequence) => JSON.stringify({ sequence, timestamp: 0, ...event })).join("\n");
}

function metadataOf({
  type,
  name,
  op = "update",
  before,
  after,
  outputs = {},
  detailedDiff = {},
}: ResourceStep) {
  const urn = `urn:pulumi:prod::centrifugo-swarm::${type}::${name}`;
  const state = { type, urn, id: `id-${name}`, parent: "" };
  return {
    op,
    urn,
    type,
    old: { ...state, inputs: before, outputs },
    new: { ...state, inputs: after, outputs },
    diffs: Object.keys(detailedDiff),
    detailedDiff,
  };
}
