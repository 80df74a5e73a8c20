import { isOlder } from "../../../policies/compare-versions.ts";
import { type Check, type CheckOutcome, fail, pass, skip } from "../../check.ts";
import type { DoctorContext } from "../../doctor-context.ts";
import type { ServerAnswers } from "../../inside/redis-answers.ts";
import { judgeEach, redisOf } from "./answers.ts";

/** What Centrifugo's documentation asks for. */
const least = "6.2.0";

/** Reads the version and the role. */
export const redisVersion: Check<DoctorContext> = {
  id: "redis-version",
  layer: "redis",
  title: "Redis is new enough, and a master",
  why: "An older one does not know the commands that Centrifugo uses; a replica takes no writes.",
  parts: ["swarm", "redis"],
  needs: ["redis-ping"],
  async run(context) {
    const { external = false, cluster = false } = redisOf(context);
    return judgeEach(context, (answers) => judge(answers, external, cluster));
  },
};

function judge({ info }: ServerAnswers, external: boolean, cluster: boolean): CheckOutcome {
  const version = info.get("redis_version") ?? "";
  const role = info.get("role") ?? "";
  // Centrifugo itself never asks: whoever runs that Redis may well keep INFO to himself.
  if (version === "" && external) return skip("Centrifugo's user may not ask it for INFO");
  if (version === "")
    return fail({
      expected: "an answer to INFO",
      seen: "none: Centrifugo's user may not ask",
      cause: "The user that Centrifugo logs in as has too few rights.",
      fix: "Give it +@all -@admin -@dangerous +info on its prefix.",
    });
  if (isOlder(version, least))
    return fail({
      expected: `${least} or later`,
      seen: version,
      cause: `Redis ${version} is too old for Centrifugo.`,
      fix: "Take a newer image, and deploy.",
    });
  // A replica in a cluster leads its clients to its master.
  if (role === "master" || cluster) return pass(`${version}, ${role}`);
  return fail({
    expected: "role master",
    seen: `role ${role}`,
    cause: "Centrifugo talks to a replica of Redis, which takes no writes.",
    fix: "Give it the address of the master, or of the Sentinels.",
  });
}
