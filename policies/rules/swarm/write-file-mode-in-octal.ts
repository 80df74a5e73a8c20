import type { MountedFile, Service } from "../../../model/model.ts";
import { clear } from "../../../model/value.ts";
import { isWrittenInDecimal } from "../../file-modes.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";

/** Finds permissions that were written as a decimal number. */
export const writeFileModeInOctal: Rule = {
  id: "write-file-mode-in-octal",
  title: "The mode of a mounted file is an octal number",
  severity: "error",
  systems: ["swarm"],
  symptom:
    "The program cannot read its config or secret (permission denied), or its group may write to it: 400 is 0620, and 644 is 0204.",
  fix: "Write the mode with a leading zero: `0o440` in Pulumi, `0440` in a stack file.",
  source:
    "Docker documentation, mode of configs and secrets; terraform-provider-docker, structures of docker_service",
  proof: "observed",
  check: (model) =>
    model.services.flatMap((service) => service.files.flatMap((file) => checkFile(file, service))),
};

function checkFile({ path, mode }: MountedFile, { name }: Service): Observation[] {
  const given = clear(mode);
  if (mode === undefined || given === undefined || !isWrittenInDecimal(given)) return [];
  // Swarm takes the last three digits.
  const octal = `0${(given & 0o777).toString(8)}`;
  const message = `The mode of ${path} in service ${name} is the decimal number ${given}, which is ${octal} (${mode.origin.label}).`;
  return [violation(name, mode.origin, message, `Write 0${given} in a stack file, 0o${given} in Pulumi.`)];
}
