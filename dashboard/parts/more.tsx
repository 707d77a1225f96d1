interface Props {
  /** The cursor of what follows; null at the end. */
  readonly next: string | null;
  /** Where the rows that follow are fetched. */
  readonly part: string;
  /** The page itself, for whoever has no script. */
  readonly page: string;
  readonly query: Readonly<Record<string, string>>;
  readonly columns: number;
}

/** The last row of a long table: it fetches the next ones when it comes into sight. */
export function More({ next, part, page, query, columns }: Props) {
  if (next === null) return null;
  const params = new URLSearchParams({ ...query, cursor: next });
  return (
    <tr hx-get={`${part}?${params}`} hx-trigger="revealed" hx-swap="outerHTML">
      <td colspan={columns}>
        <a href={`${page}?${params}`}>More</a>
      </td>
    </tr>
  );
}
