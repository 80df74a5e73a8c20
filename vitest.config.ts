import { defineConfig } from "vitest/config";

/** `sample` is what `make test` runs; `make test-full` runs every count. */
const tier = process.env["TEST_TIER"] === "full" ? "full" : "sample";

export default defineConfig({
  test: {
    reporters: [["default", { summary: false }], "./test/closing-line.ts"],
    env: { TEST_TIER: tier, NO_COLOR: "1" },
    projects: [
      {
        test: {
          name: "unit",
          include: [
            "test/*.test.ts",
            "test/{cli,config,doctor,examples,lab,model,policies,report,setup,stacks}/**/*.test.ts",
          ],
          testTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          // Each file has a stack of its own and mostly waits for the Swarm: two at a time keep both cores busy.
          name: "real",
          include: ["test/{browser,engine,gallery,swarm}/**/*.test.ts"],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
