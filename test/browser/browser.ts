import { createHash, X509Certificate } from "node:crypto";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { chromiumCommand } from "../../lab/index.ts";

/** A real Chromium that trusts one certificate, or why there is none. */
export async function launchBrowser(certificate: string): Promise<Browser | string> {
  try {
    const { file, env } = await chromiumCommand((line) => process.stderr.write(`${line}\n`));
    const args = [`--ignore-certificate-errors-spki-list=${keyHash(certificate)}`];
    return await chromium.launch({ executablePath: file, args, env: { ...process.env, ...env } });
  } catch (error) {
    return `Chromium cannot be had here: ${error instanceof Error ? error.message.split("\n")[0] : error}`;
  }
}

/** Only this key passes: the browser's own check of certificates stays on for all others. */
function keyHash(certificate: string): string {
  const key = new X509Certificate(certificate).publicKey.export({ format: "der", type: "spki" });
  return createHash("sha256").update(key).digest("base64");
}

/** A browser as somebody has it: language, size and colours. */
export interface Device {
  readonly locale: "en-GB" | "pt-BR";
  readonly width: number;
  readonly dark?: boolean;
}

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the browser complained about, but for requests that were answered with an error. */
  readonly complaints: readonly string[];
}

/** Opens the test page and signs in. */
export async function visit(
  browser: Browser,
  url: string,
  login: { user: string; password: string },
  { locale, width, dark = false }: Device,
): Promise<Visit> {
  const context = await browser.newContext({
    locale,
    viewport: { width, height: 800 },
    colorScheme: dark ? "dark" : "light",
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  // A connection that the server has just refused may get one more command of the client before it hears of that.
  const expected =
    /Failed to load resource|WebSocket connection|WebSocket is already in CLOSING or CLOSED state/;
  page.on("console", (message) => {
    if (message.type() !== "error" || expected.test(message.text())) return;
    complaints.push(message.text());
  });
  await page.goto(url);
  await page.fill("#user", login.user);
  await page.fill("#password", login.password);
  await page.press("#password", "Enter");
  await page.waitForSelector("#channel option", { state: "attached" });
  return { page, context, complaints };
}

/** Presses Connect and waits for the outcome; gives the cause that the page names, or "works". */
export async function outcome(page: Page): Promise<string> {
  await page.click("#connect");
  await page.waitForSelector("#success:not([hidden]), #failure:not([hidden])", { timeout: 30_000 });
  const failure = page.locator("#failure");
  return (await failure.isVisible()) ? String(await failure.getAttribute("data-cause")) : "works";
}

/** Keeps a picture for people where `SCREENSHOTS` names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env["SCREENSHOTS"];
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

/** The names of the steps in the order in which they stand there, with their states. */
export function steps(page: Page): Promise<(string | null)[]> {
  const items = page.locator("#steps li");
  return items
    .all()
    .then((all) =>
      Promise.all(
        all.map(
          async (item) => `${await item.getAttribute("data-name")} ${await item.getAttribute("data-state")}`,
        ),
      ),
    );
}
