import { chmod, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { ensurePassphrase } from "../../setup/passphrase.ts";
import { paths } from "../../setup/paths.ts";
import { ownEnvironment } from "./support.ts";

async function mode(file: string): Promise<number> {
  return (await stat(file)).mode & 0o777;
}

test("the first use makes a passphrase of 32 bytes that only its owner can read", async () => {
  const places = paths(await ownEnvironment());
  await ensurePassphrase(places);
  const text = await readFile(places.passphraseFile, "utf8");
  expect(Buffer.from(text, "base64url")).toHaveLength(32);
  expect(await mode(places.passphraseFile)).toBe(0o600);
  expect(await mode(dirname(places.passphraseFile))).toBe(0o700);
});

test("two first uses at the same time agree on one passphrase", async () => {
  const places = paths(await ownEnvironment());
  await Promise.all([ensurePassphrase(places), ensurePassphrase(places)]);
  expect(await readFile(places.passphraseFile, "utf8")).toHaveLength(43);
});

test("a later use leaves it as it is, but closes it to others", async () => {
  const places = paths(await ownEnvironment());
  await ensurePassphrase(places);
  const before = await readFile(places.passphraseFile, "utf8");
  await chmod(places.passphraseFile, 0o644);
  await ensurePassphrase(places);
  expect(await readFile(places.passphraseFile, "utf8")).toBe(before);
  expect(await mode(places.passphraseFile)).toBe(0o600);
});

test("a lost passphrase is never replaced while a stack exists", async () => {
  const places = paths(await ownEnvironment());
  const stacks = join(places.state, "centrifugo-swarm", ".pulumi", "stacks", "centrifugo-swarm");
  await mkdir(stacks, { recursive: true });
  await writeFile(join(stacks, "dev.json"), "{}");
  await expect(ensurePassphrase(places)).rejects.toThrow(
    `The passphrase file ${places.passphraseFile} is missing, and the stack centrifugo-swarm/dev is encrypted with that passphrase.`,
  );
  await expect(stat(places.passphraseFile)).rejects.toThrow("ENOENT");
});

test("a lost passphrase is never replaced while a stack file holds encrypted values", async () => {
  const environment = await ownEnvironment();
  const file = join(environment.HOME, "Pulumi.dev.yaml");
  await writeFile(file, "encryptionsalt: v1:abc\n");
  await expect(ensurePassphrase(paths(environment), [file])).rejects.toThrow(`${file} is encrypted`);
});

test("an empty passphrase file is refused", async () => {
  const places = paths(await ownEnvironment());
  await mkdir(dirname(places.passphraseFile), { recursive: true });
  await writeFile(places.passphraseFile, "");
  await expect(ensurePassphrase(places)).rejects.toThrow("is empty");
});
