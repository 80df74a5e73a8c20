import { CallError, call } from "./backend-calls.ts";
import { currentWords, startLanguage } from "./language.ts";
import type { Listener } from "./listener.ts";
import { newState, type PageState, type Saying, type StepState } from "./state.ts";
import { startRun, type TestRun } from "./test-run.ts";
import { draw, drawLog, find, titleOf } from "./view.ts";

/** As many as a person can look through. */
const messagesKept = 200;

let state: PageState = newState("<stack>");
let run: TestRun | undefined;
let websocketUrl = "";

function listenerOf(started: number): Listener {
  const log = (done: StepState, text: Saying) => {
    state.log.push({ at: performance.now() - started, state: done, text });
    drawLog(state, false);
  };
  return {
    log,
    step: (name, done, detail) => {
      state.steps[name] = { state: done, ...(detail === undefined ? {} : { detail }) };
      // Only the client's id says more than its step does.
      const line: Saying = ({ steps }) =>
        name === "client" && typeof detail === "string" ? `${steps.client}: ${detail}` : steps[name];
      // Connecting takes its time, so it is worth a line when it begins; the others when they end.
      if (name === "connecting" ? done === "working" : done !== "working") log(done, line);
      draw(state);
    },
    token: (token, checks) => {
      state.token = token;
      state.checks = checks;
      draw(state);
    },
    message: (text) => {
      state.messages.push({ time: new Date(), text });
      const isFull = state.messages.length > messagesKept;
      if (isFull) state.messages.shift();
      drawLog(state, isFull);
      draw(state);
    },
    fail: (cause, detail) => {
      state.phase = "idle";
      state.failure = { cause, detail };
      log("failed", (words) => words.failed(titleOf(cause)));
      draw(state);
      find("failure").focus();
    },
    travelled: (milliseconds) => {
      state.phase = "connected";
      state.travelled = milliseconds;
      draw(state);
    },
  };
}

function connect(): void {
  state = { ...newState(state.stack), phase: "running" };
  drawLog(state, true);
  draw(state);
  const channel = find<HTMLSelectElement>("channel").value;
  const listener = listenerOf(performance.now());
  run = startRun({ websocketUrl, channel, text: currentWords().testMessage }, listener);
}

function disconnect(): void {
  run?.stop();
  run = undefined;
  state.phase = "idle";
  state.steps = {};
  state.travelled = undefined;
  draw(state);
}

async function begin(): Promise<void> {
  const session = await call<{ websocketUrl: string; channels: string[]; stack: string }>("session");
  websocketUrl = session.websocketUrl;
  state.stack = session.stack;
  find("websocket-url").textContent = websocketUrl;
  const options = session.channels.map((channel) => new Option(channel, channel));
  find("channel").replaceChildren(...options);
}

find("connect").addEventListener("click", () => {
  if (state.phase === "idle") connect();
  else disconnect();
});
find("publish").addEventListener("submit", (event) => {
  event.preventDefault();
  const input = find<HTMLInputElement>("text");
  run?.publish(input.value || currentWords().testMessage);
  input.value = "";
});
find("sign-out").addEventListener("click", () => {
  call("logout").finally(() => location.reload());
});

startLanguage(() => {
  draw(state);
  drawLog(state, true);
});
begin().catch((error: unknown) => {
  // Whoever is signed out gets the way in.
  if (error instanceof CallError && error.status === 401) return location.reload();
  listenerOf(performance.now()).fail("backend", String(error));
});
