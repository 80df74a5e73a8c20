import type { Check } from "./entry-checks.ts";

/** Pairs of which the first may not be larger; zero stands for Centrifugo's own value and always fits. */
const pairs = [
  ["map.min_page_size", "map.max_page_size"],
  ["map.default_page_size", "map.max_page_size"],
  ["map.min_page_size", "map.default_page_size"],
] as const;

/** The pages of a map: smallest, default and largest in this order. */
export const pageSizeChecks: readonly Check[] = pairs.map(([smaller, larger]): Check => {
  return (options) => {
    const [low, high] = [options.integer(smaller), options.integer(larger)];
    if (low <= 0 || high <= 0 || low <= high) return undefined;
    return {
      origin: options.origin(smaller),
      message: `${options.show(smaller)}, but ${options.show(larger)}`,
      fix: "Order the page sizes: `map.min_page_size`, then `map.default_page_size`, then `map.max_page_size`.",
    };
  };
});
