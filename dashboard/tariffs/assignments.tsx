import type { Csms } from "../../csms/mod.ts";
import type { TariffAssignment } from "../../csms/model/tariff.ts";
import { holds } from "../../csms/people/caller.ts";
import { searched } from "../../csms/search.ts";
import type { Asked, Pages } from "../page.tsx";
import { Act } from "../parts/act.tsx";
import { Fresh } from "../parts/fresh.tsx";
import { htmlOf } from "../parts/html.ts";
import { More } from "../parts/more.tsx";
import { StateMark } from "../parts/state.tsx";
import { Table } from "../parts/table.tsx";
import { Time } from "../parts/time.tsx";
import { stationHref } from "../stations/card.tsx";
import { tagHref } from "../tags/list.tsx";
import { tariffHref } from "./href.ts";
import { type Holder, placeOf } from "./words.ts";

const AT_ONCE = 50;

/** Where tariffs hold is asked for: those of one tariff, where one is named. */
interface Wanted {
  readonly asked: Asked;
  readonly tariff?: string;
  readonly cursor?: string;
}

async function found({ asked: { csms }, tariff, cursor }: Wanted) {
  return await searched(
    (options) => csms.tariffs.assignments(options),
    (assignment) => tariff === undefined || assignment.tariff === tariff,
    { limit: AT_ONCE, ...(cursor ? { cursor } : {}) },
  );
}

/** What REST calls a place. */
function apiOf({ token, station, evse }: Holder): string {
  const query = new URLSearchParams({
    ...(token === undefined ? {} : { token }),
    ...(station === undefined ? {} : { station }),
    ...(evse === undefined ? {} : { evse: String(evse) }),
  });
  return `/api/v1/tariff-assignments${query.size > 0 ? `?${query}` : ""}`;
}

/** Where one holds, with the way there; a station or a tag that nobody knows may be a slip of the pen. */
async function Place({ csms, holder }: { csms: Csms; holder: Holder }) {
  const { token, station, evse } = holder;
  if (station === undefined && token === undefined) return <>Where no other one holds</>;
  const known = station === undefined
    ? await csms.tokens.find(token!) !== null
    : await csms.stations.get(station) !== undefined;
  return (
    <>
      {station === undefined
        ? (
          <>
            Tag <a href={tagHref(token!)}>{token}</a>
          </>
        )
        : (
          <>
            Station <a href={stationHref(station)}>{station}</a>
          </>
        )}
      {evse !== undefined && `, EVSE ${evse}`}{" "}
      {!known && <StateMark tone="warn" word="Not known here" />}
    </>
  );
}

function Row({ of, assignment }: { of: Wanted; assignment: TariffAssignment }) {
  const { asked: { csms, caller }, tariff } = of;
  const place = placeOf(assignment);
  return (
    <tr>
      <td>
        <Place csms={csms} holder={assignment} />
      </td>
      {tariff === undefined && (
        <td>
          <a href={tariffHref(assignment.tariff)}>{assignment.tariff}</a>
        </td>
      )}
      <td>
        <Time at={assignment.changedAt} />
      </td>
      {holds(caller.access, "admin") && (
        <td>
          <Act
            api={`DELETE ${apiOf(assignment)}`}
            button="End"
            ask={`${assignment.tariff} holds no longer ${place}. Sessions that run keep it; new ones go by the next tariff that holds, or cost nothing where none does.`}
            done="Ended."
            secondary
          />
        </td>
      )}
    </tr>
  );
}

const columnsOf = ({ asked, tariff }: Wanted): number =>
  2 + (tariff === undefined ? 1 : 0) + (holds(asked.caller.access, "admin") ? 1 : 0);

function Rows({ of, page }: { of: Wanted; page: Awaited<ReturnType<typeof found>> }) {
  const { tariff } = of;
  const query: Record<string, string> = tariff === undefined ? {} : { tariff };
  return (
    <>
      {page.items.map((assignment) => <Row of={of} assignment={assignment} />)}
      <More
        next={page.next}
        part="/parts/tariff-assignments"
        page={tariff === undefined ? "/tariffs" : tariffHref(tariff)}
        query={query}
        columns={columnsOf(of)}
        as="places"
      />
    </>
  );
}

/** Where tariffs hold, or one does; it is fetched anew when that was changed on the page. */
export async function Assignments(of: Wanted & { readonly empty: string }) {
  const { asked, tariff, empty } = of;
  const page = await found(of);
  const heads = [
    ...["Where", tariff === undefined && "Tariff", "Since"],
    holds(asked.caller.access, "admin") && { unseen: "Ending it" },
  ];
  return (
    <Fresh
      id="places"
      page={tariff === undefined ? "/tariffs" : tariffHref(tariff)}
      within="section"
    >
      {page.items.length === 0 && page.next === null
        ? <p class="quiet">{empty}</p>
        : (
          <Table label="Where tariffs hold" heads={heads}>
            <Rows of={of} page={page} />
          </Table>
        )}
    </Fresh>
  );
}

/** Where the places that follow are fetched. */
export function assignmentsPart(pages: Pages): void {
  pages.part({
    path: "/parts/tariff-assignments",
    access: "read",
    async show(asked) {
      const { tariff, cursor } = asked.query;
      const of = { asked, ...(tariff ? { tariff } : {}), ...(cursor ? { cursor } : {}) };
      return asked.context.html(await htmlOf(<Rows of={of} page={await found(of)} />));
    },
  });
}
