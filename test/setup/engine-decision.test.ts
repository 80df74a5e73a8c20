import { expect, test } from "vitest";
import { decideEngine } from "../../setup/engine-decision.ts";
import type { EngineFacts, EngineTarget, SwarmFacts } from "../../setup/engine-facts.ts";

const manager: SwarmFacts = { state: "active", manager: true, error: "", nodes: 1, clusterId: "abc" };
const local: EngineTarget = { host: "unix:///var/run/docker.sock", chosenBy: "default", local: true };
const remote: EngineTarget = { host: "ssh://deploy@manager", chosenBy: "context", local: false };

function facts(changes: Partial<EngineFacts>): EngineFacts {
  return {
    client: "present",
    engine: "answers",
    target: local,
    swarm: manager,
    hasOwnRoute: false,
    installed: true,
    root: true,
    debian: true,
    ...changes,
  };
}

const bare = facts({ engine: "silent", swarm: undefined, installed: false });

test("a manager that answers is used as it is", () => {
  expect(decideEngine(facts({}))).toEqual({ kind: "use" });
});

test("on Debian as root, a missing engine is installed", () => {
  expect(decideEngine(bare)).toEqual({ kind: "install" });
  expect(decideEngine({ ...bare, client: "missing" })).toEqual({ kind: "install" });
});

test("an engine that lies there without its client gets the client", () => {
  expect(decideEngine({ ...bare, installed: true, client: "missing" })).toEqual({ kind: "install" });
});

test("an engine that is installed but stopped is started", () => {
  expect(decideEngine({ ...bare, installed: true })).toEqual({ kind: "start" });
});

test("an engine of this machine that is in no Swarm becomes a Swarm of one", () => {
  expect(decideEngine(facts({ swarm: { ...manager, state: "inactive" } }))).toEqual({ kind: "init" });
});

const refusals: [string, EngineFacts, RegExp, RegExp][] = [
  [
    "a worker",
    facts({ swarm: { ...manager, manager: false } }),
    /is a worker of its Swarm/,
    /docker node promote/,
  ],
  ["a locked Swarm", facts({ swarm: { ...manager, state: "locked" } }), /is locked/, /docker swarm unlock/],
  ["a node that is joining", facts({ swarm: { ...manager, state: "pending" } }), /is joining/, /wait/],
  [
    "a Swarm in an error state",
    facts({ swarm: { ...manager, state: "error", error: "raft is broken" } }),
    /error state: raft is broken/,
    /log/,
  ],
  [
    "a remote engine outside a Swarm",
    facts({ target: remote, swarm: { ...manager, state: "inactive" } }),
    /ssh:\/\/deploy@manager is not part of a Swarm/,
    /docker swarm init --advertise-addr/,
  ],
  [
    "a remote engine that is silent",
    { ...bare, target: remote },
    /answers at ssh:\/\/deploy@manager/,
    /context use/,
  ],
  [
    "a DOCKER_HOST that is silent, though we could install one here",
    { ...bare, target: { host: "unix:///x", chosenBy: "DOCKER_HOST", local: true } },
    /answers at unix:\/\/\/x \(from DOCKER_HOST\)/,
    /unset DOCKER_HOST/,
  ],
  ["a socket that this user may not open", facts({ engine: "denied" }), /may not use/, /group `docker`/],
  [
    "a stopped engine without root",
    { ...bare, installed: true, root: false },
    /not running/,
    /sudo systemctl start/,
  ],
  ["a missing engine without root", { ...bare, root: false }, /No container engine/, /sudo apt-get install/],
  [
    "a missing engine on another system",
    { ...bare, debian: false },
    /No container engine/,
    /docs\.docker\.com/,
  ],
];

test.each(refusals)("%s is refused with what to do", (_, given, message, fix) => {
  const action = decideEngine(given);
  expect(action).toMatchObject({
    kind: "refuse",
    message: expect.stringMatching(message),
    fix: expect.stringMatching(fix),
  });
});
