import { isIPv4, isIPv6 } from "node:net";
import { quote, type Refusal, textField } from "../field.ts";

/** Widest range, in bits that are fixed: 10.0.0.0/8 and fc00::/7 are the widest private ones. */
const WIDEST = { 4: 8, 6: 7 } as const;
const LONGEST = { 4: 32, 6: 128 } as const;

/** An IP address, or a range of them as address and prefix length. */
export const ipRangeField = textField(
  {
    expected: "an IP address or a range of them",
    example: "10.0.0.0/8",
    description: "An IP address, or a range of them as address and prefix length.",
    pattern: String.raw`^[0-9a-fA-F.:]+(?:/\d{1,3})?$`,
  },
  (text): Refusal | undefined => {
    const found = quote(text);
    const [address = "", prefix, ...rest] = text.split("/");
    // A zone (`fe80::1%eth0`) belongs to one machine; Traefik does not take it.
    const version = isIPv4(address) ? 4 : isIPv6(address) && !address.includes("%") ? 6 : undefined;
    const length = prefix ?? String(LONGEST[version ?? 4]);
    const isShaped = version !== undefined && rest.length === 0 && /^(?:0|[1-9]\d{0,2})$/.test(length);
    if (!isShaped || Number(length) > LONGEST[version]) {
      const fix = "Write an address such as `10.0.0.5` or a range such as `10.0.0.0/8`.";
      return { code: "invalid-ip-range", message: "expected an IP address or a range of them", found, fix };
    }
    if (Number(length) >= WIDEST[version]) return undefined;
    const message = `expected a range of /${WIDEST[version]} or narrower`;
    const fix = "Name the load balancers alone: whoever is in the range can claim to be any client.";
    return { code: "range-too-wide", message, found, fix };
  },
);
