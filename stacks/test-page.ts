import type { StackConfig } from "../config/stack-config.ts";
import type { TestPage } from "../config/test-page.ts";
import { endsTls } from "../config/traefik-mode.ts";
import { backendSecretFiles } from "./backend-secret-files.ts";
import { centrifugoFacts } from "./centrifugo-options.ts";
import type { FileDefinition, ServiceDefinition } from "./definition.ts";
import { objectName, type StackIdentity, stackLabels } from "./names.ts";
import { backendMain, nodeUid, testPageFiles } from "./test-page-files.ts";
import { httpsPort } from "./traefik-config.ts";
import { testPageLabels } from "./traefik-labels.ts";
import { websocketUrl } from "./urls.ts";

const port = 3000;

/** The example backend with the connection test page: an application like any other, on the same networks. */
export function testPageDefinition(config: StackConfig, identity: StackIdentity): ServiceDefinition {
  const page = pageOf(config);
  const mounted = backendSecretFiles(config).map((file): FileDefinition => ({ ...file, uid: nodeUid }));
  return {
    name: objectName(identity, "test-page"),
    image: config.images.testPage,
    command: ["node"],
    // Reading TypeScript is still called experimental in the library that the page's own files go through.
    args: ["--disable-warning=ExperimentalWarning", "--max-old-space-size=64", backendMain],
    user: `${nodeUid}:${nodeUid}`,
    env: environment(page, config, identity),
    labels: { ...stackLabels(identity), ...testPageLabels(page.domain, config, identity, port) },
    replicas: 1,
    networks: ["edge", "backend"],
    files: [...testPageFiles(), ...mounted, passwordFile(config)],
    mounts: [],
    ports: [],
    healthcheck: {
      test: ["CMD", "wget", "-q", "-O", "/dev/null", `http://127.0.0.1:${port}/health`],
      interval: "5s",
      timeout: "2s",
      startPeriod: "20s",
      retries: 3,
    },
    stopGracePeriod: "10s",
    updateOrder: "start-first",
    constraints: [],
    limits: config.resources.testPage,
  };
}

/** Nothing secret: an environment is shown to everybody who may ask the engine. */
function environment(page: TestPage, config: StackConfig, identity: StackIdentity): Record<string, string> {
  const facts = centrifugoFacts(config, identity);
  const centrifugo = `http://${objectName(identity, "centrifugo")}:${facts.internalPort}`;
  return {
    PORT: String(port),
    STACK: identity.stack,
    PAGE_ORIGIN: page.origin,
    WEBSOCKET_URL: websocketUrl(config, facts),
    // Of what ends TLS in front of this stack only the public name is known.
    ...(endsTls(config) ? { EDGE_ADDRESS: `${objectName(identity, "traefik")}:${httpsPort}` } : {}),
    CENTRIFUGO_API_URL: `${centrifugo}${facts.apiPath}`,
    CENTRIFUGO_HEALTH_URL: `${centrifugo}${facts.healthPath}`,
    CHANNELS: page.channels.join(","),
    LOGIN_USER: page.user,
    ...(page.organization === undefined ? {} : { ORGANIZATION: page.organization }),
  };
}

function passwordFile(config: StackConfig): FileDefinition {
  return {
    name: "test-page-password",
    path: "/run/secrets/test-page-password",
    content: config.testPagePassword ?? "",
    secret: true,
    roles: ["test-page-password"],
    uid: nodeUid,
    mode: 0o400,
  };
}

function pageOf({ testPage }: StackConfig): TestPage {
  if (testPage === undefined) throw new Error("The stack has no test page.");
  return testPage;
}
