import type { AskOptions, Commands } from "../commands.ts";
import type { Result } from "../verbs.ts";
import { inRequests } from "./ask_variables.ts";
import type { Configurations } from "./configuration.ts";
import type { DeviceRules } from "./device.ts";
import { standardKeys } from "./standard_keys.ts";

/** Keys that are asked for at once: stations may take few, and say how many only when asked. */
const AT_ONCE = 10;

type Answer = Result<"getConfiguration">;

/** Asks a station for its configuration: the keys named, or all; rejects as `commands.ask`. */
export function readingConfiguration({ commands, configurations, device }: {
  commands: Commands;
  device: DeviceRules;
  configurations: Configurations;
}) {
  async function byName(
    station: string,
    names: readonly string[],
    options: AskOptions,
  ): Promise<Answer> {
    let all: Answer | undefined;
    const { readItems: most = AT_ONCE, readBytes: bytes } = await device.model.limits(station);
    for (const keys of inRequests(names, ({ length }) => length, { most, bytes })) {
      const part = await commands.ask(station, "getConfiguration", { keys }, options);
      all = {
        ...part,
        keys: [...(all?.keys ?? []), ...part.keys],
        unknown: [...(all?.unknown ?? []), ...part.unknown],
      };
    }
    return all!;
  }

  return async function read(
    station: string,
    keys?: readonly string[],
    options: AskOptions = {},
  ): Promise<Answer> {
    if (keys) {
      // What it takes at once is known of those that say so; the others are asked as before.
      const { readItems } = await device.model.limits(station);
      if (readItems !== undefined) return await byName(station, keys, options);
      return await commands.ask(station, "getConfiguration", { keys }, options);
    }
    try {
      const requestId = device.inventories.nextRequest();
      const answer = await commands.ask(station, "getConfiguration", { requestId }, options);
      if (answer.keys.length > 0 || answer.pending) return answer;
    } catch (error) {
      if ((error as Error).name !== "CallError") throw error;
    }
    // Some cannot be asked for everything: the keys that are known may do (quirk 21).
    const known = (await configurations.all(station)).map(({ key }) => key);
    return await byName(station, known.length > 0 ? known : standardKeys, options);
  };
}

export type ReadConfiguration = ReturnType<typeof readingConfiguration>;
