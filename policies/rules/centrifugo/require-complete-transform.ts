import type { CentrifugoSettings } from "../../../model/centrifugo-settings.ts";
import { readGroup } from "../../../model/option-group.ts";
import { v6Centrifugos } from "../../centrifugo-services.ts";
import { examine, observe } from "../../entry-checks.ts";
import { usedProxies } from "../../proxies.ts";
import type { Observation, Rule } from "../../rule.ts";
import { checkTransforms, fromStatus, toDisconnect, toResponse } from "../../transforms.ts";

/** Finds transforms of codes that say only half. */
export const requireCompleteTransform: Rule = {
  id: "require-complete-transform",
  title: "A transform says from what to what",
  severity: "error",
  systems: ["centrifugo"],
  symptom:
    "Centrifugo stops at its start with `error validating config`, also where the transforms are not enabled.",
  fix: "Give each transform the code that it starts from and exactly one code that it leads to, with a short text in ASCII.",
  source:
    "Centrifugo internal/config/validate.go, validateStatusTransforms, validateConnectCodeTransforms and validateCodeToUniDisconnectTransforms",
  proof: "observed",
  versions: "Centrifugo v6",
  since: "0.1.0",
  check: (model) => v6Centrifugos(model).flatMap(checkService),
};

function checkService(settings: CentrifugoSettings): readonly Observation[] {
  const { used, isSure } = usedProxies(settings);
  const proxies = [...new Map(used.map(({ proxy }) => [proxy.key, proxy])).values()];
  const group = (key: string) => readGroup(settings, key);
  return observe(settings, "every transform is complete", [
    examine(proxies, [checkTransforms("http.status_to_code_transforms", fromStatus)]),
    examine(
      [group("client.connect_code_to_unidirectional_disconnect")],
      [checkTransforms("transforms", toDisconnect)],
    ),
    examine(
      [
        group("uni_sse.connect_code_to_http_response"),
        group("uni_http_stream.connect_code_to_http_response"),
      ],
      [checkTransforms("transforms", toResponse)],
    ),
    { problems: [], isSure },
  ]);
}
