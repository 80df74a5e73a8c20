import { isOlder } from "../../../policies/compare-versions.ts";
import { type Check, fail, pass } from "../../check.ts";
import type { DoctorContext } from "../../doctor-context.ts";
import { redisAnswers } from "./answers.ts";

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
    const { info } = await redisAnswers(context);
    const version = info.get("redis_version") ?? "";
    const role = info.get("role") ?? "";
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
    if (role === "master") return pass(`${version}, ${role}`);
    return fail({
      expected: "role master",
      seen: `role ${role}`,
      cause: "Centrifugo talks to a replica of Redis, which takes no writes.",
      fix: "Give it the address of the master, or of the Sentinels.",
    });
  },
};
