import { getLogger } from "@logtape/logtape";
import { within } from "./deadline.ts";
import { DatabaseUnusable } from "./errors.ts";
import { identify } from "./steps/identify.ts";

/** One step of the schema; it may be run again after it was cut short, so it must not mind. */
export interface Step {
  /** The version it leads to: 2 for the first, then without a gap. */
  readonly to: number;
  run(kv: Deno.Kv): Promise<void>;
}

/** The steps from version 1 to the current one. */
const steps: readonly Step[] = [{ to: 2, run: identify }];

const key = ["meta", "schema"];

/**
 * Brings a store to the current version of the schema, which it gives; a fresh store is at it already.
 * Throws DatabaseUnusable where a newer kvolt has written the store.
 */
export async function migrate(
  kv: Deno.Kv,
  list: readonly Step[] = steps,
  timeoutMs = 10_000,
): Promise<number> {
  list.forEach(({ to }, i) => {
    if (to !== i + 2) throw new RangeError(`step ${i + 1} leads to version ${to}, not ${i + 2}`);
  });
  const current = list.length + 1;
  for (;;) {
    const { value, versionstamp } = await within(kv.get<number>(key), timeoutMs, "read");
    const version = versionstamp === null ? 0 : value;
    if (!Number.isInteger(version)) {
      throw new DatabaseUnusable(
        `the schema version in the database is not a number: ${JSON.stringify(version)}`,
      );
    }
    if (version === current) return current;
    if (version! > current) {
      throw new DatabaseUnusable(
        `the database has schema version ${version}, this kvolt knows none above ${current}: ` +
          `start the newer kvolt that wrote it, or restore a backup from before`,
      );
    }
    let next = current;
    if (version !== 0) {
      const step = list[version! - 1]!;
      getLogger(["kvolt", "kv"]).info("bringing the database to schema version {to}", {
        to: step.to,
      });
      await step.run(kv);
      next = step.to;
    }
    // Where another instance was faster, the check fails and its version is read.
    const commit = kv.atomic().check({ key, versionstamp }).set(key, next).commit();
    await within(commit, timeoutMs, "commit");
  }
}
