import { Change, Conflict } from "./change.ts";

/** How often a piece of work is begun again when what it read has changed. */
const tries = 10;

/** Runs a piece of work on a fresh change and commits it, again on Conflict, up to ten times in all. */
export async function apply<T>(
  commit: (change: Change) => Promise<unknown>,
  fn: (change: Change) => Promise<T>,
): Promise<T> {
  let before: Change | undefined;
  for (let attempt = 1;; attempt++) {
    const change = new Change(before);
    before = change;
    try {
      const result = await fn(change);
      try {
        await commit(change);
        return result;
      } catch (error) {
        if (!(error instanceof Conflict) || attempt === tries) throw error;
      }
    } finally {
      change.over();
    }
  }
}
