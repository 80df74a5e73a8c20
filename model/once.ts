/**
 * A reader that keeps what it read from an object for as long as the object lives. Every rule asks for the same
 * parts of a stack model, and parsing the files inside it takes most of a check's time; the data is read-only.
 */
export function once<Source extends object, Result>(
  read: (source: Source) => Result,
): (source: Source) => Result {
  const known = new WeakMap<Source, { readonly result: Result }>();
  return (source) => {
    const found = known.get(source) ?? { result: read(source) };
    known.set(source, found);
    return found.result;
  };
}
