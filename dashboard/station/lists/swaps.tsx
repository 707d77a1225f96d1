import type { BatterySwap } from "../../../csms/model/battery.ts";
import { holds } from "../../../csms/people/caller.ts";
import { Act } from "../../parts/act.tsx";
import { Fold } from "../../parts/fold.tsx";
import { Fresh } from "../../parts/fresh.tsx";
import { type State, StateMark } from "../../parts/state.tsx";
import { Time } from "../../parts/time.tsx";
import type { AskedOfStation } from "../frame.tsx";
import { longList } from "../long_list.tsx";

const kinds: Readonly<Record<BatterySwap["kind"], State>> = {
  asked: { tone: "calm", word: "asked for" },
  in: { tone: "busy", word: "came in" },
  out: { tone: "good", word: "went out" },
  timeout: { tone: "bad", word: "nobody took it" },
};

/** Batteries that came in or went out, the newest first. */
export const swapList = longList({
  ...{ tab: "/lists", name: "swaps", label: "Swaps of batteries" },
  heads: ["When", "What", "Tag", "Batteries"],
  empty: "None yet. Ask for one, or have a driver present a tag.",
  read: ({ csms, station }, paging) => csms.batterySwaps.page(station.id, paging),
  cells: ({ value: { at, kind, request, token, batteries } }) => (
    <>
      <td>
        <Time at={at} />
      </td>
      <td>
        <StateMark {...kinds[kind]} />
        <p class="quiet">swap {request}</p>
      </td>
      <td>{token}</td>
      <td>
        {batteries.length === 0 && "–"}
        {batteries.map(({ evse, serial, charge, health, producedAt, info }) => (
          <p>
            {serial} at EVSE {evse}: {charge} % full, {health} % of what it was{" "}
            <span class="quiet">{[producedAt, info].filter(Boolean).join(", ")}</span>
          </p>
        ))}
      </td>
    </>
  ),
});

/** Batteries that are swapped at a station (2.1). */
export function Swaps({ asked, page }: { asked: AskedOfStation; page: string }) {
  const { api, caller } = asked;
  return (
    <Fold title="Swaps of batteries" open={swapList.isAsked(asked)}>
      {holds(caller.access, "operate") && (
        <Act
          api={`POST ${api}/battery-swaps`}
          button="Ask for a swap"
          done="It gives a battery out, and takes one in."
          class="bar"
        >
          <label>
            For the tag <input name="token" maxlength={255} required autocomplete="off" />
          </label>
        </Act>
      )}
      <Fresh id="swaps" page={page} within="section">
        <swapList.Shown asked={asked} />
      </Fresh>
    </Fold>
  );
}
