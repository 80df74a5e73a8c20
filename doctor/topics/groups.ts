import type { TopicGroup } from "../codes/topic.ts";

/** How groups are called, in the order in which they are shown. */
export const groupTitles: Readonly<Record<TopicGroup, string>> = {
  symptom: "In words",
  error: "Errors in Centrifugo's replies",
  disconnect: "Disconnects by Centrifugo",
  unsubscribe: "Ends of subscriptions",
  client: "Codes that the JavaScript client gives itself",
  websocket: "HTTP statuses where a websocket is opened",
  api: "HTTP statuses of Centrifugo's API",
  close: "Close codes of the websocket protocol",
};

/** What a topic of a group is, behind its name. */
export const groupWords: Readonly<Record<TopicGroup, string>> = {
  symptom: "",
  error: "error of Centrifugo",
  disconnect: "disconnect by Centrifugo",
  unsubscribe: "end of a subscription",
  client: "JavaScript client",
  websocket: "HTTP, opening a websocket",
  api: "HTTP, calling the API",
  close: "websocket close code",
};
