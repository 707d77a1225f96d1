import type { Tariff } from "../../csms/model/tariff.ts";
import { holds } from "../../csms/people/caller.ts";
import type { Pages } from "../page.tsx";
import { Act } from "../parts/act.tsx";
import { pageList } from "../parts/page_list.tsx";
import { StateMark } from "../parts/state.tsx";
import { Time } from "../parts/time.tsx";
import { zoneOf } from "../zone.ts";
import { Assignments, assignmentsPart } from "./assignments.tsx";
import { Charges } from "./charges.tsx";
import { TariffFields } from "./fields.tsx";
import { tariffHref } from "./href.ts";

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

const list = pageList({
  page: "/tariffs",
  more: "/parts/tariffs",
  access: "read",
  label: "Tariffs",
  atOnce: 50,
  empty: ({ caller }) =>
    "There is no tariff, so that sessions cost nothing. " +
    (holds(caller.access, "admin")
      ? "Make one, and let it hold by default, at a station or for a tag."
      : "An admin makes them."),
  heads: () => ["Tariff", "What it charges", "Changed"],
  read: ({ csms }, paging) => csms.tariffs.page(paging),
  async rows(items, { csms }) {
    const byDefault = await csms.tariffs.byDefault();
    return items.map(({ value }) => <Row tariff={value} byDefault={byDefault} />);
  },
});

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
      const part = await list.read(asked);
      const none = part.items.length === 0 && part.next === null;
      return {
        title: "Tariffs",
        body: (
          <>
            <h1>Tariffs</h1>
            {holds(caller.access, "admin") && <Make zone={zoneOf(context)} />}
            <list.Shown asked={asked} part={part} />
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
  list.addTo(pages);
  assignmentsPart(pages);
}
