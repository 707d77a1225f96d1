import type { Child } from "hono/jsx";

/** A section that is opened by its title. */
export function Fold({ title, open, children }: {
  title: string;
  open?: boolean;
  children?: Child;
}) {
  return (
    <section>
      <details open={open}>
        <summary>
          <strong>{title}</strong>
        </summary>
        {children}
      </details>
    </section>
  );
}
