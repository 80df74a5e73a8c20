import fc from "fast-check";
import { isSecretOption } from "../../../config/centrifugo/secret-options.ts";
import { secrets } from "../../config/stack.ts";
import { variable } from "./entries.ts";
import { plainValue } from "./plain-values.ts";
import { type PlainOption, plainOptions } from "./some-options.ts";
import { joined, type Path, type Tree, withValues } from "./stack-case.ts";

/** Options with secrets in them, and where they are. */
export interface SecretCase {
  readonly centrifugo: Tree;
  /** Texts that may stand in the `.env` only. */
  readonly texts: readonly string[];
  /** Encrypted although nothing says that they are secrets. */
  readonly encrypted: readonly Path[];
}

const signs = 'abcXYZ019 !#$%&()*+,-./:;<=>?@[]^_`{|}~"äß€漢🔑'.match(/./gu) ?? [];

/** Long enough for every rule, and with whatever a quoted line of a `.env` may hold. */
export const awkward = fc
  .tuple(
    fc.stringMatching(/^[0-9a-f]{32}$/),
    fc.array(fc.constantFrom(...signs), { minLength: 1, maxLength: 12 }),
  )
  // Without blanks at the ends, which a person would not see.
  .map(([random, rest]) => `${random}${rest.join("")}.`);

/** The stack's own secrets are settings of the stack file; the last section is not in what Centrifugo prints. */
const notHere =
  /^(client\.token\.hmac_secret_key|http_api\.key|engine\.redis\.password|broker\.redisnats\..*)$/;

function isSecret(names: readonly string[]): boolean {
  return isSecretOption(names) && !notHere.test(names.join("."));
}

const inRoot = plainOptions("Config").filter(({ path }) => isSecret(path));
const inConsumers = plainOptions("Consumer").filter(({ path }) => isSecret(["consumers", ...path]));
const inProxies = plainOptions("NamedProxy").filter(({ path }) => isSecret(["proxies", ...path]));

function some(options: readonly PlainOption[], most: number): fc.Arbitrary<Tree> {
  return fc
    .subarray([...options], { maxLength: most })
    .chain((chosen) => fc.tuple(fc.constant(chosen), fc.array(awkward, { minLength: most, maxLength: most })))
    .map(([chosen, texts]) =>
      Object.fromEntries(
        chosen.map(({ path, field }, index) => [
          path.join("."),
          field.type === "pem" ? secrets.certificateKey : texts[index],
        ]),
      ),
    );
}

/** Header names that differ by little, one of which makes the map a secret. */
const headers = fc
  .tuple(
    fc.subarray(["X-Tenant", "x.tenant", "X_TENANT", "Accept", "a.b"]),
    fc.array(awkward, { minLength: 6, maxLength: 6 }),
  )
  .map(([names, texts]) =>
    Object.fromEntries(["Authorization", ...names].map((name, index) => [name, texts[index]])),
  );

const proxies = fc.uniqueArray(
  fc
    .tuple(fc.stringMatching(/^[a-z]{2}[-._]?[A-Za-z]{2,4}$/), some(inProxies, 2), headers)
    .map(([name, options, map]) => ({
      name,
      entry: withValues(
        { name, endpoint: "http://backend:3000" },
        { ...options, "http.static_headers": map },
      ),
      texts: textsOf(map),
    })),
  { maxLength: 2, selector: ({ name }) => variable(name) },
);

const consumers = fc.uniqueArray(
  fc
    .tuple(fc.stringMatching(/^[a-z]{2}_?[A-Z]{1,4}$/), some(inConsumers, 4))
    .map(([name, options]): Tree => withValues({ name, type: "kafka", enabled: false }, options)),
  { maxLength: 2, selector: ({ name }) => variable(String(name)) },
);

/** Options of other types that somebody chose to encrypt. */
const others = plainOptions("Config").filter(({ path: [section], field }) => {
  return (
    ["node", "prometheus", "websocket", "graphite"].includes(section ?? "") &&
    field.type !== "string-map" &&
    field.type !== "pem"
  );
});
const encrypted = fc
  .subarray(others, { maxLength: 3 })
  .chain((chosen) =>
    fc.tuple(fc.constant(chosen), fc.tuple(...chosen.map(({ path, field }) => plainValue(path, field)))),
  )
  .map(([chosen, values]) => chosen.map(({ path }, index) => ({ path, value: values[index] })))
  .filter((all) => all.every(({ value }) => !/['\\\s]|\p{Cc}/u.test(String(value))));

const address = awkward.map(
  (text) => ["broker.redis.address", [`redis://:${encodeURIComponent(text)}@redis:6379`]] as const,
);

export const secretCase: fc.Arbitrary<SecretCase> = fc
  .record({
    root: some(inRoot, 5),
    proxies,
    consumers,
    encrypted,
    address: fc.option(address, { nil: undefined }),
  })
  .map(({ root, proxies: named, consumers: queues, encrypted: chosen, address: redis }) => {
    const lists: Tree = {
      ...(named.length === 0 ? {} : { proxies: named.map(({ entry }) => entry) }),
      ...(queues.length === 0 ? {} : { consumers: queues }),
      ...(redis === undefined ? {} : Object.fromEntries([redis])),
    };
    const plain = Object.fromEntries(chosen.map(({ path, value }) => [path.join("."), value]));
    const centrifugo = withValues({}, joined([plain, root, lists]));
    const texts = [...textsOf(root), ...named.flatMap((proxy) => proxy.texts), ...(redis?.[1] ?? [])];
    return { centrifugo, texts, encrypted: chosen.map(({ path }) => path) };
  });

function textsOf(tree: Tree): string[] {
  return Object.values(tree).filter((value) => typeof value === "string");
}
