// Node asks the file system several times for each import; a fifth of a check's time goes there. Our own imports
// are whole paths of files that are there, so nothing has to be asked.
import { registerHooks } from "node:module";

registerHooks({
  resolve(specifier, context, next) {
    if (!specifier.startsWith(".") || !specifier.endsWith(".ts")) return next(specifier, context);
    const { href } = new URL(specifier, context.parentURL);
    return { url: href, format: "module-typescript", shortCircuit: true };
  },
});

await import("../cli/main.ts");
