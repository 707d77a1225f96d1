import type { Csms } from "../../csms/mod.ts";
import { Act } from "../parts/act.tsx";
import { More } from "../parts/more.tsx";
import { times } from "../parts/number.ts";
import { StateMark } from "../parts/state.tsx";
import { Table } from "../parts/table.tsx";
import { Time } from "../parts/time.tsx";
import { stationHref } from "../stations/card.tsx";

const AT_ONCE = 20;
const HEADS = ["Who", "What came from there, and what to do", "Last"];

type Flooder = ReturnType<Csms["floods"]["counted"]>["flooders"][number];
type Counts = Flooder["counts"];

/** What went over a limit, in words, by how much it says. */
const said: { readonly [Count in keyof Counts]: (count: number) => string } = {
  probes: (count) => `asked ${times(count)} for what attackers look for on every server`,
  shutOut: (count) => `refused ${times(count)} while shut out`,
  handshakes: (count) => `dialled ${times(count)} too often`,
  sockets: (count) => `${times(count)} one connection too many`,
  closed: (count) => `cut off ${times(count)}, as too many messages waited`,
  waited: (count) => `${count} ${count === 1 ? "message" : "messages"} had to wait`,
};

function words(counts: Counts): string {
  const all = (Object.keys(said) as (keyof Counts)[]).filter((each) => counts[each] > 0)
    .map((each) => said[each](counts[each])).join("; ");
  return all.charAt(0).toUpperCase() + all.slice(1);
}

/** What to do about one who did too much. */
function helpFor({ kind, counts, shutOutUntil }: Flooder): string {
  const { handshakes, sockets, waited, closed } = counts;
  const talks = waited + closed > 0;
  if (shutOutUntil !== undefined) {
    return "Chargers that came from there before still come in; all else is refused. If it was you, a scanner perhaps, stop that and end the shut-out.";
  }
  if (kind === "station") {
    return talks
      ? "See its messages: it may send meter values too often. If all of them are wanted, raise FLOOD_STATION_FRAMES."
      : "It dials again and again: its messages, and those refused above, say why it does not stay. If it has to, raise FLOOD_STATION_HANDSHAKES.";
  }
  if (handshakes + sockets > 0) {
    return "If your chargers are behind it, raise FLOOD_ADDRESS_HANDSHAKES and FLOOD_ADDRESS_SOCKETS; if it is your proxy, name it in TRUSTED_PROXIES.";
  }
  return talks
    ? "If your chargers are behind it, raise FLOOD_ADDRESS_FRAMES."
    : "Nothing: it is shut out for a while where it goes on.";
}

async function Row({ csms, flooder }: { csms: Csms; flooder: Flooder }) {
  const { kind, name, counts, at, shutOutUntil } = flooder;
  const known = kind === "station" && await csms.stations.get(name) !== undefined;
  return (
    <tr>
      <th scope="row">
        {known ? <a href={stationHref(name)}>{name}</a> : name}
        {shutOutUntil && (
          <p>
            <StateMark tone="bad" word="Shut out" /> until <Time at={shutOutUntil} />
          </p>
        )}
      </th>
      <td>
        <p>
          <strong>{words(counts)}.</strong> {helpFor(flooder)}
        </p>
        {shutOutUntil && (
          <Act
            api={`DELETE /api/v1/floods/${encodeURIComponent(name)}/shut-out`}
            button="End the shut-out"
            secondary
            done="It may come in again."
          />
        )}
      </td>
      <td>
        <Time at={at} />
      </td>
    </tr>
  );
}

const keyOf = ({ kind, name }: Flooder) => `${kind} ${name}`;

/** Those that are shut out first, then the latest: a portion of them, after the one that the cursor names. */
export function FloodRows({ csms, cursor }: { csms: Csms; cursor: string | undefined }) {
  const { flooders } = csms.floods.counted();
  const all = [
    ...flooders.filter(({ shutOutUntil }) => shutOutUntil),
    ...flooders.filter(({ shutOutUntil }) => !shutOutUntil),
  ];
  const from = cursor ? all.findIndex((each) => keyOf(each) === cursor) + 1 : 0;
  const shown = all.slice(from, from + AT_ONCE);
  const next = from + AT_ONCE < all.length ? keyOf(shown.at(-1)!) : null;
  return (
    <>
      {shown.map((flooder) => <Row csms={csms} flooder={flooder} />)}
      <More
        {...{ next, part: "/connect/floods", page: "/connect", query: {}, as: "floods" }}
        columns={HEADS.length}
      />
    </>
  );
}

/** Who did more than the limits allow, and who is shut out for it; a live page replaces it. */
export function Floods({ csms, cursor }: { csms: Csms; cursor: string | undefined }) {
  const { since, flooders } = csms.floods.counted();
  return (
    <section id="floods">
      <h2>Too much from one place</h2>
      {flooders.length === 0
        ? (
          <p class="quiet">
            Nobody dialled or sent too much, nor was shut out, since <Time at={since} />.
          </p>
        )
        : (
          <Table label="Who did too much" heads={HEADS}>
            <FloodRows csms={csms} cursor={cursor} />
          </Table>
        )}
    </section>
  );
}
