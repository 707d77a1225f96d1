/** Some of a long list; `next` is where the rest begins, null at its end. */
export interface Portion<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

interface Props {
  /** The cursor of what follows; null at the end. */
  readonly next: string | null;
  /** Where the rows that follow are fetched. */
  readonly part: string;
  /** The page itself, for whoever has no script. */
  readonly page: string;
  readonly query: Readonly<Record<string, string>>;
  readonly columns: number;
  /** What the page itself calls the cursor, where it has more than one list; the id of the list as well. */
  readonly as?: string;
}

/** The last row of a long table: it fetches the next ones when it comes into sight. */
export function More({ next, part, page, query, columns, as }: Props) {
  if (next === null) return null;
  const params = new URLSearchParams({ ...query, cursor: next });
  const own = new URLSearchParams({ ...query, [as ?? "cursor"]: next });
  return (
    <tr hx-get={`${part}?${params}`} hx-trigger="revealed" hx-swap="outerHTML">
      <td colspan={columns}>
        <a href={`${page}?${own}${as ? `#${as}` : ""}`}>More</a>
      </td>
    </tr>
  );
}
