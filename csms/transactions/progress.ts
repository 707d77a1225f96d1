import type { Transaction } from "../model.ts";
import type { Progress } from "../model/progress.ts";
import { hasSeen, missingIn, withSeen } from "./sequence.ts";
import type { Told } from "./told.ts";

const nothing: Progress = { seen: [], missing: [], started: false, ended: false, at: "" };

/** The transaction with what an event says of where it stands; its readings and token are counted apart. */
export function progressed(transaction: Transaction, told: Told): Transaction {
  const before = transaction.progress ?? nothing;
  const at = told.at.toISOString();
  const stuck = before.stuck || hasSeen(before.seen, told.seqNo);
  const seen = withSeen(before.seen, told.seqNo);
  const started = before.started || told.type === "started";
  const missing = stuck ? [] : missingIn(seen, started);
  const newest = at >= before.at;
  const progress: Progress = {
    ...{ seen, missing, started },
    ended: before.ended || told.type === "ended",
    ...(stuck ? { stuck } : {}),
    at: newest ? at : before.at,
  };
  const { chargingState = transaction.chargingState } = newest ? told : transaction;
  const { place, remoteStartId, reservation } = told;
  return {
    ...transaction,
    ...(place && transaction.evse === 0 ? place : {}),
    ...(chargingState === undefined ? {} : { chargingState }),
    ...(remoteStartId === undefined ? {} : { remoteStartId }),
    ...(reservation === undefined ? {} : { reservation }),
    startedAt: at < transaction.startedAt ? at : transaction.startedAt,
    progress,
    flags: flagsOf(transaction.flags, { told, started, gap: missing.length > 0 }),
  };
}

/** The flags that are told anew with each event. */
const ours = new Set(["no-start", "seq-gap", "offline"]);

function flagsOf(
  flags: readonly string[],
  { told, started, gap }: { told: Told; started: boolean; gap: boolean },
): readonly string[] {
  const offline = told.offline || flags.includes("offline");
  const others = flags.filter((flag) => !ours.has(flag));
  if (!started) others.push("no-start");
  if (gap) others.push("seq-gap");
  if (offline) others.push("offline");
  return others;
}
