/** A line of Markdown: its code as code, and of its links what they say. */
export function Words({ text }: { text: string }) {
  const parts = text.split(/(`[^`]+`|\[[^\]]+\]\([^)]+\))/);
  return (
    <>
      {parts.map((part) => {
        if (part.startsWith("`")) return <code>{part.slice(1, -1)}</code>;
        return /^\[([^\]]+)\]\(/.exec(part)?.[1] ?? part;
      })}
    </>
  );
}
