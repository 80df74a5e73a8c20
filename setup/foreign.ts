import { z } from "zod/mini";
import { UserError } from "../config/user-error.ts";
import { ownerLabel } from "../model/labels.ts";
import { docker, lines } from "./docker.ts";
import { type Owner, ownObjects } from "./leftovers.ts";

const serviceSchema = z.object({
  Spec: z.object({
    Name: z.string(),
    Labels: z.nullish(z.record(z.string(), z.string())),
    TaskTemplate: z.object({ Networks: z.nullish(z.array(z.object({ Target: z.string() }))) }),
  }),
});
type SwarmService = z.output<typeof serviceSchema>;

/**
 * Refuses to remove networks on which services of others still sit: Docker would refuse too, but halfway.
 *
 * @throws UserError that names them, and the command that takes each off.
 */
export async function refuseForeignServices(target: Owner): Promise<void> {
  const networks = await networkIds(target);
  if (networks.size === 0) return;
  const found = (await readServices(target.env))
    .filter((service) => service.Spec.Labels?.[ownerLabel] !== target.owner)
    .flatMap((service) =>
      (service.Spec.TaskTemplate.Networks ?? []).flatMap(({ Target }) => {
        const network = networks.get(Target);
        return network === undefined ? [] : [{ service: service.Spec.Name, network }];
      }),
    );
  if (found.length === 0) return;
  const list = found.map(({ service, network }) => `${service} on ${network}`).join(", ");
  throw new UserError(`Services that are not ours still use our networks: ${list}.`, {
    fix: `take them off first: ${found.map(({ service, network }) => `docker service update --network-rm ${network} ${service}`).join(" && ")}`,
  });
}

/** Our networks: id and name both lead to the name, since a service may be attached by either. */
async function networkIds(target: Owner): Promise<Map<string, string>> {
  const names = await ownObjects(target, "network");
  if (names.length === 0) return new Map();
  const format = "{{.Id}}\t{{.Name}}";
  const result = await docker(["network", "inspect", "--format", format, ...names], { env: target.env });
  return new Map(
    lines(result).flatMap((line): [string, string][] => {
      const [id = "", name = ""] = line.split("\t");
      return [
        [id, name],
        [name, name],
      ];
    }),
  );
}

async function readServices(env: NodeJS.ProcessEnv): Promise<SwarmService[]> {
  const ids = lines(await docker(["service", "ls", "--quiet"], { env }));
  if (ids.length === 0) return [];
  const result = await docker(["service", "inspect", "--format", "{{json .}}", ...ids], { env });
  return lines(result).flatMap((line) => serviceSchema.safeParse(JSON.parse(line)).data ?? []);
}
