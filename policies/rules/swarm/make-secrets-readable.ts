import type { MountedFile, Service } from "../../../model/model.ts";
import { clear } from "../../../model/value.ts";
import { isWrittenInDecimal } from "../../file-modes.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { uidOf } from "../../task-user.ts";

/** What Swarm gives a file where nothing is said: readable by everybody, owned by root. */
const usual = { mode: 0o444, uid: "0" } as const;

/** Finds configs and secrets that the program in the task may not read. */
export const makeSecretsReadable: Rule = {
  id: "make-secrets-readable",
  title: "A program may read the files that are mounted for it",
  severity: "error",
  systems: ["swarm"],
  symptom:
    "The task ends at once with `permission denied`, for ever; of a config that it may not read Centrifugo says `config file not found` and runs on defaults.",
  fix: 'Give the file the uid of the program (`uid: "1000"` for Centrifugo, `"999"` for Redis), or the mode 0444.',
  source: "Docker documentation, uid, gid and mode of secrets; Dockerfiles of Centrifugo and Redis",
  proof: "observed",
  check: (model) =>
    model.services.flatMap((service) => service.files.flatMap((file) => checkFile(file, service))),
};

function checkFile({ path, mode, uid }: MountedFile, service: Service): Observation[] {
  const { name, system } = service;
  if (mode === undefined) return [];
  const permissions = clear(mode);
  const owner = uid === undefined ? usual.uid : clear(uid);
  const user = uidOf(service);
  const what = `${path} of service ${name}`;
  if (permissions === undefined || owner === undefined || !/^\d+$/.test(owner))
    return [
      notCheckable(
        name,
        mode.origin,
        `Whether the program may read ${what} is not known here: its mode or owner.`,
      ),
    ];
  // Root reads everything, and so does everybody where all may. Another rule is about decimal numbers.
  if (user === 0 || (permissions & 0o004) !== 0 || isWrittenInDecimal(permissions)) return [];
  if (user === undefined) {
    // Whoever gave an owner has thought of it.
    if (system === "other" || uid !== undefined) return [];
    return [
      notCheckable(name, mode.origin, `Whether the program may read ${what} is not known here: its user.`),
    ];
  }
  const isOwner = Number(owner) === user;
  if (isOwner && (permissions & 0o400) !== 0) return [];
  const shown = `0${permissions.toString(8)}`;
  if (!isOwner && (permissions & 0o040) !== 0) {
    const message = `The mode ${shown} of ${what} lets its group read, and whether user ${user} is in it is not known here.`;
    return [notCheckable(name, mode.origin, message)];
  }
  const readers = (permissions & 0o400) === 0 ? "nobody" : `only user ${owner}`;
  const message = `The mode ${shown} of ${what} (${mode.origin.label}) lets ${readers} read it, and the program runs as user ${user}.`;
  return [{ ...violation(name, mode.origin, message), related: uid === undefined ? [] : [uid.origin] }];
}
