/**
 * Remembers what one request of the engine needs, for all policies of the pack. The SDK calls every policy with
 * objects of its own, although they hold the same resources, and reading them anew for each of a hundred rules
 * would take longer than the preview itself. It calls each policy once a request, so whoever asks a second time
 * asks for the next one.
 */
export function oncePerRequest<Source, Result>(
  read: (source: Source) => Result,
): (request: string, policy: string, source: () => Source) => Result {
  const requests = new Map<string, { readonly result: Result; readonly asked: Set<string> }>();
  return (request, policy, source) => {
    const known = requests.get(request);
    const isSame = known !== undefined && !known.asked.has(policy);
    const current = isSame ? known : { result: read(source()), asked: new Set<string>() };
    current.asked.add(policy);
    requests.set(request, current);
    return current.result;
  };
}
