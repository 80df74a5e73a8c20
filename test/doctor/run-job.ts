import { runSwarmJob } from "../../doctor/swarm-job.ts";
import { testJob } from "./job.ts";

/** A process of its own that runs a long job, so that a test can stop it by a signal. */
const [stack = "", network = ""] = process.argv.slice(2);
await runSwarmJob(testJob(stack, network, "sleep 100", 10_000));
