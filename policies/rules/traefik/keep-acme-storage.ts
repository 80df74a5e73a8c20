import { posix } from "node:path";
import { readRouting } from "../../../model/traefik.ts";
import { clear } from "../../../model/value.ts";
import { type AcmeResolver, acmeResolvers } from "../../acme-resolvers.ts";
import { notCheckable, type Observation, type Rule, violation } from "../../rule.ts";
import { showWord } from "../../show-name.ts";

/** Finds certificates that are lost with the task. */
export const keepAcmeStorage: Rule = {
  id: "keep-acme-storage",
  title: "ACME certificates outlive the task",
  severity: "error",
  systems: ["traefik"],
  symptom:
    "Every restart of Traefik asks for all certificates anew; after a few, Let's Encrypt refuses for up to a week, and browsers are shown an invalid one.",
  fix: "Mount a volume and set `storage` to a file in it, such as /letsencrypt/acme.json.",
  source: "Traefik documentation, ACME: storage; Let's Encrypt documentation, rate limits",
  check: (model) => {
    const found = readRouting(model).statics.flatMap(acmeResolvers).flatMap(checkResolver);
    // Resolvers that share a file share its fault.
    return found.filter(
      ({ message }, index) => found.findIndex((other) => other.message === message) === index,
    );
  },
};

function checkResolver({ statics, storage, origin }: AcmeResolver): Observation[] {
  const { service } = statics;
  const path = storage === undefined ? "acme.json" : clear(storage);
  const place = storage?.origin ?? origin;
  const directory = service.directory === undefined ? "/" : clear(service.directory);
  const targets = service.mounts.filter(({ type }) => clear(type) !== "tmpfs").map(({ target }) => target);
  if (path === undefined || directory === undefined || targets.some(({ state }) => state !== "known")) {
    const message = `Whether the ACME certificates of service ${service.name} lie on a volume is not known here.`;
    return [notCheckable(service.name, place, message)];
  }
  const file = posix.resolve(directory, path);
  if (targets.some((target) => isIn(file, clear(target) ?? ""))) return [];
  const message = `Service ${service.name} keeps its ACME certificates in ${showWord(file, "a file")} (${place.label}), which is on no volume.`;
  return [violation(service.name, place, message)];
}

function isIn(file: string, target: string): boolean {
  const folder = posix.resolve("/", target);
  return file === folder || file.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}
