import type { Store } from "../../kv/mod.ts";
import type { AskOptions, Commands } from "../commands.ts";
import type { Outcome } from "../verbs.ts";

/** Ends a transaction from afar, by the id that its station knows it by; rejects as `commands.ask`. */
export function remoteStopping({ store, commands }: { store: Store; commands: Commands }) {
  return async function stop(
    station: string,
    transaction: string,
    options: AskOptions = {},
  ): Promise<Outcome> {
    const remoteId = (await store.transactions.get(transaction))?.value.remoteId;
    const args = { transaction, ...(remoteId === undefined ? {} : { remoteId }) };
    return await commands.ask(station, "stop", args, options);
  };
}
