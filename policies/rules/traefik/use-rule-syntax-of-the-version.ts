import type { StackModel } from "../../../model/model.ts";
import { readRouting } from "../../../model/traefik.ts";
import type { Router } from "../../../model/traefik-parts.ts";
import { clear } from "../../../model/value.ts";
import { type Observation, type Rule, violation } from "../../rule.ts";
import { traefikLabel } from "../../traefik-services.ts";

/** Finds rules in the syntax of another version of Traefik. */
export const useRuleSyntaxOfTheVersion: Rule = {
  id: "use-rule-syntax-of-the-version",
  title: "A router's rule is written for this Traefik",
  severity: "error",
  systems: ["traefik"],
  versions: "rules of v2 on Traefik v3",
  symptom: "The address is 404: Traefik refuses the rule and with it the router, with one line in its log.",
  fix: "Write one value a matcher, joined by `||`, and a Go regular expression in `HostRegexp` and `PathRegexp`.",
  source: "Traefik migration guide from v2 to v3, rule syntax",
  proof: "observed",
  check: (model: StackModel) => {
    const { routers, statics } = readRouting(model);
    const readsV2 = statics.some(
      ({ service, settings }) =>
        service.major === 2 || clear(settings.get("core.defaultrulesyntax")) === "v2",
    );
    return statics.length === 0 || readsV2 ? [] : routers.flatMap(checkRouter);
  },
};

/** What v3 has no such form of. */
const olderForms: readonly (readonly [form: RegExp, what: string])[] = [
  [
    /\b(Host|Path|PathPrefix|Method|HostSNI|ClientIP)\(\s*[`"][^`"]*[`"]\s*,/,
    "several values in one matcher",
  ],
  [/\b(HostRegexp|PathRegexp|HostSNIRegexp)\(\s*[`"][^`"]*\{\w+:?[^`"]*\}/, "a pattern in braces"],
  [/\b(Path|PathPrefix)\(\s*[`"][^`"]*\{\w+(:[^`"]*)?\}/, "a pattern in braces"],
  [/\b(Headers|HeadersRegexp)\(/, "a matcher that v3 calls Header or HeaderRegexp"],
];

function checkRouter({ name, rule, service, origin }: Router): Observation[] {
  const syntax = service === undefined ? undefined : syntaxLabel(name, service);
  if (rule === undefined || syntax === "v2") return [];
  const found = olderForms.find(([form]) => form.test(rule));
  if (found === undefined) return [];
  const message = `The rule of router ${name} (${origin.label}) has ${found[1]}, as v2 takes it and v3 does not.`;
  return [violation(service?.name ?? "", origin, message)];
}

function syntaxLabel(name: string, service: NonNullable<Router["service"]>): string | undefined {
  return clear(traefikLabel(service, `traefik.http.routers.${name.replace(/@.*$/, "")}.rulesyntax`));
}
