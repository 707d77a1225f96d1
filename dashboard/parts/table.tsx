import type { Child } from "hono/jsx";

/** A table that scrolls by itself where it is wider than the page; empty heads are not shown. */
export function Table({ label, heads, children }: {
  label: string;
  heads: readonly (string | false)[];
  children?: Child;
}) {
  return (
    <div class="scroll" tabindex={0} role="region" aria-label={label}>
      <table>
        <thead>
          <tr>
            {heads.filter((head) => head !== false).map((head) => <th scope="col">{head}</th>)}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
