/** Starts the example backend. Node runs this file as it is: it strips the types. */
import { join } from "node:path";
import { readPageFiles } from "./page-files.ts";
import { createBackend } from "./server.ts";
import { readSettings } from "./settings.ts";

const settings = readSettings(process.env);
const files = readPageFiles(join(import.meta.dirname, "..", "test-page"));
const server = createBackend({ settings, files, log: console.log });
server.listen(settings.port, () => console.log(`[Server] listening on ${settings.port}`));

process.once("SIGTERM", () => {
  server.close();
  // A probe or a publish that still runs may end; nothing else is worth waiting for.
  server.closeIdleConnections();
  setTimeout(() => process.exit(0), 5000).unref();
});
