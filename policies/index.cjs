// Pulumi loads a pack with require(); Node runs the TypeScript as it is.
import("./pack.ts");
