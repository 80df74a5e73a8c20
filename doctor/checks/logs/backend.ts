import { hideWords } from "../../../report/hidden-spans.ts";
import { type Check, fail, pass, skip } from "../../check.ts";
import { type DoctorContext, swarmOf } from "../../doctor-context.ts";
import { lastLogLines } from "../../probes/docker.ts";

/** Lines that are read: what happened lately. */
const lines = 500;

/** Reads what the backend says about publishing. */
export const backendLog: Check<DoctorContext> = {
  id: "backend-log",
  layer: "logs",
  title: "the backend publishes without errors",
  why: "What the backend does not publish nobody can deliver.",
  parts: ["swarm"],
  needs: ["services-exist"],
  async run(context) {
    const { backend } = swarmOf(context).services;
    if (backend === undefined) return skip("nobody said which service the backend is: --backend-service");
    const about = (await lastLogLines(backend, lines)).filter((line) => /centrifugo/i.test(line));
    const failed = about.filter((line) =>
      /error|fail|refused|unauthorized|timeout|\b(401|40[345]|50[0-4])\b/i.test(line),
    );
    const success = about.filter((line) => /publish(ed)? successful|publish successful/i.test(line));
    const last = failed.at(-1);
    // A failure that a later success followed was mended, or retried.
    if (last !== undefined && about.lastIndexOf(last) > about.lastIndexOf(success.at(-1) ?? ""))
      return fail({
        expected: "lines such as: [Centrifugo] Publish successful",
        seen: hideWords(last.trim()).slice(0, 160),
        cause: `The backend cannot publish: ${hideWords(last.trim()).slice(0, 160)}`,
        fix: `Read what is around it: docker service logs ${backend} 2>&1 | grep -i centrifugo`,
      });
    if (about.length === 0)
      return skip(`${backend} writes nothing about Centrifugo, or has published nothing lately`);
    return pass(`${success.length} successful publications in the last ${lines} lines`);
  },
};
