import type { Csms } from "../../csms/mod.ts";
import type { Tariff } from "../../csms/model/tariff.ts";
import { holds } from "../../csms/people/caller.ts";
import type { Pages } from "../page.tsx";
import { Act } from "../parts/act.tsx";
import { Problem } from "../parts/problem.tsx";
import { Time } from "../parts/time.tsx";
import { Assign } from "./assign.tsx";
import { Assignments } from "./assignments.tsx";
import { Charges } from "./charges.tsx";
import { TariffFields } from "./fields.tsx";
import { tariffHref } from "./href.ts";

function Change({ tariff }: { tariff: Tariff }) {
  const { id, timeZone } = tariff;
  const api = `/api/v1${tariffHref(id)}`;
  return (
    <section>
      <h2>Change it</h2>
      <p class="quiet">
        What is changed holds for sessions that begin from then on; those that run keep what they
        began with.
      </p>
      <Act api={`PUT ${api}`} button="Save" done="Saved." then=".">
        <TariffFields tariff={tariff} zone={timeZone} />
      </Act>
      <h2>Remove it</h2>
      <Act
        api={`DELETE ${api}`}
        button="Remove"
        ask={`${id} is removed, and holds nowhere any more. Sessions that run keep it, and what was charged stays; new ones go by the next tariff that holds, or cost nothing where none does.`}
        done={`${id} is removed.`}
        then="/tariffs"
        secondary
      />
    </section>
  );
}

/** One tariff: what it charges, where it holds, and all of it to be changed. */
export function tariffPage(pages: Pages, csms: Csms): void {
  pages.add({
    path: "/tariffs/:tariff",
    access: "read",
    async show(asked) {
      const { params, caller, query } = asked;
      const tariff = await csms.tariffs.get(params.tariff!);
      if (!tariff) {
        const detail = `There is no tariff ${params.tariff}. It may have been removed.`;
        const to = { href: "/tariffs", link: "All tariffs" };
        const body = <Problem title="No such tariff" detail={detail} {...to} />;
        return { title: "No such tariff", status: 404 as const, body };
      }
      const { id, description, changedAt } = tariff;
      const may = holds(caller.access, "admin");
      return {
        title: `Tariff ${id}`,
        body: (
          <>
            <h1>Tariff {id}</h1>
            {description && <p>{description}</p>}
            <Charges tariff={tariff} />
            <p class="quiet">
              Changed <Time at={changedAt} />
            </p>
            <section>
              <h2>Where it holds</h2>
              <Assignments
                asked={asked}
                tariff={id}
                empty="Nowhere yet, so that nobody pays by it."
                {...query.places ? { cursor: query.places } : {}}
              />
              {may && <Assign csms={csms} tariff={tariff} />}
            </section>
            {may && <Change tariff={tariff} />}
          </>
        ),
      };
    },
  });
}
