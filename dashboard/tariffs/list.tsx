import type { Tariff } from "../../csms/model/tariff.ts";
import { holds } from "../../csms/people/caller.ts";
import type { Asked, Pages } from "../page.tsx";
import { Act } from "../parts/act.tsx";
import { Empty } from "../parts/empty.tsx";
import { htmlOf } from "../parts/html.ts";
import { More } from "../parts/more.tsx";
import { StateMark } from "../parts/state.tsx";
import { Table } from "../parts/table.tsx";
import { Time } from "../parts/time.tsx";
import { zoneOf } from "../zone.ts";
import { Assignments, assignmentsPart } from "./assignments.tsx";
import { Charges } from "./charges.tsx";
import { TariffFields } from "./fields.tsx";
import { tariffHref } from "./href.ts";

const AT_ONCE = 50;
const HEADS = ["Tariff", "What it charges", "Changed"];

function Row({ tariff, byDefault }: { tariff: Tariff; byDefault: string | undefined }) {
  const { id, description, changedAt } = tariff;
  return (
    <tr>
      <td>
        <a href={tariffHref(id)}>{id}</a>
        {description && <p class="quiet">{description}</p>}
        {id === byDefault && <StateMark tone="good" word="Holds by default" />}
      </td>
      <td>
        <Charges tariff={tariff} />
      </td>
      <td>
        <Time at={changedAt} />
      </td>
    </tr>
  );
}

const page = ({ csms, query: { cursor } }: Asked) =>
  csms.tariffs.page({ limit: AT_ONCE, ...(cursor ? { cursor } : {}) });

async function Rows({ asked, found }: { asked: Asked; found: Awaited<ReturnType<typeof page>> }) {
  const byDefault = await asked.csms.tariffs.byDefault();
  return (
    <>
      {found.items.map(({ value }) => <Row tariff={value} byDefault={byDefault} />)}
      <More next={found.next} part="/parts/tariffs" page="/tariffs" query={{}} columns={3} />
    </>
  );
}

function Make({ zone }: { zone: string }) {
  return (
    <details>
      <summary role="button" class="outline">Make a tariff</summary>
      <Act api="POST /api/v1/tariffs" button="Make it" done="It is there." then="/tariffs/{id}">
        <label>
          Id <input name="id" required maxlength={60} autocomplete="off" placeholder="AC-2026" />
          <small>Stands with each session that it was charged by, and cannot be changed.</small>
        </label>
        <TariffFields zone={zone} />
      </Act>
    </details>
  );
}

/** All tariffs, what each charges, and where they hold. */
export function tariffList(pages: Pages): void {
  pages.add({
    path: "/tariffs",
    access: "read",
    async show(asked) {
      const { caller, context, query } = asked;
      const may = holds(caller.access, "admin");
      const found = await page(asked);
      const none = found.items.length === 0 && found.next === null;
      return {
        title: "Tariffs",
        body: (
          <>
            <h1>Tariffs</h1>
            {may && <Make zone={zoneOf(context)} />}
            {none && (
              <Empty>
                There is no tariff, so that sessions cost nothing. {may
                  ? "Make one, and let it hold by default, at a station or for a tag."
                  : "An admin makes them."}
              </Empty>
            )}
            {!none && (
              <Table label="Tariffs" heads={HEADS}>
                <Rows asked={asked} found={found} />
              </Table>
            )}
            {!none && (
              <section>
                <h2>Where they hold</h2>
                <p class="quiet">
                  The tariff of the tag goes before that of the EVSE, that before the one of the
                  station, and that before the default.
                </p>
                <Assignments
                  asked={asked}
                  empty="Nowhere yet, so that sessions cost nothing: open a tariff to say where it holds."
                  {...query.places ? { cursor: query.places } : {}}
                />
              </section>
            )}
          </>
        ),
      };
    },
  });
  pages.part({
    path: "/parts/tariffs",
    access: "read",
    show: async (asked) =>
      asked.context.html(await htmlOf(<Rows asked={asked} found={await page(asked)} />)),
  });
  assignmentsPart(pages);
}
