import type { MountedFile, StackModel } from "../../../model/model.ts";
import { isEmpty } from "../../../model/secret.ts";
import type { Origin } from "../../../model/value.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { roleValues } from "../../secret-roles.ts";

/** Finds secrets in files that everybody with the repository has. */
export const rejectCommittedSecret: Rule = {
  id: "reject-committed-secret",
  title: "No secret is under version control",
  severity: "error",
  systems: ["swarm", "centrifugo", "redis", "backend"],
  symptom:
    "Everybody who has or ever had a copy of the repository, such as a build server or a former colleague, can sign tokens, publish or read all messages.",
  fix: "Change the secret everywhere, since the old one stays in the history; then give the new one from the environment or as an external Swarm secret, and keep its file out of the repository.",
  source: "Docker documentation, manage sensitive data with Docker secrets",
  check: (model) => {
    const isCommitted = ({ file }: Origin): boolean =>
      file !== undefined &&
      model.sourceFiles.some(({ path, committed }) => path === file && committed === true);
    const values = committedValues(model, isCommitted);
    const files = new Set(values.map(({ origin }) => origin.file));
    const whole = committedFiles(model, isCommitted).filter(({ origin }) => !files.has(origin.file));
    return [...values, ...whole];
  },
};

/** Secrets whose role is known. What comes from the environment is in no file. */
function committedValues(
  model: StackModel,
  isCommitted: (origin: Origin) => boolean,
): readonly Observation[] {
  const found = roleValues(model).flatMap(({ role, service, value }) => {
    const { origin } = value;
    const isLiteral = value.state !== "unknown" && (origin.variables ?? []).length === 0;
    if (!isLiteral || !isCommitted(origin)) return [];
    const message = `The ${role} (${origin.label}) stands in clear in a file under version control.`;
    return [violation(service, origin, message)];
  });
  return once(found, ({ file, line, key, label }) => [file, line, key ?? label]);
}

/** Files of Swarm secrets, whatever they hold. */
function committedFiles(model: StackModel, isCommitted: (origin: Origin) => boolean): readonly Observation[] {
  const found = model.services.flatMap(({ name, files }) =>
    files
      .filter((file) => file.kind === "secret" && isEmpty(file.content) === false)
      .filter((file) => isCommitted(file.origin) && !isPublic(file))
      .map(({ path, origin }) =>
        violation(
          name,
          origin,
          `The file of the Swarm secret that service ${name} mounts as ${path} is under version control.`,
        ),
      ),
  );
  return once(found, ({ file }) => [file]);
}

/** A certificate is mounted as a secret beside its key, and is none. */
function isPublic({ path, origin }: MountedFile): boolean {
  const names = [path, origin.file ?? ""];
  return names.some((name) => /\.(crt|cer|pub)$|(ca|cert|certificate|chain)\.pem$/i.test(name));
}

/** One file may be mounted by several services. */
function once(
  found: readonly Observation[],
  placeOf: (origin: Origin) => readonly unknown[],
): readonly Observation[] {
  return [...new Map(found.map((one) => [JSON.stringify(placeOf(one.origin)), one])).values()];
}
