import { dayIn, later } from "../../csms/analytics/zone.ts";
import { costIn } from "../analytics/columns.tsx";
import type { Asked } from "../page.tsx";
import { More } from "../parts/more.tsx";
import { energy } from "../parts/number.ts";
import { Table } from "../parts/table.tsx";
import { Time } from "../parts/time.tsx";
import { lengthOf } from "../transactions/row.tsx";
import { zoneOf } from "../zone.ts";
import { namesOf } from "./names.ts";
import { costOf } from "./running.tsx";
import type { Tags } from "./tags.ts";

const AT_ONCE = 20;

interface Props {
  readonly asked: Asked;
  readonly tags: Tags;
}

async function found({ asked: { csms, query: { cursor } }, tags }: Props) {
  return await csms.driving.history(tags.tags, {
    limit: AT_ONCE,
    ...(cursor ? { cursor } : {}),
  });
}

type Found = Awaited<ReturnType<typeof found>>;

async function Rows({ asked: { csms }, tags, found }: Props & { found: Found }) {
  const { items, next } = found;
  const names = await namesOf(csms, items);
  return (
    <>
      {items.map((transaction) => (
        <tr>
          <td>
            <Time at={transaction.startedAt} />
          </td>
          <td class="place">{names.get(transaction.station)}</td>
          <td class="number">{energy(transaction.register.energyWh)}</td>
          <td class="number">{lengthOf(transaction, csms.now())}</td>
          <td class="number">{costOf(transaction) ?? "–"}</td>
        </tr>
      ))}
      <More
        next={next}
        part="/drive/more"
        page="/drive"
        query={tags.named === undefined ? {} : { tag: tags.named }}
        columns={5}
      />
    </>
  );
}

/** The rows that follow. */
export async function MoreRows(of: Props) {
  return <Rows {...of} found={await found(of)} />;
}

/** All that was charged with the tags; a live page replaces it. */
export async function History(of: Props) {
  const some = await found(of);
  const heads = ["Started", "Station", { number: "Energy" }, { number: "Time" }, {
    number: "Cost",
  }];
  return (
    <section id="history">
      <h2>What you have charged</h2>
      {some.items.length === 0 && some.next === null
        ? <p class="empty">What you charge stands here once it has begun.</p>
        : (
          <Table label="What you have charged" heads={heads}>
            <Rows {...of} found={some} />
          </Table>
        )}
    </section>
  );
}

const months = new Intl.DateTimeFormat("en", { month: "short", year: "numeric", timeZone: "UTC" });

/** `Nov 2026` for `2026-11`. */
const monthOf = (name: string): string => months.format(new Date(`${name}-01T00:00:00Z`));

/** What each of the last twelve months came to, the newest first; a live page replaces it. */
export async function Months({ asked: { csms, context }, tags }: Props) {
  const zone = zoneOf(context);
  const to = dayIn(csms.now().getTime(), zone);
  const from = `${later(`${to.slice(0, 7)}-01`, -334).slice(0, 7)}-01`;
  const { items } = await csms.analytics.seriesOfTokens(tags.tags, { from, to, zone }, "month");
  const used = items.filter(({ sessions }) => sessions > 0).toReversed();
  return (
    <section id="months">
      <h2>By month</h2>
      {used.length === 0 && (
        <p class="empty">A month appears here when something charged in it has ended.</p>
      )}
      {used.length > 0 && (
        <Table
          label="By month"
          heads={["Month", { number: "Sessions" }, { number: "Energy" }, { number: "Cost" }]}
        >
          {used.map(({ name, sessions, energyWh, costs }) => (
            <tr>
              <td class="time">{monthOf(name)}</td>
              <td class="number">{sessions}</td>
              <td class="number">{energy(energyWh)}</td>
              <td class="number">
                {costIn({ costs }) || "–"}
              </td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}
