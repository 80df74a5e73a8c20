import { swarmFacts } from "../../doctor/facts/swarm-facts.ts";
import { upgradeStatus } from "../../doctor/probes/http1.ts";
import { serviceNames } from "../../stacks/names.ts";
import {
  isAs,
  type LiveService,
  readService,
  until,
  untilRouted,
  untilRunning,
  writeService,
} from "./services.ts";
import type { GalleryStack } from "./stack.ts";

/** Remembers how the services are, and gives what takes a fault away and waits until all is well again. */
export async function rememberServices(gallery: GalleryStack): Promise<() => Promise<void>> {
  const wanted = new Map<string, LiveService["Spec"]>();
  for (const service of serviceNames) {
    const { Spec } = await readService(gallery.nameOf(service));
    wanted.set(Spec.Name, Spec);
  }
  return async () => {
    await gallery.undo();
    for (const [name, spec] of wanted) await putBack(name, spec);
    const centrifugo = gallery.nameOf("centrifugo");
    // What it has logged is told for a minute: the next fault has to begin with a clean log.
    if (await hasErrors(gallery)) {
      const old = await readService(centrifugo);
      const { ForceUpdate } = old.Spec.TaskTemplate;
      const spec = { ...old.Spec, TaskTemplate: { ...old.Spec.TaskTemplate, ForceUpdate: ForceUpdate + 1 } };
      wanted.set(centrifugo, spec);
      await putBack(centrifugo, spec);
    }
    const { edge } = gallery.target;
    await until("the websocket to open", async () => {
      const status = await upgradeStatus(edge, edge.origin).catch(() => 0);
      return status === 101;
    });
  };
}

async function putBack(name: string, wanted: LiveService["Spec"]): Promise<void> {
  const live = await readService(name);
  if (isAs(wanted, live)) return untilRunning(name);
  // All tasks at once, and without waiting for those that do not start.
  await writeService(name, { ...wanted, UpdateConfig: { ...wanted.UpdateConfig, Parallelism: 0 } });
  await untilRunning(name);
  await writeService(name, wanted);
  await untilRouted(live.Spec, wanted);
}

async function hasErrors({ target }: GalleryStack): Promise<boolean> {
  const logs = await swarmFacts(target.swarm).logs();
  return [...logs.values()].flat().some(({ level }) => level === "error" || level === "fatal");
}
