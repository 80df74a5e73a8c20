import { afterEach, beforeEach, expect, test } from "vitest";
import { postComment } from "../../report/github-comment/post-comment.ts";
import { markerOf } from "../../report/pull-request/markdown.ts";
import {
  addComments,
  bot,
  type GithubServer,
  person,
  pullRequest,
  repository,
  startGithub,
  token,
} from "../support/github-server.ts";

let github: GithubServer;
beforeEach(async () => {
  github = await startGithub();
});
afterEach(() => github.close());

const marker = markerOf("centrifugo-swarm", "prod");
const post = (text: string, own = marker) =>
  postComment({ apiUrl: github.url, repository, token }, pullRequest, own, `${own}\n${text}`);
const bodies = () => github.comments.map(({ body }) => body);

test("the first push makes a comment, and each later one writes it again", async () => {
  expect((await post("one")).action).toBe("created");
  const { action, address } = await post("two");
  expect(action).toBe("updated");
  expect(address).toMatch(/\/pull\/7#issuecomment-\d+$/);
  expect(bodies()).toEqual([`${marker}\ntwo`]);
});

test("it is found behind hundreds of other comments", async () => {
  addComments(github, 230, person, "looks good");
  await post("one");
  addComments(github, 30, person, "merge it");
  await post("two");
  expect(bodies().filter((body) => body.startsWith(marker))).toEqual([`${marker}\ntwo`]);
  expect(github.requests.filter((request) => request.startsWith("GET"))).toHaveLength(6);
});

test("each stack has a comment of its own", async () => {
  const other = markerOf("centrifugo-swarm", "prod-eu");
  await post("one");
  await post("two", other);
  expect(bodies()).toEqual([`${marker}\none`, `${other}\ntwo`]);
});

test("somebody who copies the marker, or quotes it, keeps their comment", async () => {
  addComments(github, 1, person, `${marker}\nmine`);
  addComments(github, 1, person, `> ${marker}\nlook at this`);
  expect((await post("one")).action).toBe("created");
  expect((await post("two")).action).toBe("updated");
  expect(bodies()).toEqual([`${marker}\nmine`, `> ${marker}\nlook at this`, `${marker}\ntwo`]);
});

test("of two that were made at the same time one is left", async () => {
  addComments(github, 2, bot, `${marker}\nold`);
  await post("new");
  expect(bodies()).toEqual([`${marker}\nnew`]);
});

test("where GitHub is busy it is asked again", async () => {
  github.failures.push(502, 503);
  expect((await post("one")).action).toBe("created");
  expect(bodies()).toHaveLength(1);
});

test("a refusal says what to do, and never the token", async () => {
  const access = { apiUrl: github.url, repository, token: `${token}x` };
  const wrong = postComment(access, pullRequest, marker, marker);
  await expect(wrong).rejects.toThrow("GitHub refused the list of comments: HTTP 401 (Bad credentials).");
  await wrong.catch((error: unknown) => expect(JSON.stringify(error) + String(error)).not.toContain(token));
  const nowhere = postComment(
    { apiUrl: "http://127.0.0.1:1", repository, token },
    pullRequest,
    marker,
    marker,
  );
  await expect(nowhere).rejects.toThrow("http://127.0.0.1:1 does not answer.");
});
