/** What is known of a number that has no topic, by its range (centrifuge's disconnect.go and unsubscribe.go). */
export function explainRange(number: number): string {
  if (number >= 400 && number <= 599) return "it is an HTTP status: read the log of whoever answered it.";
  if (number >= 400 && number < 2000)
    return "errors from 400 on are the application's own, of a proxied backend.";
  if (number >= 2000 && number < 3000)
    return "codes from 2000 to 2999 end a subscription; from 2500 on the client subscribes again.";
  if (number >= 3000 && number < 3500)
    return "after codes from 3000 to 3499 clients come back by themselves.";
  if (number >= 3500 && number < 4000) return "after codes from 3500 to 3999 clients stay disconnected.";
  if (number >= 4000 && number < 4500)
    return "codes from 4000 to 4499 are the application's own; clients come back.";
  if (number >= 4500 && number < 5000)
    return "codes from 4500 to 4999 are the application's own; clients stay disconnected.";
  return "`centrifugo-swarm doctor explain` lists all that there are.";
}
