import type { Change } from "../../kv/change.ts";
import type { Entry } from "../../kv/collection.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import type { Findings } from "../findings.ts";
import type { Decision, MeterReading, Transaction } from "../model.ts";
import type { TransactionEvent } from "../model/progress.ts";
import { charged } from "../tariffs/charged.ts";
import type { Presented, Presenting } from "./present.ts";
import type { Metering } from "./meter.ts";
import { progressed } from "./progress.ts";
import { ended, fromFirst, goesOn, recounted, reopened } from "./recount.ts";
import { flagged, type Records } from "./records.ts";
import type { starting } from "./start.ts";
import { parted, toldEvents } from "./told_events.ts";
import { toldKey } from "./told_key.ts";

/** One event of a transaction as a station tells it; its id of the transaction is its own. */
export interface Told {
  readonly station: string;
  readonly remoteId: string;
  readonly type: TransactionEvent["type"];
  readonly seqNo: number;
  readonly at: Date;
  /** Absent where it does not say; only the start has to. */
  readonly place?: { readonly evse: number; readonly connector: number };
  readonly trigger: string;
  readonly chargingState?: string;
  readonly offline: boolean;
  readonly token?: Presented;
  readonly remoteStartId?: number;
  readonly reservation?: number;
  /** Why it ended. */
  readonly reason?: string;
  readonly readings: readonly MeterReading[];
  /** The station's own calculation of the cost. */
  readonly costDetails?: unknown;
}

/** Takes the events of transactions in whatever order they come, each once (laws 2, 8 and 10). */
export function telling({ store, clock, config, records, metering, findings, presented, started }: {
  store: Store;
  clock: Clock;
  config: Config;
  records: Records;
  metering: Metering;
  findings: Findings;
  presented: Presenting;
  started: ReturnType<typeof starting>;
}) {
  const events = toldEvents({ store, clock, config, metering });

  /** A start is mostly new: it is not looked for, since writing its key finds one that is there. */
  async function find(
    change: Change,
    { station, remoteId, type }: Told,
  ): Promise<Entry<Transaction> | null> {
    const { transactionKeys } = store;
    const key = toldKey(remoteId);
    const known = type === "started"
      ? await transactionKeys.expect(change, station, key)
      : await transactionKeys.get(station, key);
    return known && await store.transactions.get(known.value);
  }

  /** What the start was asked for with, where the station names it, now or before, without a token of its own. */
  async function askedFor(told: Told, known?: Transaction): Promise<Presented | undefined> {
    const start = told.remoteStartId ?? (known?.token === "" ? known.remoteStartId : undefined);
    if (told.token || start === undefined) return told.token;
    const asked = await store.remoteStarts.get(told.station, start);
    return asked ? { id: asked.value.token } : undefined;
  }

  /** The transaction after an event, but for its token; what was told late is counted in its place. */
  async function after(before: Transaction, told: Told, opens = false): Promise<Transaction> {
    const now = progressed(opens ? reopened(before) : before, told);
    const late = before.progress !== undefined &&
      (now.startedAt !== before.startedAt || before.state === "closed");
    const total = late
      ? await recounted(now, told.readings, { store, metering })
      : fromFirst(metering.total(now, told.readings), before);
    const isNew = told.type === "ended" && !before.progress?.ended;
    const costs = told.costDetails === undefined ? {} : { costDetails: told.costDetails };
    return { ...(isNew ? ended(total, told) : charged(total)), ...costs };
  }

  async function begin(change: Change, told: Told, others: Readings): Promise<Outcome> {
    const token = await askedFor(told);
    const { station, remoteId, at, reservation, remoteStartId, place } = told;
    const { transaction } = await started(change, {
      ...{ station, remoteId, at, key: toldKey(remoteId) },
      ...(place ?? { evse: 0, connector: 0 }),
      ...(token ? { token: token.id, type: token.type } : {}),
      ...(reservation === undefined ? {} : { reservation }),
      ...(remoteStartId === undefined ? {} : { remoteStartId }),
      takesEvse: place !== undefined && told.type !== "ended",
    }, async (opened) => {
      await metering.keep(change, opened.id, others);
      const begun = await after(opened, told);
      const unknown = remoteStartId !== undefined &&
        !await store.remoteStarts.get(station, remoteStartId);
      return unknown ? { ...begun, flags: flagged(begun.flags, "unknown-remote-start") } : begun;
    });
    if (transaction.state === "closed") {
      change.record("transaction.stopped", transaction, station);
    }
    const decision = told.token && transaction.startDecision;
    return { transaction, placed: true, ...(decision ? { decision } : {}) };
  }

  async function goOn(
    change: Change,
    entry: Entry<Transaction>,
    told: Told,
    others: Readings,
  ): Promise<Outcome> {
    const before = entry.value;
    await metering.keep(change, before.id, others, before);
    const { station, id } = before;
    const holder = async () => (await store.openTransactions.get(station, before.evse))?.value;
    const opens = before.evse > 0 && goesOn(before, told) && await holder() === undefined;
    const moved = await after(before, told, opens);
    const token = await askedFor(told, before);
    const { transaction, decision } = await presented(change, moved, told, token);
    const ends = before.state === "open" && transaction.state === "closed";
    const placed = before.evse !== transaction.evse;
    const holds = (ends || placed) && await holder() === id;
    records.reindex(change, before, transaction, holds && !ends);
    if (opens) records.reopen(change, entry, transaction);
    else if (ends) {
      records.close(change, entry, transaction, holds && before.evse === transaction.evse);
    } else records.replace(change, entry, transaction);
    if (told.type === "ended" && !before.progress?.ended) {
      change.record("transaction.stopped", transaction, station);
    } else if (changes(before, transaction)) {
      change.record("transaction.changed", transaction, station);
    }
    return { transaction, ...(placed ? { placed } : {}), ...(decision ? { decision } : {}) };
  }

  /** Stores an event whatever it says; a decision is given where it carries a token. */
  return async function told(change: Change, event: Told): Promise<Outcome> {
    const entry = await find(change, event);
    const again = entry && await events.repeatOf(entry.value, event);
    if (entry && again) {
      const { decision } = again;
      return { transaction: entry.value, ...(decision ? { decision } : {}) };
    }
    const { carrier, others } = parted(event, entry?.value);
    const outcome = entry
      ? await goOn(change, entry, event, others)
      : await begin(change, event, others);
    const { transaction, decision } = outcome;
    events.keep(change, transaction.id, event, { carrier, decision });
    const { station, evse } = transaction;
    const { readings } = event;
    await metering.live(change, { station, evse, readings }, transaction.id, entry?.value.powerW);
    if (transaction.progress?.stuck) {
      const text = "Events of a transaction share a sequence number; their times order them.";
      await findings.add(change, station, "sequence-stuck", text, `seqNo ${event.seqNo}`);
    }
    return outcome;
  };
}

type Readings = readonly MeterReading[];

interface Outcome {
  readonly transaction: Transaction;
  /** Set where it was not known before on which EVSE it is. */
  readonly placed?: true;
  readonly decision?: Decision;
}

function changes(before: Transaction, after: Transaction): boolean {
  return before.chargingState !== after.chargingState || before.token !== after.token ||
    before.startedAt !== after.startedAt || before.evse !== after.evse ||
    before.state !== after.state;
}
