/** A pattern taken apart: `https://*.example.com:8443` to scheme, host and port. */
interface Pattern {
  /** With `://`; empty where the pattern begins with the host, or with a `*` that stands for the scheme too. */
  readonly scheme: string;
  readonly host: string;
  /** With the colon; empty: none. */
  readonly port: string;
  /** What follows: a slash, a path. */
  readonly rest: string;
}

/** Signs of Centrifugo's patterns besides `*`: such a pattern is not looked into here. */
const otherSigns = /[{}[\]?\\]/;

/** Why no browser ever sends an origin that matches a pattern; undefined: it can match one, or is not looked into. */
export function mismatchOf(pattern: string): string | undefined {
  if (/["']/.test(pattern)) return "it holds quotation marks, which belong to no origin";
  if (/\s/.test(pattern)) return "it holds a blank or a line break, so it is taken for one origin";
  if (otherSigns.test(pattern) || pattern === "null") return undefined;
  if (pattern.includes(",")) return "it holds a comma, so it is taken for one origin";
  const { scheme, host, port, rest } = partsOf(pattern);
  const isOpen = pattern.startsWith("*") || /^[a-z]+\*/.test(pattern);
  if (scheme === "" && !isOpen) return "it has no scheme, and an origin begins with one";
  if (rest !== "") return "an origin ends after host and port, without a slash or a path";
  if (/[A-Z]/.test(pattern)) return "Centrifugo compares it with the origin in lower case";
  if (/[^\x21-\x7e]/.test(host)) return "browsers send such a host in punycode (xn--…)";
  const isDefault = (scheme === "https://" && port === ":443") || (scheme === "http://" && port === ":80");
  return isDefault ? `browsers leave out ${port}, the usual port of the scheme` : undefined;
}

/** The pattern as it has to be written, where the fault alone tells that. */
export function mendedPattern(pattern: string): string | undefined {
  if (/[\s,"'{}[\]?\\]/.test(pattern)) return undefined;
  const { scheme, host, port } = partsOf(pattern);
  const usual = { "https://": ":443", "http://": ":80" }[scheme.toLowerCase()];
  const ownPort = port === usual ? "" : port;
  return /[^\x21-\x7e]/.test(host)
    ? undefined
    : `${scheme === "" ? "https://" : scheme}${host}${ownPort}`.toLowerCase();
}

/** Ends of host names below which everybody gets a name, of those that teams use for previews. */
const sharedHosts =
  /^\.(vercel\.app|netlify\.app|pages\.dev|workers\.dev|github\.io|gitlab\.io|herokuapp\.com|web\.app|firebaseapp\.com|azurewebsites\.net|cloudfront\.net|onrender\.com|fly\.dev|ngrok\.io|ngrok\.app|ngrok-free\.app|trycloudflare\.com|surge\.sh)$/;

/** Top-level names that nobody can register. */
const privateEnds = /^\.(localhost|local|internal|lan|home\.arpa|test|example|invalid)$/;

/** How a page of a stranger gets an origin that matches; undefined: none does. */
export function strangersOf(pattern: string): string | undefined {
  if (pattern === "null") return "every page can open a frame whose origin is `null`";
  if (!pattern.includes("*") || otherSigns.test(pattern)) return undefined;
  const { host } = partsOf(pattern);
  if (!host.includes("*")) return undefined;
  const end = host.slice(host.lastIndexOf("*") + 1);
  if (/^\**$/.test(host) || end === "") {
    const start = host.replaceAll("*", "");
    return start === "" || /^https?$/.test(start)
      ? "every web site has such an origin"
      : "the host may go on behind it, up to a domain of a stranger";
  }
  if (!end.startsWith(".")) return "a stranger can register a domain that ends like this";
  if (sharedHosts.test(end)) return "everybody gets a name below this domain";
  const isTopLevel = !end.slice(1).includes(".");
  return isTopLevel && !privateEnds.test(end) ? "a stranger can register a domain below it" : undefined;
}

/** True for a page on a developer's own machine; a host alone may be an app in a shell such as Capacitor. */
export function isDevelopment(pattern: string): boolean {
  const { scheme, host, port } = partsOf(pattern);
  const isLocal = /^(localhost|.+\.localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1\])$/.test(host);
  return isLocal && /^(https?:\/\/)?$/.test(scheme) && (port !== "" || host !== "localhost");
}

/** True for a page that is served without TLS and not from the machine itself. */
export function isPlainHttp(pattern: string): boolean {
  const { scheme, host } = partsOf(pattern);
  const isInside =
    host === "localhost" ||
    /^(10|127|192\.168|172\.(1[6-9]|2\d|3[01]))\.[\d.]+$/.test(host) ||
    !host.includes(".") ||
    /\.(localhost|local|internal|lan|home\.arpa)$/.test(host);
  return scheme === "http://" && !isInside;
}

function partsOf(pattern: string): Pattern {
  const [, scheme = "", host = "", port = "", rest = ""] =
    /^([a-zA-Z*][\w+.*-]*:\/\/)?(\[[^\]]*\]|[^/:]*)(:[\d*]*)?(.*)$/s.exec(pattern) ?? [];
  return { scheme, host, port, rest };
}
