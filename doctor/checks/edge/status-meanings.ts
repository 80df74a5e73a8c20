/** What is behind a status in place of 101. */
export interface Meaning {
  readonly cause: string;
  readonly fix: string;
  readonly page?: string;
}

/** Centrifugo looks at no Origin where none is sent, as by a program that is no browser. */
export const refusedInFront: Meaning = {
  cause:
    "Something in front of Centrifugo refuses this client, whatever its Origin: ipAllowList, forwardAuth, a firewall for HTTP.",
  fix: "Look at the middlewares of the router, and at the proxies before Traefik.",
};

/** Not told by Centrifugo, whichever check meets it. */
export const limited: Meaning = {
  cause: "A limit in front (rateLimit, inFlightReq) refuses connections.",
  fix: "Take that middleware off the router of the websocket: every open websocket counts as a request in flight.",
};

/** What is behind each status. */
export function meanings(
  origin: string,
  address: string,
  services: { readonly centrifugo: string; readonly traefik?: string } | undefined,
): Readonly<Record<number, Meaning>> {
  const tasks = `docker service ps ${services?.centrifugo ?? "<centrifugo>"}`;
  // A stack without a Traefik of its own is behind one of somebody else.
  const isForeign = services !== undefined && services.traefik === undefined;
  const traefik = `docker service logs ${services?.traefik ?? "<traefik>"}`;
  return {
    200: {
      cause: `Something else than Centrifugo answers at ${address}.`,
      fix: "Compare the router's host and path with the address that clients use.",
    },
    400: {
      cause:
        "The Upgrade header does not reach Centrifugo: a proxy in front takes it away, or speaks HTTP/2 to it.",
      fix: `Look at the proxies before Traefik, and at the scheme of the service in Traefik: ${traefik}`,
    },
    401: {
      cause: "A middleware in front asks for a login, which a websocket cannot give.",
      fix: "Take that middleware off the router of the websocket.",
    },
    403: {
      cause: `Centrifugo does not allow the Origin ${origin}.`,
      fix: `Add ${origin} to allowedOrigins, as scheme://host without a path or a comma, and deploy.`,
      page: "docs/rules/require-matching-origin.md",
    },
    404: isForeign
      ? {
          cause: `The Traefik at ${address} has taken up no router for it: its constraints ask for a label that is not there, it has no entry point of that name, or no such servers transport.`,
          fix: `Compare the labels with that Traefik's settings, and read its log: docker service inspect --format '{{json .Spec.Labels}}' ${services?.centrifugo}; ${traefik}`,
          page: "docs/existing-traefik.md",
        }
      : {
          cause: `Traefik has no route for ${address}, or no healthy task behind it.`,
          fix: `Compare the router's rule with the address, then look at the tasks and at Traefik: ${tasks}; ${traefik}`,
        },
    429: limited,
    421: {
      cause: "Traefik's routers of this host name different TLS options, so that it uses none of them.",
      fix: "Give all routers of this host the same TLS option, and deploy.",
      page: "docs/rules/use-one-tls-option-per-host.md",
    },
    500: {
      cause:
        "Traefik cannot talk to Centrifugo in the way that it was told: mostly with the scheme https, where Centrifugo speaks plain HTTP.",
      fix: "Take traefik.http.services.….loadbalancer.server.scheme off the service, and deploy.",
      page: "docs/rules/require-http-backend.md",
    },
    502: {
      cause: "Centrifugo does not listen on the port that Traefik dials, or has just stopped.",
      fix: `Compare traefik.http.services.….loadbalancer.server.port with http_server.port: ${tasks}`,
    },
    503: {
      cause: "No task is healthy, or Centrifugo's connection limit is reached.",
      fix: `See whether they run: ${tasks}`,
    },
    504: {
      cause: "Traefik cannot reach Centrifugo: they share no network, or Traefik takes the wrong one.",
      fix: "Put both on one network and name it in traefik.swarm.network, in full.",
    },
  };
}
