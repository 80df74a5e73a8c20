import { expect, test } from "vitest";
import { paths } from "../../setup/paths.ts";

test("without XDG variables, everything lies under the home folder", () => {
  expect(paths({ HOME: "/home/ada" })).toEqual({
    cache: "/home/ada/.cache/centrifugo-swarm",
    pulumiHome: "/home/ada/.cache/centrifugo-swarm/pulumi",
    state: "/home/ada/.local/state/centrifugo-swarm",
    passphraseFile: "/home/ada/.config/centrifugo-swarm/passphrase",
    ca: "/home/ada/.local/share/centrifugo-swarm/ca",
  });
});

test("each XDG variable moves its own folder", () => {
  const moved = paths({
    HOME: "/home/ada",
    XDG_CACHE_HOME: "/c",
    XDG_STATE_HOME: "/s",
    XDG_CONFIG_HOME: "/f",
    XDG_DATA_HOME: "/d",
  });
  expect(moved).toEqual({
    cache: "/c/centrifugo-swarm",
    pulumiHome: "/c/centrifugo-swarm/pulumi",
    state: "/s/centrifugo-swarm",
    passphraseFile: "/f/centrifugo-swarm/passphrase",
    ca: "/d/centrifugo-swarm/ca",
  });
});

test("a relative XDG variable is ignored, as the specification asks", () => {
  expect(paths({ HOME: "/home/ada", XDG_CACHE_HOME: "cache" }).cache).toBe(
    "/home/ada/.cache/centrifugo-swarm",
  );
});

test("the user's PULUMI_HOME wins", () => {
  expect(paths({ HOME: "/home/ada", PULUMI_HOME: "/opt/pulumi" }).pulumiHome).toBe("/opt/pulumi");
});
