import { ConfigError } from "../config/config-error.ts";
import { type FileCheckOptions, inspectStackFile } from "../config/inspect-file.ts";
import { issuesOf, type StackPlace } from "../config/load.ts";
import { hideSecrets, secretTexts } from "../config/secrecy.ts";
import { fromPulumi } from "../model/from-pulumi.ts";
import type { StackModel } from "../model/model.ts";
import { encryptedSettings } from "./check-stack.ts";
import { forgetDifferences } from "./record/forget-differences.ts";
import { programOf } from "./record/program.ts";
import { recordResources } from "./record/record-resources.ts";
import { type StandInValues, standInValues } from "./record/stand-in-values.ts";

/** What a project's program would deploy. */
export interface RecordedProgram {
  /** Values that come from an encrypted setting are unknown. */
  readonly model: StackModel;
  /** Settings that could not be looked at, since Pulumi keeps them encrypted. */
  readonly encrypted: readonly string[];
}

/**
 * Runs the program of a project without engine, backend, credentials and Docker, and reads what it declares,
 * with whatever its author changed in it.
 *
 * It runs twice, each time with other values in place of the encrypted ones: what is the same in both does not
 * depend on them, and everything else is unknown.
 *
 * @throws UserError with exit code 2 when there is no program, it refuses its configuration, or it fails.
 */
export async function recordProgram(
  place: StackPlace,
  options: FileCheckOptions = {},
): Promise<RecordedProgram> {
  const inspection = inspectStackFile(place, options);
  const { file } = inspection;
  if (file === undefined) throw new ConfigError(issuesOf({ ...inspection, findings: [] }, file, place));
  const program = programOf(place.directory);
  const stop = new AbortController();
  const record = async (values: StandInValues) => {
    const request = { program, project: place.project, stack: shortName(place.stack), ...values };
    const texts = secretTexts({ ...inspection, values: inspection.own });
    const hide = (text: string) => hideSecrets(text, texts);
    return fromPulumi(await recordResources(request, place.directory, hide, stop.signal));
  };
  const { project } = place;
  const [one, other] = await Promise.all([
    standInValues(file, project, 0, options),
    standInValues(file, project, 1, options),
  ]);
  try {
    const [model, otherModel] = await Promise.all([record(one), record(other)]);
    forgetDifferences(model, otherModel);
    return {
      model: one.complete ? model : withHiddenOptions(model),
      encrypted: encryptedSettings(inspection),
    };
  } finally {
    stop.abort();
  }
}

/** Where options are encrypted that nothing can stand for, a Centrifugo may be set to anything. */
function withHiddenOptions(model: StackModel): StackModel {
  const services = model.services.map((service) =>
    service.system === "centrifugo" ? { ...service, envComplete: false } : service,
  );
  return { ...model, services };
}

/** Without organisation and project, as a program sees it. */
function shortName(stack: string): string {
  return stack.slice(stack.lastIndexOf("/") + 1);
}
