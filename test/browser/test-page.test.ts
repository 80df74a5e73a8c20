import { randomBytes } from "node:crypto";
import { execa } from "execa";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { stepNames } from "../../examples/test-page/state.ts";
import { inTask } from "../support/container.ts";
import { docker } from "../support/docker.ts";
import { expectQuiet } from "../support/expect-quiet.ts";
import { createTestStack, type TestStack } from "../support/test-stack.ts";
import { type Device, launchBrowser, outcome, picture, steps, type Visit, visit } from "./browser.ts";
import { changeService, scaleService, until } from "./service.ts";

const desktop: Device = { locale: "en-GB", width: 1100 };
const phone: Device = { locale: "pt-BR", width: 360, dark: true };

let stack: TestStack;
let browser: Browser | string;
let url = "";
let login = { user: "", password: "" };
const service = (name: string) => `${stack.name}_${name}`;

beforeAll(async () => {
  stack = await createTestStack({ testPage: true });
  const config = await stack.config();
  browser = await launchBrowser(config.certificate ?? "");
  if (typeof browser === "string") return;
  await stack.up();
  url = (await stack.outputs()).testPageUrl ?? "";
  login = { user: config.testPage?.user ?? "", password: config.testPagePassword ?? "" };
});
afterAll(async () => {
  if (typeof browser === "object") await browser.close();
  await stack?.dispose();
});
beforeEach(({ skip }) => {
  if (typeof browser === "string") skip(browser);
});

/** Signs in, goes on with `use`, and expects that the browser had nothing to complain about. */
async function onPage(device: Device, use: (visit: Visit) => Promise<void>): Promise<void> {
  if (typeof browser === "string") throw new Error(browser);
  const opened = await visit(browser, url, login, device);
  try {
    await use(opened);
    expect(opened.complaints).toEqual([]);
  } finally {
    await opened.context.close();
  }
}

test("a second preview has nothing to change, and the policy pack nothing to say", () => expectQuiet(stack));

test("it connects through Traefik, publishes, and sees the message arrive, step by step", async () => {
  await onPage(desktop, async ({ page }) => {
    expect(url).toMatch(/^https:\/\/test\.centrifugo\.localhost:\d+\/$/);
    await picture(page, "idle-en-desktop");
    expect(await page.textContent("#connect")).toBe("Connect");
    expect(await outcome(page)).toBe("works");
    expect(await steps(page)).toEqual(stepNames.map((name) => `${name} done`));
    const log = await page.locator("#log li").allTextContents();
    const told = ["Token obtained", "library loaded", "connecting", "connected", "Client ID: "];
    const places = told.map((words) => log.findIndex((line) => line.includes(words)));
    expect(places, log.join("\n")).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
    const checks = page.locator("#checks li");
    expect(await checks.count()).toBe(5);
    expect(await page.locator("#checks li.done").count()).toBe(5);
    await picture(page, "works-en-desktop");
  });
});

test("it receives a message that the HTTP API publishes, on a phone, in Portuguese", async () => {
  await onPage(phone, async ({ page }) => {
    expect(await page.textContent("#connect")).toBe("Conectar");
    expect(await outcome(page)).toBe("works");
    const channel = await page.inputValue("#channel");
    const { apiKey } = await stack.config();
    const body = JSON.stringify({ channel, data: { text: "published by the API" } });
    const request = `wget -q -O - --header 'X-API-Key: ${apiKey}' --post-data '${body}' http://127.0.0.1:9000/api/publish`;
    expect((await inTask(service("centrifugo"), request)).output).toContain('"result"');
    await page.waitForSelector("#messages li:has-text('published by the API')");
    const width = await page.evaluate("document.documentElement.scrollWidth");
    expect(width).toBeLessThanOrEqual(phone.width);
    await picture(page, "works-pt-phone");
  });
});

test("the language can be switched, and everything that is shown follows", async () => {
  await onPage(desktop, async ({ page }) => {
    expect(await outcome(page)).toBe("works");
    await page.click("#languages button[lang=pt]");
    expect(await page.textContent("h1")).toBe("Teste de conexão");
    expect(await page.getAttribute("html", "lang")).toBe("pt-BR");
    expect(await page.textContent("#success")).toContain("Funciona");
    expect(await page.locator("#log li").first().textContent()).toContain("Conectar pressionado");
    await page.reload();
    await page.waitForSelector("#channel option", { state: "attached" });
    expect(await page.textContent("#connect")).toBe("Conectar");
  });
});

test("the backend's log has what the guide looks for, and no secret", async () => {
  const { stdout } = await execa("docker", ["service", "logs", "--raw", service("test-page")], {
    all: false,
  });
  expect(stdout).toMatch(/\[Centrifugo\] Publishing message to org:[0-9a-f-]{36}:messages/);
  expect(stdout).toContain("[Centrifugo] Publish successful");
  const { tokenSecret, apiKey } = await stack.config();
  for (const secret of [tokenSecret, apiKey, login.password, "eyJ"]) expect(stdout).not.toContain(secret);
});

test("a wrong token secret in the backend is named as the cause", async () => {
  const { secrets } = await stack.outputs();
  const wrong = `${stack.name}-wrong-secret`;
  const mounted = (source: string) => `source=${source},target=/run/secrets/token-secret,uid=1000,mode=0400`;
  await execa("docker", ["secret", "create", wrong, "-"], { input: randomBytes(32).toString("hex") });
  const change = (from: string, to: string) =>
    changeService(service("test-page"), "--secret-rm", from, "--secret-add", mounted(to));
  try {
    await change(secrets.tokenSecret, wrong);
    await onPage(desktop, async ({ page }) => {
      expect(await outcome(page)).toBe("token-secret");
      expect(await page.textContent("#failure")).toContain("3500 invalid token");
      await picture(page, "secret-en-desktop");
    });
    await onPage(phone, async ({ page }) => {
      expect(await outcome(page)).toBe("token-secret");
      await picture(page, "secret-pt-phone");
    });
  } finally {
    await change(wrong, secrets.tokenSecret);
    await docker("secret", "rm", wrong);
  }
});

test("a wrong origin is named as the cause", async () => {
  const name = "CENTRIFUGO_CLIENT_ALLOWED_ORIGINS";
  await changeService(service("centrifugo"), "--env-add", `${name}=https://other.localhost`);
  try {
    await onPage(desktop, async ({ page }) => {
      expect(await outcome(page)).toBe("origin");
      expect(await page.textContent("#failure")).toContain(new URL(url).origin);
      await picture(page, "origin-en-desktop");
    });
  } finally {
    await changeService(service("centrifugo"), "--env-rm", name);
  }
});

// The last one, since it waits until the tasks are healthy: Pulumi gives up on removing those that are not.
test("a stopped Centrifugo is named as the cause; once it runs again, trying again is enough", async () => {
  await onPage(phone, async ({ page }) => {
    await scaleService(service("centrifugo"), 0);
    try {
      expect(await outcome(page)).toBe("stopped");
      expect(await page.textContent("#failure")).toContain(`${service("centrifugo")}`);
      await picture(page, "stopped-pt-phone");
    } finally {
      await scaleService(service("centrifugo"), 2);
    }
    await until("the page works again", async () => (await outcome(page)) === "works", 60_000);
  });
});
