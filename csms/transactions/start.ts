import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { expiry } from "../expiry.ts";
import type { Decision, Transaction } from "../model.ts";
import { isNewer } from "../newer.ts";
import type { Tariffs } from "../tariffs/store.ts";
import type { Decisions } from "../tokens/decide.ts";
import type { RemoteTags } from "../tokens/remote_tag.ts";
import type { TokenStore } from "../tokens/store.ts";
import type { Closing } from "./close.ts";
import { openRegister } from "./energy.ts";
import type { NextNumber } from "./ids.ts";
import type { Records } from "./records.ts";

/** A start that is told this much later than it happened was kept by an offline station. */
const OFFLINE_MS = 5 * 60_000;

interface Start {
  readonly station: string;
  readonly evse: number;
  readonly connector: number;
  /** Absent where nobody has presented one yet. */
  readonly token?: string;
  /** The kind of identifier that the token is, where the station says. */
  readonly type?: string;
  readonly meterStart?: number;
  readonly remoteId?: string;
  readonly remoteStartId?: number;
  readonly at: Date;
  /** Set where the station's clock is no help, and `at` is the time of arrival. */
  readonly untimed?: boolean;
  readonly reservation?: number;
  /** What makes this start the same as another one (law 2). */
  readonly key: string;
  /** False where it does not take its EVSE: it is over already, or nobody says which one it is. */
  readonly takesEvse?: boolean;
}

/** What is said of a transaction that nobody has presented a token for. */
const undecided: Decision = { status: "Invalid", source: "default" };

/** Begins transactions. */
export function starting(
  { store, clock, config, tariffs, decisions, tokens, remoteTags, records, closing, nextId }: {
    store: Store;
    clock: Clock;
    config: Config;
    tariffs: Tariffs;
    decisions: Decisions;
    tokens: TokenStore;
    remoteTags: RemoteTags;
    records: Records;
    closing: Closing;
    nextId: NextNumber;
  },
) {
  function follows({ at }: Start, { startedAt: told, receivedAt }: Transaction): boolean {
    return isNewer(at, { told, receivedAt }, clock.now());
  }

  async function flagsOf(
    start: Start,
    meant: string | undefined,
    decision: Decision,
  ): Promise<string[]> {
    const flags: string[] = [];
    const station = await store.stations.get(start.station);
    if (station?.value.registration !== "Accepted") flags.push("unregistered");
    if (!await store.connectors.get(start.station, start.evse, start.connector)) {
      flags.push("unknown-connector");
    }
    if (meant !== undefined && decision.status !== "Accepted") flags.push("token-refused");
    if (meant && !await tokens.find(meant) && decision.source === "default") {
      flags.push("unknown-token");
    }
    if (clock.now().getTime() - start.at.getTime() > OFFLINE_MS) flags.push("offline");
    return flags;
  }

  /** Stores a start whatever it says (law 8); the same start again gives the same transaction. */
  return async function started(
    change: Change,
    start: Start,
    /** Adds what else is known of it when it begins. */
    more: (transaction: Transaction) => Promise<Transaction> = (same) => Promise.resolve(same),
  ): Promise<{ transaction: Transaction; repeated: boolean }> {
    const known = await store.transactionKeys.expect(change, start.station, start.key);
    const earlier = known && await store.transactions.get(known.value);
    // A clock that is not set begins anew with each power-up: what it told of an ended one may come again.
    if (earlier && !(start.untimed && earlier.value.state === "closed")) {
      return { transaction: earlier.value, repeated: true };
    }

    const holder = await records.openAt(start.station, start.evse);
    const replaysOlder = holder !== null && !follows(start, holder.value);
    const ending = holder && !replaysOlder ? [holder.value.id] : [];
    const takes = !replaysOlder && start.takesEvse !== false;
    const meant = start.token === undefined
      ? undefined
      : remoteTags.meant(start.station, start.token, start.evse);
    const decision = meant === undefined
      ? undecided
      : await decisions.decideStart(change, meant, start.station, ending, {
        ...{ type: start.type, evse: start.evse },
      });
    if (holder && !replaysOlder) closing.lost(change, holder, start.at, !takes);

    const id = String(await nextId());
    const owner = meant ? (await tokens.find(meant))?.value.id ?? meant : "";
    const { key, at, untimed, takesEvse: _, type: __, ...said } = start;
    const transaction = await more({
      ...said,
      id,
      token: owner,
      meterStart: start.meterStart ?? 0,
      ...(owner === (start.token ?? "") ? {} : { presented: start.token }),
      startedAt: at.toISOString(),
      receivedAt: clock.now().toISOString(),
      register: openRegister(start.meterStart, untimed ? undefined : at.toISOString()),
      peakW: 0,
      state: "open",
      flags: await flagsOf(start, meant, decision),
      startDecision: decision,
      ...await tariffs.opening({ ...start, token: owner }),
    });
    records.create(change, transaction, takes);
    const until = expiry(clock, config.SAMPLE_DAYS);
    if (known) store.transactionKeys.replace(change, known, id, until);
    else store.transactionKeys.create(change, [start.station, key], id, until);
    await useReservation(change, start);
    change.record("transaction.started", transaction, start.station);
    return { transaction, repeated: false };
  };

  async function useReservation(change: Change, start: Start): Promise<void> {
    if (!start.reservation) return;
    const entry = await store.reservations.get(start.station, start.reservation);
    if (!entry || entry.value.state !== "active") return;
    const used = { ...entry.value, state: "used" as const };
    store.reservations.replace(change, entry, used, Date.parse(used.expiresAt) + 86_400_000);
    change.record("reservation.changed", used, start.station);
  }
}
