import { quote, type Refusal, textField } from "../field.ts";

/** Where Centrifugo asks a backend: by HTTP or by gRPC. */
export const proxyEndpointField = textField(
  {
    expected: "the URL of a backend",
    example: "http://backend:3000/centrifugo/subscribe",
    description: "Where Centrifugo asks the backend, by HTTP or by gRPC.",
    pattern: String.raw`^(?:https?|grpc)://\S+$`,
  },
  proxyEndpointFault,
);

/** Why Centrifugo cannot call a backend at this address; undefined when it can. */
export function proxyEndpointFault(text: string): Refusal | undefined {
  if (/^(?:https?|grpc):\/\/[^\s/?#]+(?:[/?#]\S*)?$/.test(text)) return undefined;
  const message = "expected a URL that begins with `http://`, `https://` or `grpc://`";
  const fix = "Write for example `http://backend:3000/centrifugo/subscribe`, with the name of your service.";
  return { code: "invalid-endpoint", message, found: quote(text), fix };
}
