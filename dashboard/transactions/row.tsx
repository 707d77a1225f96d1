import type { Transaction } from "../../csms/model.ts";
import { tagHref } from "../tags/list.tsx";
import { duration, energy, power } from "../parts/number.ts";
import { type State, StateMark } from "../parts/state.tsx";
import { Time } from "../parts/time.tsx";
import { stationHref } from "../stations/card.tsx";
import { meaningOf } from "./flags.ts";

export const transactionHref = (id: string): string => `/transactions/${encodeURIComponent(id)}`;

/** How a transaction stands, in words. */
export const transactionState = ({ state, flags, reason }: Transaction): State =>
  state === "open"
    ? { tone: "busy", word: "Running" }
    : flags.includes("lost")
    ? { tone: "warn", word: "Lost" }
    : { tone: "calm", word: reason ? `Ended: ${reason}` : "Ended" };

/** How long it has run, or did. */
export const lengthOf = ({ startedAt, stoppedAt }: Transaction, now: Date): string =>
  duration((stoppedAt ? Date.parse(stoppedAt) : now.getTime()) - Date.parse(startedAt));

export function Row({ transaction, now }: { transaction: Transaction; now: Date }) {
  const { id, station, evse, token, startedAt, register, peakW, flags } = transaction;
  return (
    <tr>
      <td>
        <a href={transactionHref(id)}>{id}</a>
      </td>
      <td>
        <Time at={startedAt} />
      </td>
      <td class="place">
        <a href={stationHref(station)}>{station}</a>, EVSE {evse}
      </td>
      <td>{token && <a href={tagHref(token)}>{token}</a>}</td>
      <td class="number">{energy(register.energyWh)}</td>
      <td class="number">{lengthOf(transaction, now)}</td>
      <td class="number">{power(peakW)}</td>
      <td>
        <StateMark {...transactionState(transaction)} />
        {flags.length > 0 && (
          <span class="state warn" title={flags.map(meaningOf).join(" ")}>
            {" "}
            <span aria-hidden="true">▲</span>{" "}
            {flags.length === 1 ? "1 remark" : `${flags.length} remarks`}
          </span>
        )}
      </td>
    </tr>
  );
}
