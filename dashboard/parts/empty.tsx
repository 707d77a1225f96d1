import type { Child } from "hono/jsx";

/** What stands where there is nothing yet: it says what to do next. */
export function Empty({ children }: { children: Child }) {
  return <div class="empty">{children}</div>;
}
