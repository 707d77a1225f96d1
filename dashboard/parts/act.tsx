import type { Child } from "hono/jsx";

interface Props {
  /** Method and path of REST; `{name}` in the path is a field. */
  readonly api: string;
  readonly button: string;
  /** What it asks before, where it takes something away. */
  readonly ask?: string;
  /** What it says when it is done. */
  readonly done?: string;
  /** Where it goes then; `.` loads the page again, `clear` takes away what was typed. */
  readonly then?: string;
  /** A field of the answer that is shown this once, to be copied. */
  readonly show?: string;
  /** The id of the element that it is shown in; by the button where this is absent. */
  readonly showIn?: string;
  readonly class?: string;
  readonly secondary?: true;
  readonly children?: Child;
}

/** A form that does something by REST, and says what came of it; without script it sends nothing. */
export function Act({ api, button, ask, done, then, show, showIn, ...props }: Props) {
  const { secondary, children } = props;
  const words = {
    ...{ "data-ask": ask, "data-done": done, "data-then": then },
    ...{ "data-show": show, "data-show-in": showIn },
  };
  return (
    // Of all methods the one that puts nothing that was typed into an address, where there is no script.
    <form method="dialog" class={props.class ?? "act"} data-api={api} {...words}>
      {children}
      <button type="submit" class={secondary && "secondary"}>{button}</button>
      <output aria-live="polite"></output>
    </form>
  );
}
