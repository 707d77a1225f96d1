import type { Child } from "hono/jsx";

/** One thing that is known, under its name, in a list of such. */
export function Fact({ name, large, children }: { name: string; large?: true; children?: Child }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class={large && "large"}>{children}</dd>
    </div>
  );
}
