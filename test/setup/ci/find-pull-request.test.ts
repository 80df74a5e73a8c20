import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { findPullRequest } from "../../../setup/ci/find-pull-request.ts";

const head = { repository: "us/chat", fork: "them/chat", branch: "a&b #1", commit: "c0ffee" };

/** Stands in for GitHub's API, which cannot be reached from a test. */
async function github(status: number, pulls: unknown) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(pulls));
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const address = server.address() as AddressInfo;
  return { api: `http://127.0.0.1:${address.port}`, asked };
}

const pull = (number: number, sha: string, full_name: string) => ({
  number,
  head: { sha, repo: { full_name } },
});

test("the pull request is the open one of that fork whose newest commit was checked", async () => {
  const { api, asked } = await github(200, [
    pull(7, "0ld", "them/chat"),
    pull(8, "c0ffee", "others/chat"),
    pull(9, "c0ffee", "them/chat"),
  ]);
  expect(await findPullRequest(head, api, "t")).toBe(9);
  expect(asked).toEqual(["/repos/us/chat/pulls?state=open&head=them%3Aa%26b+%231&per_page=100"]);
});

test("none is found where it has a newer commit, or its fork is gone", async () => {
  const { api } = await github(200, [
    pull(7, "newer", "them/chat"),
    { number: 8, head: { sha: "c0ffee", repo: null } },
  ]);
  expect(await findPullRequest(head, api, "t")).toBeUndefined();
});

test("a refusal of GitHub names the right that is missing", async () => {
  const { api } = await github(403, {});
  await expect(findPullRequest(head, api, "t")).rejects.toThrow("GitHub answered 403");
});

test("a repository that is no name is asked for nowhere", async () => {
  const { api, asked } = await github(200, []);
  await expect(findPullRequest({ ...head, repository: "us/chat?x=" }, api, "t")).rejects.toThrow();
  expect(asked).toEqual([]);
});
