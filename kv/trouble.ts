import { getLogger } from "@logtape/logtape";

/** Logs what is wrong with the store once, and once when it is over. */
export function trouble() {
  let known: string | null = null;
  return {
    report(error: unknown, changes: number): void {
      const message = error instanceof Error ? error.message : String(error);
      if (message === known) return;
      known = message;
      getLogger(["kvolt", "kv"]).error("{changes} changes could not be written: {message}", {
        changes,
        message,
      });
    },
    over(): void {
      if (known === null) return;
      getLogger(["kvolt", "kv"]).info("the store writes again after: {known}", { known });
      known = null;
    },
  };
}
