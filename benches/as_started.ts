import house from "../deno.json" with { type: "json" };

/** What V8 is told wherever kvolt is started: what is measured is kvolt as it runs. */
export const asStarted: readonly string[] = house.tasks.start.command.split(" ")
  .filter((flag) => flag.startsWith("--v8-flags"));
