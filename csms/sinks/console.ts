import {
  configure,
  getAnsiColorFormatter,
  getConsoleSink,
  getTextFormatter,
} from "@logtape/logtape";
import type { Config } from "../config.ts";

/** Sends what kvolt logs to standard output: colours on a terminal, plain lines elsewhere. */
export async function logToConsole(level: Config["LOG_LEVEL"], terminal: boolean): Promise<void> {
  const shape = { timestamp: "time", category: "." } as const;
  const formatter = terminal ? getAnsiColorFormatter(shape) : getTextFormatter(shape);
  await configure({
    reset: true,
    sinks: { console: getConsoleSink({ formatter }) },
    loggers: [
      { category: "kvolt", lowestLevel: level, sinks: ["console"] },
      { category: ["logtape", "meta"], lowestLevel: "warning", sinks: ["console"] },
    ],
  });
}
