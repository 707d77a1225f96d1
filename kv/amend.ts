import { type Envelope, isPast } from "./envelope.ts";
import { readMany } from "./read.ts";
import type { Source } from "./source.ts";

/**
 * Gives checks that accept what has expired where nothing was expected: the store removes expired values up to a
 * minute late, and to every reader they are gone. null where no check of a change failed for that reason.
 */
export async function amend(
  source: Source,
  checks: readonly Deno.AtomicCheck[],
): Promise<Deno.AtomicCheck[] | null> {
  const absent = checks.filter(({ key, versionstamp }) =>
    versionstamp === null && source.expiring.has(key[0]!)
  );
  if (absent.length === 0) return null;
  const found = await readMany(source, absent.map(({ key }) => key), false);
  const now = source.now().getTime();
  const accepted = new Map<Deno.AtomicCheck, Deno.AtomicCheck>();
  found.forEach(({ key, value, versionstamp }, i) => {
    if (versionstamp !== null && isPast(value as Envelope<unknown>, now)) {
      accepted.set(absent[i]!, { key, versionstamp });
    }
  });
  if (accepted.size === 0) return null;
  return checks.map((check) => accepted.get(check) ?? check);
}
