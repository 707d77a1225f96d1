import type { Change } from "../../kv/change.ts";
import type { Entry } from "../../kv/collection.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { expiry } from "../expiry.ts";
import type { Findings } from "../findings.ts";
import type { Decision, MeterReading, Transaction } from "../model.ts";
import { charged } from "../tariffs/charged.ts";
import type { Decisions } from "../tokens/decide.ts";
import { tokenKey, type TokenStore } from "../tokens/store.ts";
import { closeRegister, openRegister } from "./energy.ts";
import type { NextNumber } from "./ids.ts";
import type { Metering } from "./meter.ts";
import { flagged, type Records } from "./records.ts";

interface Stop {
  readonly station: string;
  readonly transaction: string;
  readonly meterStop?: number;
  readonly at: Date;
  /** What the station's clock said, where it is no help for the time and yet tells a repeat. */
  readonly told?: string;
  readonly token?: string;
  readonly reason?: string;
  readonly readings: readonly MeterReading[];
}

/** A stop that is this much older than a start cannot be its own; clocks are set in between. */
const BEFORE_START_MS = 60_000;

/** Ends transactions as their stations say. */
export function stopping(
  { store, clock, config, decisions, tokens, records, metering, findings, nextId }: {
    store: Store;
    clock: Clock;
    config: Config;
    decisions: Decisions;
    tokens: TokenStore;
    records: Records;
    metering: Metering;
    findings: Findings;
    nextId: NextNumber;
  },
) {
  /** The transaction that is named by its id. */
  async function named({ station, transaction }: Stop): Promise<Entry<Transaction> | null> {
    const entry = await store.transactions.get(transaction);
    return entry?.value.station === station ? entry : null;
  }

  /** The transaction that is meant where its id says nothing: the one open of that token, else the only one. */
  async function guess(stop: Stop): Promise<Entry<Transaction> | null> {
    const open = (await records.openOf(stop.station)).filter(({ value }) =>
      stop.at.getTime() >= Date.parse(value.startedAt) - BEFORE_START_MS
    );
    const owner = stop.token && ((await tokens.find(stop.token))?.value.id ?? stop.token);
    const ofToken = owner
      ? open.filter(({ value }) =>
        tokenKey(value.token) === tokenKey(owner) || presents(stop, value)
      )
      : [];
    // An id that kvolt did not give, with another token: what some CSMS before us started.
    const foreign = Number(stop.transaction) > 0 && owner;
    const candidates = ofToken.length || foreign ? ofToken : open;
    return candidates.length === 1 ? candidates[0]! : null;
  }

  /** A stop of no transaction that is known is kept as one, so that nothing is lost (law 8). */
  async function orphan(change: Change, stop: Stop, decision?: Decision): Promise<string> {
    const id = String(await nextId());
    const at = stop.at.toISOString();
    const transaction: Transaction = {
      ...{ id, station: stop.station, evse: 0, connector: 0, token: stop.token ?? "" },
      ...{ startedAt: at, stoppedAt: at, receivedAt: clock.now().toISOString() },
      meterStart: stop.meterStop ?? 0,
      meterStop: stop.meterStop,
      register: openRegister(stop.meterStop),
      peakW: 0,
      state: "closed",
      reason: stop.reason,
      flags: ["stop-without-start"],
      startDecision: decision ?? { status: "Invalid", source: "default" },
      stopDecision: decision,
    };
    await metering.keep(change, id, stop.readings);
    records.create(change, metering.total(transaction, stop.readings), false);
    change.record("transaction.stopped", transaction, stop.station);
    return id;
  }

  /** The transaction that was ended, or kept, when this very stop was told before (law 2). */
  async function told(change: Change, stop: Stop): Promise<Transaction | undefined> {
    const known = await store.transactionKeys.expect(change, stop.station, keyOf(stop));
    return known ? (await store.transactions.get(known.value))?.value : undefined;
  }

  /** Keeps what a stop meant whose id does not say it: the same guess made later may be of another one. */
  function remember(change: Change, stop: Stop, id: string): void {
    const until = expiry(clock, config.SAMPLE_DAYS);
    store.transactionKeys.create(change, [stop.station, keyOf(stop)], id, until);
  }

  async function repeat(change: Change, stop: Stop, known: Transaction): Promise<void> {
    if (stop.meterStop === undefined || stop.meterStop === known.meterStop) return;
    await findings.add(
      change,
      stop.station,
      "stop-differs",
      "A transaction's stop came again with another meter value; the first one holds.",
      `transaction ${known.id}: ${known.meterStop} Wh, then ${stop.meterStop} Wh`,
    );
  }

  function end(open: Transaction, stop: Stop, guessed: boolean, decision?: Decision): Transaction {
    const counted = metering.total(open, stop.readings);
    const { register, remarks } = closeRegister(
      counted.register,
      stop.meterStop,
      stop.at.toISOString(),
    );
    const { powerW: _, ...rest } = counted;
    const late = open.state === "closed" ? ["stopped-late"] : [];
    // What was said of its end while the true one was not known holds no more.
    const known = rest.flags.filter((flag) => flag !== "lost" && flag !== "no-meter-stop");
    return charged({
      ...rest,
      register,
      state: "closed",
      stoppedAt: stop.at.toISOString(),
      meterStop: stop.meterStop ?? register.lastWh,
      reason: stop.reason ?? "Local",
      stopToken: stop.token,
      stopDecision: decision,
      flags: flagged(known, ...late, ...remarks, ...(guessed ? ["matched-by-guess"] : [])),
    });
  }

  /** Stores a stop whatever it says; its decision is on the token it carries, if any. */
  return async function stopped(change: Change, stop: Stop): Promise<Decision | undefined> {
    const byId = await named(stop);
    const known = byId ? null : await told(change, stop);
    if (known) {
      await repeat(change, stop, known);
      return known.stopDecision;
    }
    const entry = byId ?? await guess(stop);
    if (entry?.value.stopDecision || entry && isStopped(entry.value)) {
      await repeat(change, stop, entry.value);
      return entry.value.stopDecision;
    }
    const token = entry && presents(stop, entry.value) ? entry.value.token : stop.token;
    const decision = token ? await decisions.decide(change, token, stop.station) : undefined;
    if (!entry) {
      remember(change, stop, await orphan(change, stop, decision));
      return decision;
    }
    if (!byId) remember(change, stop, entry.value.id);
    await metering.keep(change, entry.value.id, stop.readings);
    const closed = end(entry.value, stop, !byId, decision);
    const { station, evse, id } = closed;
    if (entry.value.state === "open") {
      const holder = await store.openTransactions.get(station, evse);
      records.close(change, entry, closed, holder?.value === id);
    } else records.replace(change, entry, closed);
    change.record("transaction.stopped", closed, station);
    return decision;
  };
}

/** What makes a stop the same as another one; 0, -1 and no id are alike (quirk 33). */
function keyOf({ transaction, told, at, meterStop, token = "" }: Stop): string {
  const id = Number(transaction) > 0 ? transaction : "";
  return `stop|${id}|${tokenKey(token)}|${told ?? at.toISOString()}|${meterStop}`;
}

/** Whether a stop carries the very tag that the transaction was started with, whatever it stands for. */
function presents(stop: Stop, { token, presented = token }: Transaction): boolean {
  return stop.token !== undefined && tokenKey(stop.token) === tokenKey(presented);
}

/** Whether the station itself has ended it; one that kvolt closed may still be told its true end. */
function isStopped({ state, reason, flags }: Transaction): boolean {
  if (flags.includes("stopped-late")) return true;
  return state === "closed" && reason !== "Lost" && !flags.includes("closed-by-hand");
}
