import type { Child } from "hono/jsx";
import { holds } from "../../csms/people/caller.ts";
import type { Paging } from "../../csms/search.ts";
import type { Pages } from "../page.tsx";
import { More, type Portion } from "../parts/more.tsx";
import { type Head, Table } from "../parts/table.tsx";
import { stationHref } from "../stations/card.tsx";
import { type AskedOfStation, stationPart, type Tab } from "./frame.tsx";

const AT_ONCE = 20;

interface LongList<T> {
  readonly tab: Tab;
  /** What the page calls its cursor, where the rows that follow are fetched, and the id of what is around it. */
  readonly name: string;
  readonly label: string;
  readonly heads: readonly Head[];
  /** What is said where there is nothing in it. */
  readonly empty: Child;
  read(asked: AskedOfStation, paging: Paging): Promise<Portion<T>>;
  cells(item: T): Child;
  /** One more column, for whoever may operate the station. */
  readonly act?: { readonly head: string; cell(item: T, api: string): Child };
}

/** A list on a tab of a station that may be longer than the tab shows at once: its rows come as they come into sight. */
export function longList<T>({ tab, name, label, heads, empty, read, cells, act }: LongList<T>) {
  const actOf = ({ caller }: AskedOfStation) => holds(caller.access, "operate") ? act : undefined;

  const partOf = (asked: AskedOfStation, cursor: string | undefined) =>
    read(asked, { limit: AT_ONCE, ...(cursor ? { cursor } : {}) });

  function Rows({ asked, part: { items, next } }: { asked: AskedOfStation; part: Portion<T> }) {
    const may = actOf(asked);
    const page = stationHref(asked.station.id) + tab;
    return (
      <>
        {items.map((item) => (
          <tr>
            {cells(item)}
            {may && <td>{may.cell(item, asked.api)}</td>}
          </tr>
        ))}
        <More
          {...{ next, page, query: {}, as: name }}
          part={`${page}/${name}`}
          columns={heads.length + (may ? 1 : 0)}
        />
      </>
    );
  }

  return {
    /** Whether the page was asked for a part of it. */
    isAsked: ({ query }: AskedOfStation): boolean => query[name] !== undefined,
    /** As it stands on its page. */
    async Shown({ asked }: { asked: AskedOfStation }) {
      const cursor = asked.query[name];
      const part = await partOf(asked, cursor);
      if (part.items.length === 0 && !cursor) return <p class="quiet">{empty}</p>;
      return (
        <Table label={label} heads={[...heads, actOf(asked)?.head ?? false]}>
          <Rows asked={asked} part={part} />
        </Table>
      );
    },
    /** Adds the rows that follow. */
    addTo(pages: Pages): void {
      stationPart(
        pages,
        `${tab}/${name}`,
        async (asked) => <Rows asked={asked} part={await partOf(asked, asked.query.cursor)} />,
      );
    },
  };
}
