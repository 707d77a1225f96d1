import { getLogger } from "@logtape/logtape";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Commands } from "../commands.ts";
import type { Config } from "../config.ts";
import type { Telemetry } from "../events.ts";
import type { Journal } from "../journal.ts";
import type { Links } from "../links.ts";
import type { Transaction } from "../model.ts";
import { totalCost } from "./charged.ts";

const log = getLogger(["kvolt", "tariffs"]);

/** Tells stations that can show it what a transaction has cost so far, at most every so often. */
export function tellingCosts({ store, clock, config, links, commands, journal }: {
  store: Store;
  clock: Clock;
  config: Config;
  links: Links;
  commands: Commands;
  journal: Journal;
}): () => void {
  const everyMs = config.COST_UPDATE_SECONDS * 1000;
  if (everyMs === 0) return () => {};
  const toldAt = new Map<string, number>();

  async function tell(station: string, id: string): Promise<void> {
    const transaction = (await store.transactions.get(id))?.value;
    const cost = transaction?.state === "open" ? totalCost(transaction) : undefined;
    const args = { transaction: id, remoteId: transaction?.remoteId, cost: cost ?? 0 };
    if (cost === undefined || !links.get(station)?.doing("tellCost", args)) return;
    await commands.ask(station, "tellCost", args);
  }

  return journal.subscribe((event) => {
    const { station } = event;
    if (event.type === "transaction.stopped") toldAt.delete((event.data as Transaction).id);
    if (event.type !== "meter.sampled" || station === undefined) return;
    const id = (event.data as Telemetry["meter.sampled"]).transaction;
    const now = clock.now().getTime();
    if (id === undefined || now - (toldAt.get(id) ?? -Infinity) < everyMs) return;
    toldAt.set(id, now);
    tell(station, id).catch((error) =>
      log.info("{station} was not told what {id} costs: {why}", {
        ...{ station, id },
        why: (error as Error).message,
      })
    );
  });
}
