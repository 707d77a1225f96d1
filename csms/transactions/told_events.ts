import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { expiry } from "../expiry.ts";
import type { Decision, MeterReading, Transaction } from "../model.ts";
import type { TransactionEvent } from "../model/progress.ts";
import { eventOf } from "./event_list.ts";
import type { Metering } from "./meter.ts";
import { hasSeen } from "./sequence.ts";
import type { Told } from "./told.ts";

/** The readings of an event; the record of `carrier` keeps the event too, which then needs none of its own. */
interface Parted {
  readonly carrier?: MeterReading;
  readonly others: readonly MeterReading[];
}

/**
 * Picks the reading that can carry its event: one of the same time, so that both have one order, and later
 * than all before it, so that no other event can have told it already.
 */
export function parted({ readings, at }: Told, before?: Transaction): Parted {
  const time = at.toISOString();
  const { lastSampleAt } = before ?? {};
  const isNew = lastSampleAt === undefined || time > lastSampleAt;
  const carrier = isNew ? readings.find((reading) => reading.at === time) : undefined;
  if (!carrier) return { others: readings };
  return { carrier, others: readings.filter((reading) => reading !== carrier) };
}

/** Keeps what stations tell of transactions, and knows it again. */
export function toldEvents({ store, clock, config, metering }: {
  store: Store;
  clock: Clock;
  config: Config;
  metering: Metering;
}) {
  const keyOf = (id: string, { at, seqNo, type }: Told) =>
    [id, at.getTime(), seqNo, type] as [string, number, number, string];

  /** The event as a sample of its time carries it. */
  async function carried(id: string, told: Told): Promise<TransactionEvent | null> {
    for await (const { value } of store.samples.each([id, told.at.getTime()])) {
      const event = eventOf(value);
      if (event?.seqNo === told.seqNo && event.type === told.type) return event;
    }
    return null;
  }

  return {
    /** The same event again: its number and its time say so, for a number alone may be stuck (quirk 50). */
    async repeatOf({ id, progress }: Transaction, told: Told): Promise<TransactionEvent | null> {
      if (!progress || !hasSeen(progress.seen, told.seqNo)) return null;
      const own = await store.transactionEvents.get(...keyOf(id, told));
      return own ? own.value : await carried(id, told);
    },

    /** Writes an event, with its reading where one carries it. */
    keep(
      change: Change,
      id: string,
      told: Told,
      { carrier, decision }: { carrier?: MeterReading; decision?: Decision },
    ): void {
      const { type, seqNo, at, trigger, chargingState, offline, token } = told;
      const event = {
        ...{ type, seqNo, trigger, offline },
        ...(chargingState ? { chargingState } : {}),
        ...(token ? { token: token.id } : {}),
        ...(decision ? { decision } : {}),
      };
      if (carrier) return metering.put(change, id, [carrier], event);
      const receivedAt = clock.now().toISOString();
      const whole = { ...event, transaction: id, at: at.toISOString(), receivedAt };
      store.transactionEvents.put(
        change,
        keyOf(id, told),
        whole,
        expiry(clock, config.SAMPLE_DAYS),
      );
    },
  };
}
