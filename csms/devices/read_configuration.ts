import type { AskOptions, Commands } from "../commands.ts";
import type { Result } from "../verbs.ts";
import type { Configurations } from "./configuration.ts";

/** Asks a station for its configuration: the keys named, or all; rejects as `commands.ask`. */
export function readingConfiguration({ commands, configurations }: {
  commands: Commands;
  configurations: Configurations;
}) {
  return async function read(
    station: string,
    keys?: readonly string[],
    options: AskOptions = {},
  ): Promise<Result<"getConfiguration">> {
    try {
      return await commands.ask(station, "getConfiguration", keys ? { keys } : {}, options);
    } catch (error) {
      if (keys || (error as Error).name !== "CallError") throw error;
      // Some refuse to be asked for everything: the keys that are known may do (quirk 21).
      const known = (await configurations.all(station)).map(({ key }) => key);
      if (known.length === 0) throw error;
      return await commands.ask(station, "getConfiguration", { keys: known }, options);
    }
  };
}
