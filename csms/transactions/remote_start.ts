import type { Store } from "../../kv/mod.ts";
import type { ProfilesOfStarts } from "../charging/with_start.ts";
import type { Clock } from "../clock.ts";
import type { AskOptions, Commands } from "../commands.ts";
import { inTurn } from "../in_turn.ts";
import type { ChargingProfile } from "../model.ts";
import type { Shown, ShownConnector } from "../stations/shown.ts";
import { masterPass, MasterPassStart } from "../tokens/master_pass.ts";
import type { RemoteTags } from "../tokens/remote_tag.ts";
import { tokenKey } from "../tokens/store.ts";
import type { Outcome } from "../verbs.ts";
import { numbers } from "./ids.ts";
import type { Records } from "./records.ts";
import { toldKey } from "./told_key.ts";

/** What a station in this state still waits for before it charges (quirks 31 and 45). */
const waits: Readonly<Record<string, string>> = {
  Available: "plug in the cable",
  Reserved: "plug in the cable",
  Finishing:
    "unplug the cable and plug it in again if it does not start: the last session is not over",
  Unavailable: "put the EVSE back into service",
  Faulted: "clear the fault that it shows",
};
/** An offline station may tell of the start that came of it much later, in ms. */
const KEPT_MS = 30 * 86_400_000;
/** The states in which an EVSE is tried first where none is named. */
const likeliest = ["Preparing", "Occupied", "Available", "SuspendedEV", "Finishing"];

/** Errors after which nothing comes of a start: it was not sent, or the station refused it with one of its own. */
const vain = new Set(["Offline", "Unsupported", "Busy", "InvalidPayload", "CallError"]);

interface RemoteStart {
  readonly token: string;
  /** The kind of identifier that the token is, in the words of 2.x. */
  readonly type?: string;
  readonly evse?: number;
  readonly profile?: ChargingProfile;
}

/** Starts a transaction from afar, with the EVSE always named and the tag that the station wants. */
export function remoteStarting(
  { store, clock, commands, records, remoteTags, shown, withStart }: {
    store: Store;
    clock: Clock;
    commands: Commands;
    records: Records;
    remoteTags: RemoteTags;
    withStart: Pick<ProfilesOfStarts, "sent">;
    shown: Shown;
  },
) {
  const isMasterPass = masterPass(store);
  const nextStartId = numbers(store, "remoteStart");
  const oneByOne = inTurn();

  async function connectorsOf(station: string): Promise<ShownConnector[]> {
    const page = await store.connectors.page([station], { limit: 100, reverse: false });
    const connectors = await Promise.all(page.items.map(({ value }) => shown(value)));
    return connectors.filter(({ evse }) => evse > 0);
  }

  /** The transaction that the station names as begun before, which from now on came of this start. */
  function begunBefore(
    station: string,
    remoteId: string,
    remoteStartId: number,
  ): Promise<string | undefined> {
    return store.apply(async (change) => {
      const id = await store.transactionKeys.get(station, toldKey(remoteId));
      const entry = id && await store.transactions.get(id.value);
      if (!entry) return undefined;
      if (entry.value.remoteStartId === undefined) {
        const came = { ...entry.value, remoteStartId };
        records.replace(change, entry, came);
        change.record("transaction.changed", came, station);
      }
      return entry.value.id;
    });
  }

  async function start(
    station: string,
    { token, type, evse, profile }: RemoteStart,
    options: AskOptions,
  ): Promise<Outcome & { evse: number; waitsFor?: string; transaction?: string }> {
    const owner = (await store.tokens.get(tokenKey(token)))?.value;
    if (await isMasterPass(station, owner?.parent)) {
      throw new MasterPassStart(`${token} is of the master pass group, which starts nothing`);
    }
    const settings = (await store.stations.get(station))?.value.settings;
    const connectors = await connectorsOf(station);
    const rank = ({ status }: ShownConnector) => (likeliest.indexOf(status) + 99) % 99;
    const chosen = evse === undefined
      ? connectors.toSorted((a, b) => rank(a) - rank(b))[0]
      : connectors.find((connector) => connector.evse === evse);
    const at = evse ?? chosen?.evse ?? 1;
    const tag = settings?.remoteStartTag;
    // It may start before it answers.
    const forgetTag = tag ? remoteTags.sent(station, at, tag, token) : () => {};
    const remoteStartId = await nextStartId();
    const forgetProfile = await store.apply((change) => {
      const now = clock.now();
      const asked = { token, evse: at, at: now.toISOString() };
      store.remoteStarts.put(change, [station, remoteStartId], asked, now.getTime() + KEPT_MS);
      return withStart.sent(change, station, at, token, profile);
    });
    /** Nothing comes of it: what an earlier one waits with is as it was. */
    async function takeBack(): Promise<void> {
      forgetTag();
      await forgetProfile();
    }
    const known = owner?.type ?? type;
    const { remoteId, ...outcome } = await commands.ask(station, "start", {
      ...{ remoteStartId, ...(known ? { type: known } : {}) },
      ...(owner?.parent ? { group: owner.parent } : {}),
      token: tag ?? token,
      evse: at,
      ...(chosen ? { connector: chosen.connector } : {}),
      ...(profile ? { profile } : {}),
    }, options).catch(async (error) => {
      // Of one that may have been sent something may come yet.
      if (vain.has(error.name)) await takeBack();
      throw error;
    });
    if (!outcome.accepted) await takeBack();
    const transaction = outcome.accepted && remoteId !== undefined
      ? await begunBefore(station, remoteId, remoteStartId)
      : undefined;
    const waitsFor = transaction ? undefined : chosen && waits[chosen.status];
    return {
      ...{ ...outcome, evse: at },
      ...(waitsFor ? { waitsFor } : {}),
      ...(transaction ? { transaction } : {}),
    };
  }

  /**
   * Resolves with what the station says and, where it waits for somebody, for what; rejects as `commands.ask`. Each
   * takes back what it has set only before the next one sets something.
   */
  return (station: string, asked: RemoteStart, options: AskOptions = {}) =>
    oneByOne(station, () => start(station, asked, options));
}
