import { codeSpan } from "../escape-markdown.ts";

/** Where the pages and sources of a pull request can be read; undefined: they cannot be linked from here. */
export interface Links {
  /** Address of a page of this package, such as `docs/rules/pin-image.md`. */
  readonly page: (path: string) => string | undefined;
  /** Address of a line in a file of the repository. */
  readonly line: (file: string, line: number) => string | undefined;
}

/** No address is known. */
export const noLinks: Links = { page: () => undefined, line: () => undefined };

/** A rule's name that leads to its page. */
export function ruleLink(rule: string, page: string | undefined, links: Links): string {
  return linked(rule, page === undefined ? undefined : links.page(page));
}

/** `Pulumi.prod.yaml:14` that leads to the line. */
export function placeLink(file: string, line: number | undefined, links: Links): string {
  return line === undefined ? codeSpan(file) : linked(`${file}:${line}`, links.line(file, line));
}

function linked(text: string, address: string | undefined): string {
  return address === undefined ? codeSpan(text) : `[${codeSpan(text)}](${address})`;
}
