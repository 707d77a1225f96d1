import type { Child } from "hono/jsx";
import type { Paging } from "../../csms/search.ts";
import type { Asked, Page, Pages } from "../page.tsx";
import { Empty } from "./empty.tsx";
import { htmlOf } from "./html.ts";
import { More, type Portion } from "./more.tsx";
import { type Head, Table } from "./table.tsx";

interface PageList<T> {
  /** The page that it is on, where the rows that follow are fetched, and who may see both. */
  readonly page: string;
  readonly more: string;
  readonly access: Page["access"];
  readonly label: string;
  /** Rows that are shown at once. */
  readonly atOnce: number;
  /** What is said where there is nothing in it. */
  empty(asked: Asked): Child;
  heads(asked: Asked): readonly (Head | false)[];
  /** What the address asks of it, for the rows that follow too. */
  kept?(query: Asked["query"]): Readonly<Record<string, string>>;
  read(asked: Asked, paging: Paging): Promise<Portion<T>>;
  rows(items: readonly T[], asked: Asked): Child | Promise<Child>;
}

/** The list that a page is about: its first rows, or those that the address asks for; the others as they come into sight. */
export function pageList<T>({ page, more, access, label, atOnce, ...list }: PageList<T>) {
  function read(asked: Asked): Promise<Portion<T>> {
    const { cursor } = asked.query;
    return list.read(asked, { limit: atOnce, ...(cursor ? { cursor } : {}) });
  }

  async function Rows({ asked, part: { items, next } }: { asked: Asked; part: Portion<T> }) {
    return (
      <>
        {await list.rows(items, asked)}
        <More
          {...{ next, page, part: more }}
          query={list.kept?.(asked.query) ?? {}}
          columns={list.heads(asked).filter((head) => head !== false).length}
        />
      </>
    );
  }

  return {
    read,
    /** As it stands on its page; `part` where that was read already. */
    async Shown({ asked, part }: { asked: Asked; part?: Portion<T> }) {
      const shown = part ?? await read(asked);
      if (shown.items.length === 0 && shown.next === null) {
        return <Empty>{list.empty(asked)}</Empty>;
      }
      return (
        <Table label={label} heads={list.heads(asked)}>
          <Rows asked={asked} part={shown} />
        </Table>
      );
    },
    /** Adds the rows that follow. */
    addTo(pages: Pages): void {
      pages.part({
        path: more,
        access,
        show: async (asked) =>
          asked.context.html(await htmlOf(<Rows asked={asked} part={await read(asked)} />)),
      });
    },
  };
}
