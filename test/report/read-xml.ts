/** An element of a small part of XML: elements, attributes in double quotes, text. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const pieces = /<\?xml [^>]*\?>|<\/([\w-]+)>|<([\w-]+)((?: [\w-]+="[^"<]*")*)(\/?)>|[^<]+/gy;

/** Reads it strictly: throws for everything that an XML parser would refuse, and for what is not used here. */
export function readXml(source: string): Element {
  if (forbidden.test(source)) throw new Error("a character that XML does not have");
  const top: Element = { name: "", attributes: {}, children: [], text: "" };
  const open: Element[] = [top];
  pieces.lastIndex = 0;
  while (pieces.lastIndex < source.length) {
    const at = pieces.lastIndex;
    const match = pieces.exec(source);
    if (match === null) throw new Error(`no XML at ${source.slice(at, at + 60)}`);
    const [piece, closed, name, attributes = "", single] = match;
    const current = open.at(-1) ?? top;
    if (closed !== undefined) {
      if (open.pop()?.name !== closed) throw new Error(`</${closed}> closes nothing`);
    } else if (name !== undefined) {
      const element: Element = { name, attributes: readAttributes(attributes), children: [], text: "" };
      current.children.push(element);
      if (single === "") open.push(element);
    } else if (!piece.startsWith("<?")) {
      if (piece.includes("]]>")) throw new Error("]]> in a text");
      current.text += decode(piece);
    }
  }
  const [root] = top.children;
  if (open.length !== 1 || root === undefined || top.children.length !== 1 || top.text.trim() !== "")
    throw new Error("there is not one element that is closed");
  return root;
}

function readAttributes(text: string): Readonly<Record<string, string>> {
  const found = [...text.matchAll(/ ([\w-]+)="([^"]*)"/g)];
  if (new Set(found.map(([, name]) => name)).size !== found.length)
    throw new Error("an attribute stands twice");
  // A parser turns white space that is not escaped into spaces.
  return Object.fromEntries(
    found.map(([, name, value = ""]) => [name, decode(value.replaceAll(/\s/g, " "))]),
  );
}

const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replaceAll(/&([^;&\s]*);|&/g, (whole, name: string | undefined) => {
    const known = named[name ?? ""];
    const code = /^#(\d+)$/.exec(name ?? "")?.[1];
    if (known === undefined && code === undefined) throw new Error(`no entity: ${whole}`);
    return known ?? String.fromCodePoint(Number(code));
  });
}
