/** How something is, for the eye: its colour, its sign, and its word, so that none is needed alone. */
export interface State {
  readonly tone: "good" | "busy" | "warn" | "bad" | "calm";
  readonly word: string;
}

const signs: Readonly<Record<State["tone"], string>> = {
  good: "●",
  busy: "▶",
  warn: "▲",
  bad: "✖",
  calm: "○",
};

export function StateMark({ tone, word }: State) {
  return (
    <span class={`state ${tone}`}>
      <span aria-hidden="true">{signs[tone]}</span> {word}
    </span>
  );
}
