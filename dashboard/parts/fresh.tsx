import type { Child } from "hono/jsx";

interface Props {
  readonly id: string;
  /** The page that it is a part of, with its query. */
  readonly page: string;
  /** It is fetched anew once something in the nearest such element around it is done. */
  readonly within?: "main" | "section" | "tr";
  readonly children?: Child;
}

/**
 * A part of a page that is fetched anew once something near it is done, or the page hears that there is something
 * new. What is inside is replaced and the part itself stays, so that news which comes meanwhile waits its turn; while
 * somebody is at work in it, until that is over (`kvolt:due`).
 */
export function Fresh({ id, page, within, children }: Props) {
  return (
    <div
      id={id}
      hx-get={page}
      hx-select={`#${id} > [data-fresh]`}
      hx-target="find [data-fresh]"
      hx-swap="outerHTML"
      hx-trigger={`${within ? `kvolt:done from:closest ${within}, ` : ""}sse:changed, kvolt:due`}
    >
      <div data-fresh>{children}</div>
    </div>
  );
}
