import type { BatterySwap } from "../../../csms/model/battery.ts";
import { holds } from "../../../csms/people/caller.ts";
import { Act } from "../../parts/act.tsx";
import { Fold } from "../../parts/fold.tsx";
import { Fresh } from "../../parts/fresh.tsx";
import { More } from "../../parts/more.tsx";
import { type State, StateMark } from "../../parts/state.tsx";
import { Table } from "../../parts/table.tsx";
import { Time } from "../../parts/time.tsx";
import type { AskedOfStation } from "../frame.tsx";

const AT_ONCE = 20;

const kinds: Readonly<Record<BatterySwap["kind"], State>> = {
  asked: { tone: "calm", word: "asked for" },
  in: { tone: "busy", word: "came in" },
  out: { tone: "good", word: "went out" },
  timeout: { tone: "bad", word: "nobody took it" },
};

/** Batteries that came in or went out, the newest first. */
export async function SwapRows({ asked, page, cursor }: {
  asked: AskedOfStation;
  page: string;
  cursor?: string;
}) {
  const { csms, station } = asked;
  const { items, next } = await csms.batterySwaps.page(station.id, {
    limit: AT_ONCE,
    ...(cursor ? { cursor } : {}),
  });
  return (
    <>
      {items.map(({ value: { at, kind, request, token, batteries } }) => (
        <tr>
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
        </tr>
      ))}
      <More {...{ next, page, query: {}, columns: 4, as: "swaps" }} part={`${page}/swaps`} />
    </>
  );
}

/** Batteries that are swapped at a station (2.1). */
export async function Swaps({ asked, page }: { asked: AskedOfStation; page: string }) {
  const { csms, station, api, caller, query: { swaps } } = asked;
  const some = (await csms.batterySwaps.page(station.id, { limit: 1 })).items.length > 0;
  return (
    <Fold title="Swaps of batteries" open={swaps !== undefined}>
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
        {some
          ? (
            <Table label="Swaps of batteries" heads={["When", "What", "Tag", "Batteries"]}>
              <SwapRows asked={asked} page={page} cursor={swaps} />
            </Table>
          )
          : <p class="quiet">None yet. Ask for one, or have a driver present a tag.</p>}
      </Fresh>
    </Fold>
  );
}
