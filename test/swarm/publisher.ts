import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { docker } from "../support/docker.ts";

/** One call of the API by a node, numbered by its publisher. */
export interface Published {
  /** Container of the node. */
  readonly node: string;
  readonly number: number;
  /** True: the API has accepted it. */
  readonly accepted: boolean;
  /** When the answer came, in milliseconds since 1970. */
  readonly at: number;
  readonly answer: string;
}

/** Publishes from every node of a service until it is stopped. */
export interface Publishers {
  readonly published: readonly Published[];
  readonly stop: () => Promise<void>;
}

/**
 * Publishes `{ node, number }` to a channel, on every node by itself: some times a second, and never a second one
 * before the first is answered.
 */
export async function startPublishers(service: string, channel: string, apiKey: string): Promise<Publishers> {
  const filter = `label=com.docker.swarm.service.name=${service}`;
  const nodes = (await docker("ps", "--quiet", "--filter", filter)).split("\n");
  const published: Published[] = [];
  const pids: { readonly node: string; readonly pid: string }[] = [];
  const url = "http://127.0.0.1:9000/api/publish";
  const running = nodes.map((node) => {
    const data = `{"channel":"${channel}","data":{"node":"${node}","number":'$n'}}`;
    // The static busybox crashes on wget's own -T.
    const call = `timeout 10 wget -q -O - --header "X-API-Key: $KEY" --post-data '${data}' ${url} 2>&1 | tr -d '\\n'`;
    const loop = `echo "pid $$"; n=0; while :; do n=$((n+1)); echo "$n $(${call})"; sleep 0.2; done`;
    const child = execa("docker", ["exec", "--env", `KEY=${apiKey}`, node, "sh", "-c", loop], {
      reject: false,
    });
    child.stdout.setEncoding("utf8");
    let rest = "";
    child.stdout.on("data", (text: string) => {
      const lines = `${rest}${text}`.split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        const [first = "", ...answer] = line.split(" ");
        const said = answer.join(" ");
        if (first === "pid") pids.push({ node, pid: said });
        else published.push(read(node, Number(first), said));
      }
    });
    return child;
  });
  return {
    published,
    stop: async () => {
      // The loop is a process of the container, and outlives the client that started it.
      for (const { node, pid } of pids.splice(0)) {
        await execa("docker", ["exec", node, "sh", "-c", `kill ${pid}`], { reject: false });
      }
      for (const child of running) child.kill();
      await sleep(500);
    },
  };
}

function read(node: string, number: number, answer: string): Published {
  return { node, number, accepted: answer.includes('"result"'), at: Date.now(), answer };
}
