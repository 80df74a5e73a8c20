import { namespace, type Refused } from "./document.ts";

const names = "require-valid-entry-names";
const personal = "require-personal-channel-namespace";
const personalChannels = (options: object) => ({
  client: { subscribe_to_user_personal_channel: { enabled: true, ...options } },
});

/** Faults of the names of entries, and of what points at them. */
export const nameFaults: readonly Refused[] = [
  { fault: "a namespace of one letter", by: names, config: { channel: { namespaces: [{ name: "o" }] } } },
  { fault: "a namespace with a colon", by: names, config: { channel: { namespaces: [{ name: "org:" }] } } },
  {
    fault: "a namespace without a name",
    by: names,
    config: { channel: { namespaces: [{ presence: true }] } },
  },
  {
    fault: "two namespaces of one name",
    by: names,
    config: { channel: { namespaces: [{ name: "org" }, { name: "org", presence: true }] } },
  },
  {
    fault: "names in a variable with two blanks between them",
    by: names,
    config: {},
    env: { CENTRIFUGO_CHANNEL_NAMESPACES: "org  chat" },
  },
  {
    fault: "a JSON array in a variable that ends with a line break",
    by: "require-readable-list",
    config: {},
    env: { CENTRIFUGO_CHANNEL_NAMESPACES: '[{"name":"org"}]\n' },
  },
  { fault: "an RPC namespace of one letter", by: names, config: { rpc: { namespaces: [{ name: "r" }] } } },
  {
    fault: "two RPC namespaces of one name",
    by: names,
    config: { rpc: { namespaces: [{ name: "api" }, { name: "api" }] } },
  },
  {
    fault: "a consumer with a dash in its name",
    by: names,
    config: { consumers: [{ name: "my-outbox", type: "kafka" }] },
  },
  {
    fault: "two consumers of one name",
    by: names,
    config: {
      consumers: [
        { name: "outbox", type: "kafka" },
        { name: "outbox", type: "kafka" },
      ],
    },
  },
  {
    fault: "personal channels in a namespace that is not there",
    by: personal,
    config: personalChannels({ personal_channel_namespace: "user" }),
  },
  {
    fault: "one connection a user without presence",
    by: personal,
    config: personalChannels({ single_connection: true }),
  },
  {
    fault: "one connection a user, asked for while personal channels are off",
    by: personal,
    config: personalChannels({ enabled: false, single_connection: true }),
  },
  {
    fault: "one connection a user without presence in its namespace",
    by: personal,
    config: {
      ...personalChannels({ personal_channel_namespace: "org", single_connection: true }),
      ...namespace({}),
    },
  },
  { fault: "a regular expression that is none", by: "schema", config: namespace({ channel_regex: "(" }) },
  { fault: "an unknown data format", by: "schema", config: namespace({ publication_data_format: "xml" }) },
  {
    fault: "an unknown data format for all channels",
    by: "schema",
    config: { channel: { publication_data_format: "xml" } },
  },
];
