import * as z from "zod";
import { parseJson } from "./coerce.ts";
import { fields, quote, type Refusal, shapedField, textField } from "./field.ts";
import { portSuffix } from "./traefik-mode.ts";
import { isHostName } from "./values/host-name.ts";

const pageDomainField = textField(
  {
    expected: "a host name",
    example: "realtime-test.example.com",
    description:
      "Public host name of the page, `test.<domain>` unless set. The certificate has to hold it, and it has to lead to the same place as `domain`; a wildcard such as `*.example.com` covers names with one label before `example.com` only.",
    pattern: "^[a-z0-9.-]+$",
  },
  (text): Refusal | undefined => {
    if (isHostName(text)) return undefined;
    const fix =
      "Write the name alone, in lower case, without scheme, port or path: `realtime-test.example.com`.";
    return { code: "invalid-domain", message: "expected a host name", found: quote(text), fix };
  },
);

const userField = shapedField(
  {
    expected: "a user name",
    example: "test",
    description: "Who may sign in to the page; the password is the encrypted setting `testPagePassword`.",
    pattern: "^[A-Za-z0-9._@+-]{1,64}$",
  },
  /^[A-Za-z0-9._@+-]{1,64}$/,
  {
    code: "invalid-user-name",
    fix: "Use up to 64 ASCII letters, digits and `.`, `_`, `@`, `+`, `-`.",
  },
);

const uuid = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";

const organizationField = shapedField(
  {
    expected: "a UUID in lower case",
    example: "3f2b8c1e-9d47-4a6b-8e21-5c0d7f9a1b34",
    description:
      "Organisation of whoever signs in: the page listens and publishes on its channels. One that nobody else has, unless set; with that of a customer, the page reads and writes their channels.",
    pattern: uuid,
  },
  new RegExp(uuid),
  {
    code: "invalid-uuid",
    fix: "Write it as in `3f2b8c1e-9d47-4a6b-8e21-5c0d7f9a1b34`, or leave it out.",
  },
);

/** `testPage:` in the stack file: `true`, or what differs from the defaults. Undefined: there is no such page. */
export const testPageSchema = z
  .preprocess(
    asSettings,
    z
      .strictObject({
        domain: pageDomainField.optional(),
        user: userField.default("test"),
        organization: organizationField.optional(),
      })
      .register(fields, {
        expected: "`true`, or the settings of the page",
        example: "true",
        orBoolean: true,
        description:
          "A page on which a person sees whether messages travel, step by step, served by the example backend; off unless asked for. See [test-page.md](test-page.md).",
      })
      .optional(),
  )
  .optional();

/** `true` asks for the defaults, `false` for no page; `pulumi config set` stores both as text. */
function asSettings(value: unknown): unknown {
  if (value === true || value === "true") return {};
  return value === false || value === "false" ? undefined : value;
}

/** What is deployed for the page. */
export interface TestPage {
  readonly domain: string;
  /** As browsers send it: the port only where it is not the usual one. */
  readonly origin: string;
  readonly user: string;
  readonly organization: string | undefined;
  /** Those of `channels` that belong to one organisation, such as `org:<organisation>:messages`. */
  readonly channels: readonly string[];
}

/** The page with its defaults, which follow from the rest of the stack file. */
export function testPageOf(
  settings: {
    readonly domain: string;
    readonly channels: readonly string[];
    readonly testPage?: z.output<typeof testPageSchema>;
  } & Parameters<typeof portSuffix>[0],
): TestPage | undefined {
  const { testPage, channels } = settings;
  if (testPage === undefined) return undefined;
  const domain = testPage.domain ?? testPageDomain(settings.domain);
  const { user, organization } = testPage;
  return {
    domain,
    origin: `https://${domain}${portSuffix(settings)}`,
    user,
    organization,
    channels: testable(channels),
  };
}

/** The page's host name by what stands in a stack file or comes from Pulumi; undefined: no page, or a wrong one. */
export function testPageHost(domain: string, written: unknown): string | undefined {
  const asked = testPageSchema.safeParse(typeof written === "string" ? parseJson(written) : written).data;
  return asked && (asked.domain ?? testPageDomain(domain));
}

/** Below the websocket's own name, so that it belongs to the same people in any case. */
export function testPageDomain(domain: string): string {
  return `test.${domain}`;
}

/** Channels with one place for the organisation, and no list of users in them. */
export function testable(channels: readonly string[]): string[] {
  return channels.filter((channel) => /^[^<>,#]*<[^<>]*>[^<>,#]*$/.test(channel));
}
