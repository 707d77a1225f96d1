import { configure, getTextFormatter, reset } from "@logtape/logtape";

/** What kvolt logs from now on, instead of printing it. */
export async function captured() {
  const lines: string[] = [];
  const waiting = new Map<RegExp, () => void>();
  const format = getTextFormatter();
  await configure({
    reset: true,
    sinks: {
      lines(record) {
        const line = format(record);
        lines.push(line);
        for (const [pattern, resolve] of waiting) if (pattern.test(line)) resolve();
      },
    },
    loggers: [
      { category: "kvolt", lowestLevel: "debug", sinks: ["lines"] },
      { category: ["logtape", "meta"], lowestLevel: "warning", sinks: [] },
    ],
  });
  return {
    text: () => lines.join(""),
    /** Resolves with the next line that matches; ask for it before what writes it. */
    next: (pattern: RegExp) => new Promise<void>((resolve) => waiting.set(pattern, resolve)),
    [Symbol.asyncDispose]: reset,
  };
}
