import type { AskOptions, Commands } from "../commands.ts";
import type { Args, Result } from "../verbs.ts";
import type { DeviceModel } from "./model.ts";
import { placeKey, type Reference } from "./place.ts";

/** Variables in one request where the station has not said how many it takes. */
const AT_ONCE = 10;
/** What one variable takes in a request beside its names and its value, in bytes. */
const FRAME_BYTES = 150;

/** Cuts a list into requests that a station takes, by count and by bytes; one that is too large goes alone. */
export function inRequests<T>(
  items: readonly T[],
  sizeOf: (item: T) => number,
  { most = AT_ONCE, bytes = Infinity }: { most?: number; bytes?: number },
): T[][] {
  const requests: T[][] = [];
  let room = 0;
  for (const item of items) {
    const size = sizeOf(item) + FRAME_BYTES;
    const open = requests.at(-1);
    if (open && open.length < most && size <= room) open.push(item);
    else {
      requests.push([item]);
      room = bytes - FRAME_BYTES;
    }
    room -= size;
  }
  return requests;
}

const bytesOf = (text: string) => new TextEncoder().encode(text).length;

/** Reads, sets and watches variables, in as many requests as the station needs; rejects as `commands.ask`. */
export function askingVariables({ commands, model }: { commands: Commands; model: DeviceModel }) {
  return {
    async read(
      station: string,
      items: readonly Reference[],
      options: AskOptions = {},
    ): Promise<Result<"readVariables">["items"]> {
      const { readItems: most, readBytes: bytes } = await model.limits(station);
      const parts = inRequests(items, (item) => bytesOf(placeKey(item)), { most, bytes });
      const told: Result<"readVariables">["items"][number][] = [];
      for (const items of parts) {
        told.push(...(await commands.ask(station, "readVariables", { items }, options)).items);
      }
      return told;
    },
    async write(
      station: string,
      items: readonly (Reference & { value: string })[],
      options: AskOptions = {},
    ): Promise<Result<"writeVariables">["items"]> {
      const { writeItems: most, writeBytes: bytes } = await model.limits(station);
      const size = (item: Reference & { value: string }) => bytesOf(placeKey(item) + item.value);
      const told: Result<"writeVariables">["items"][number][] = [];
      for (const part of inRequests(items, size, { most, bytes })) {
        const answer = await commands.ask(station, "writeVariables", { items: part }, options);
        told.push(...answer.items);
      }
      return told;
    },
    /** Has variables watched (2.x part 2, N04.FR.09). */
    async watch(
      station: string,
      items: Args<"watch">["items"],
      options: AskOptions = {},
    ): Promise<Result<"watch">["items"]> {
      const { watchItems: most, watchBytes: bytes } = await model.limits(station);
      const size = ({ component, variable, ...wish }: (typeof items)[number]) =>
        bytesOf(placeKey({ component, variable }) + JSON.stringify(wish));
      const told: Result<"watch">["items"][number][] = [];
      for (const part of inRequests(items, size, { most, bytes })) {
        told.push(...(await commands.ask(station, "watch", { items: part }, options)).items);
      }
      return told;
    },
  };
}
