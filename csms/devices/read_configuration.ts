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
    const requestId = device.inventories.nextRequest();
    const first = await commands.ask(station, "getConfiguration", { requestId }, options)
      .catch((error: Error) => {
        if (error.name !== "CallError") throw error;
        return error;
      });
    if (!(first instanceof Error) && (first.keys.length > 0 || first.pending)) return first;
    // Some cannot be asked for everything: the keys that are known may do (quirk 21).
    const known = (await configurations.all(station)).map(({ key }) => key);
    try {
      return await byName(station, known.length > 0 ? known : standardKeys, options);
    } catch (error) {
      // Its version has other names for them: what it said first is all there is.
      if (known.length > 0 || (error as Error).name !== "InvalidPayload") throw error;
      if (first instanceof Error) throw first;
      return first;
    }
  };
}

export type ReadConfiguration = ReturnType<typeof readingConfiguration>;
