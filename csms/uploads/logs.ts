import type { AskOptions, Commands } from "../commands.ts";
import { requestId as newId } from "../request_id.ts";
import type { Args, Result } from "../verbs.ts";
import type { Uploads } from "./uploads.ts";

/** After these nobody knows whether the station will send its log. */
const undecided = new Set(["NoAnswer", "NotConnected"]);

/** Has stations send their logs, to kvolt itself where no other place is named. */
export function logs({ commands, uploads }: { commands: Commands; uploads: Uploads }) {
  return async (
    station: string,
    { location, ...wanted }: Omit<Args<"getLog">, "location"> & { location?: string },
    { baseUrl, ...options }: AskOptions & { baseUrl: string },
  ): Promise<Result<"getLog"> & { upload?: string }> => {
    const { type = "diagnostics", requestId } = wanted;
    const number = requestId ?? newId();
    if (location) {
      return await commands.ask(station, "getLog", { ...wanted, location, number }, options);
    }
    const { upload, path } = await uploads.expect(station, { type, requestId: number });
    const withdraw = () => uploads.remove(station, upload.id);
    const args = { ...wanted, location: baseUrl + path, number };
    try {
      const result = await commands.ask(station, "getLog", args, options);
      if (!result.accepted) await withdraw();
      return result.accepted ? { ...result, upload: upload.id } : result;
    } catch (error) {
      if (!undecided.has((error as Error).name)) await withdraw();
      throw error;
    }
  };
}
