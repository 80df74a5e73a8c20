import type { Centrifuge, Subscription } from "centrifuge";
import { CallError, call } from "./backend-calls.ts";
import { createDelivery } from "./delivery.ts";
import { type Cause, causeOfDisconnect, causeOfError, causeOfPublish, causeOfRequest } from "./diagnose.ts";
import { loadLibrary } from "./library.ts";
import type { Listener } from "./listener.ts";
import type { StepName } from "./state.ts";
import { type Check, checkToken, readToken, type TokenPayload } from "./token-payload.ts";
import { findUpgradeCause } from "./upgrade-cause.ts";

export interface RunOptions {
  readonly websocketUrl: string;
  readonly channel: string;
  /** What the test publishes. */
  readonly text: string;
}

export interface TestRun {
  readonly publish: (text: string) => Promise<void>;
  readonly stop: () => void;
}

/** Websockets that may fail in a row before the reason is looked for. */
const failuresAllowed = 2;

/** Goes through all steps, and stops at the first that fails for good. */
export function startRun({ websocketUrl, channel, text }: RunOptions, listener: Listener): TestRun {
  const { step, log } = listener;
  let client: Centrifuge | undefined;
  let over = false;
  let current: StepName = "pressed";
  let sent: TokenPayload | undefined;
  let checks: readonly Check[] = [];
  let isConnected = false;
  let failures = 0;

  const delivery = createDelivery(channel, {
    publishing: () => begin("published"),
    published: () => {
      step("published", "done");
      begin("received");
    },
    received: (milliseconds) => {
      if (current === "published") step("published", "done");
      step("received", "done", `${milliseconds} ms`);
      listener.travelled(milliseconds);
    },
    refused: ({ code, message }) => fail(causeOfPublish(code), `${code}: ${message}`),
    late: () => fail("not-received", channel),
  });

  function begin(name: StepName): void {
    current = name;
    step(name, "working");
  }

  function stop(): void {
    over = true;
    delivery.stop();
    client?.disconnect();
  }

  function fail(cause: Cause, detail: string): void {
    if (over) return;
    stop();
    step(current, "failed", detail);
    listener.fail(cause, detail);
  }

  /** What the backend refuses ends the run: asking again would be refused again. */
  function refused(error: unknown): never {
    if (error instanceof CallError) fail(causeOfRequest(error.status), `${error.code}: ${error.message}`);
    throw error;
  }

  async function fetchToken(): Promise<string> {
    const { token } = await call<{ token: string }>("token").catch(refused);
    sent = readToken(token);
    checks = sent === undefined ? [] : checkToken(sent, Date.now());
    if (sent !== undefined) listener.token(sent, checks);
    return token;
  }

  async function run(): Promise<void> {
    step("pressed", "done");
    begin("token");
    const token = await fetchToken();
    step("token", "done");
    const passed = checks.filter(({ ok }) => ok).length;
    const isSound = passed === checks.length && passed > 0;
    step("payload", isSound ? "done" : "failed", (words) => words.checksPassed(passed, checks.length));
    begin("library");
    const Client = await loadLibrary();
    if (Client === undefined) return fail("library", "/centrifuge.js");
    step("library", "done");
    if (!over) connect(new Client(websocketUrl, { token, getToken: fetchToken, timeout: 5000 }));
  }

  function connect(centrifuge: Centrifuge): void {
    client = centrifuge;
    begin("connecting");
    centrifuge.on("connecting", ({ code, reason }) => {
      isConnected = false;
      if (code === 0 || over) return;
      begin("connecting");
      log("failed", (words) => words.closed(reason, code));
    });
    centrifuge.on("connected", ({ client: id, transport }) => {
      failures = 0;
      isConnected = true;
      step("connecting", "done");
      step("connected", "done", transport);
      step("client", "done", id);
    });
    centrifuge.on("error", ({ error, type }) => {
      if (over) return;
      failures += 1;
      if (type === "transport") return void transportFailed();
      const shown = `${error.code} ${error.message}`;
      log("failed", shown);
      // The client fetches a new token by itself, which mends an old one and no wrong clock.
      if (error.code >= 100 && (error.code !== 109 || failures >= failuresAllowed))
        fail(causeOfError(error.code, checks), shown);
    });
    centrifuge.on("disconnected", ({ code, reason }) => {
      if (code !== 0) fail(causeOfDisconnect(code, sent, isConnected), `${code} ${reason}`);
    });
    subscribe(centrifuge.newSubscription(channel, { getToken: fetchSubscriptionToken }));
    centrifuge.connect();
  }

  async function transportFailed(): Promise<void> {
    log("failed", (words) => words.notOpened);
    if (failures !== failuresAllowed) return;
    const { cause, detail } = await findUpgradeCause((state, text) => over || log(state, text)).catch(
      refused,
    );
    fail(cause, detail);
  }

  async function fetchSubscriptionToken(): Promise<string> {
    return (await call<{ token: string }>("subscription-token", { channel }).catch(refused)).token;
  }

  function subscribe(subscription: Subscription): void {
    subscription.on("subscribing", () => isConnected && begin("subscribed"));
    subscription.on("subscribed", () => {
      step("subscribed", "done", channel);
      delivery.publish(text);
    });
    subscription.on("error", ({ error }) => !over && log("failed", `${error.code} ${error.message}`));
    subscription.on("unsubscribed", ({ code, reason }) => {
      if (code !== 0) fail(causeOfError(code, checks), `${code} ${reason}`);
    });
    subscription.on("publication", ({ data }) => {
      listener.message(JSON.stringify(data));
      delivery.receive(data?.id);
    });
    subscription.subscribe();
  }

  run().catch((error: unknown) => {
    if (!over) throw error;
  });
  return { publish: delivery.publish, stop };
}
