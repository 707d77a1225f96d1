import type { Child } from "hono/jsx";

/** The head of a column: of words, of numbers, or of what its cells say well enough to the eye. */
export type Head = string | { readonly number: string } | { readonly unseen: string };

function HeadCell({ head }: { head: Head }) {
  if (typeof head === "string") return <th scope="col">{head}</th>;
  if ("number" in head) return <th scope="col" class="number">{head.number}</th>;
  return (
    <th scope="col">
      <span class="visually-hidden">{head.unseen}</span>
    </th>
  );
}

/** A table that scrolls by itself where it is wider than the page; empty heads are not shown. */
export function Table({ label, heads, children }: {
  label: string;
  heads: readonly (Head | false)[];
  children?: Child;
}) {
  return (
    <div class="scroll" tabindex={0} role="region" aria-label={label}>
      <table>
        <thead>
          <tr>
            {heads.filter((head) => head !== false).map((head) => <HeadCell head={head} />)}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
