/** A time: in UTC as it comes, in the viewer's own zone once the script has seen it. */
export function Time({ at }: { at: string | undefined }) {
  if (at === undefined) return <span class="quiet">never</span>;
  return <time datetime={at}>{at.slice(0, 16).replace("T", " ")} UTC</time>;
}
