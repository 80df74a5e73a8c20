/** Draws the state of the page; it reads nothing else, so that a change of the language is one more drawing. */
import type { Cause } from "./diagnose.ts";
import { currentLanguage, currentWords } from "./language.ts";
import { reasons } from "./reasons.ts";
import { type PageState, type Saying, type StepState, say, stepNames } from "./state.ts";
import type { Check } from "./token-payload.ts";

const icons: Readonly<Record<StepState, string>> = { waiting: "○", working: "◔", done: "✓", failed: "✕" };

export function find<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.querySelector<T>(`#${id}`);
  if (found === null) throw new Error(`The page has no #${id}.`);
  return found;
}

export function draw(state: PageState): void {
  const words = currentWords();
  const button = find("connect");
  const label = { idle: state.log.length > 0 ? words.again : words.connect, running: words.disconnect };
  button.textContent = state.phase === "idle" ? label.idle : label.running;
  find<HTMLInputElement>("text").disabled = state.phase !== "connected";
  find<HTMLButtonElement>("send").disabled = state.phase !== "connected";
  find<HTMLSelectElement>("channel").disabled = state.phase !== "idle";
  find("steps").replaceChildren(
    ...stepNames.map((name) => {
      const { state: done, detail } = state.steps[name] ?? { state: "waiting" as const };
      return item(done, words.steps[name], detail, name);
    }),
  );
  drawToken(state);
  drawOutcome(state);
  find("no-messages").hidden = state.messages.length > 0;
}

function drawToken({ token, checks }: PageState): void {
  const payload = find("payload");
  payload.hidden = token === undefined;
  find("no-payload").hidden = token !== undefined;
  payload.textContent = token === undefined ? "" : JSON.stringify(token.claims, undefined, 2);
  const { checks: titles } = currentWords();
  find("checks").replaceChildren(
    ...checks.map((check) =>
      item(check.ok ? "done" : "failed", titles[check.name], shownValue(check), check.name),
    ),
  );
}

function shownValue({ name, value, seconds }: Check): string {
  const { missing, inSeconds, secondsAgo } = currentWords();
  if (value === undefined) return missing;
  // The payload above has the others in full.
  if (seconds === undefined) return name === "alg" ? value : "";
  return seconds > 0 ? inSeconds(seconds) : secondsAgo(-seconds);
}

function drawOutcome({ failure, travelled, stack }: PageState): void {
  const words = currentWords();
  const success = find("success");
  success.hidden = travelled === undefined || failure !== undefined;
  success.textContent = travelled === undefined ? "" : words.works(travelled);
  const panel = find("failure");
  panel.hidden = failure === undefined;
  panel.replaceChildren();
  if (failure === undefined) return;
  const { title, reason, cure } = reasons[currentLanguage()][failure.cause];
  const list = element("ul");
  list.append(...cure.map((text) => element("li", ...withCode(text.replaceAll("<stack>", stack)))));
  panel.append(
    element("h2", title),
    element("p", ...withCode(reason)),
    ...(failure.detail === "" ? [] : [element("p", element("code", failure.detail))]),
    element("h3", words.cure),
    list,
  );
  panel.dataset["cause"] = failure.cause;
}

export function titleOf(cause: Cause): string {
  return reasons[currentLanguage()][cause].title;
}

/** Adds the lines that are not shown yet, so that a screen reader says each once; all anew in another language. */
export function drawLog({ log, messages }: PageState, afresh: boolean): void {
  const list = find("log");
  if (afresh) list.replaceChildren();
  for (const { at, state, text } of log.slice(list.childElementCount)) {
    const time = element("span", `${(at / 1000).toFixed(3)} s`);
    time.className = "time";
    const line = element("li", time, icon(state), element("span", say(text, currentWords())));
    line.className = state;
    list.append(line);
    list.scrollTop = list.scrollHeight;
  }
  const received = find("messages");
  if (afresh) received.replaceChildren();
  for (const { time, text } of messages.slice(received.childElementCount)) {
    const clock = element("time", time.toLocaleTimeString(currentWords().tag, { hour12: false }));
    received.prepend(element("li", clock, element("code", text)));
  }
}

function item(state: StepState, title: string, detail: Saying | undefined, name: string): HTMLElement {
  const words = currentWords();
  const hidden = element("span", ` (${words.states[state]})`);
  hidden.className = "for-readers";
  const heading = element("span", title, hidden);
  const text = detail === undefined ? "" : say(detail, words);
  const shown = element("span", text);
  shown.className = "detail";
  const line = element("li", icon(state), heading, ...(text === "" ? [] : [shown]));
  line.className = state;
  line.dataset["name"] = name;
  line.dataset["state"] = state;
  return line;
}

function icon(state: StepState): HTMLElement {
  const sign = element("span", icons[state]);
  sign.className = "icon";
  sign.ariaHidden = "true";
  return sign;
}

/** Text in which backticks mark code. */
function withCode(text: string): (string | HTMLElement)[] {
  return text.split("`").map((part, index) => (index % 2 === 1 ? element("code", part) : part));
}

function element(tag: string, ...content: (string | Node)[]): HTMLElement {
  const made = document.createElement(tag);
  made.append(...content);
  return made;
}
