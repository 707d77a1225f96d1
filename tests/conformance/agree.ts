import assert from "node:assert/strict";
import fc from "fast-check";
import { z } from "zod";
import type { Dialect } from "../../ocpp/dialect.ts";
import { type Direction, type JsonSchema, official, officialSchema } from "../support/official.ts";
import { byAjv } from "./ajv.ts";
import { fullest, instance } from "./instances.ts";
import { mutants } from "./mutants.ts";
import { plain } from "./plain.ts";

interface Effort {
  /** Payloads that are made from the official schema, and from ours. */
  readonly theirs: number;
  readonly ours: number;
  /** Mutants of one payload that are tried, evenly spread over it; all where nothing is said. */
  readonly mutants?: number;
  /** Whether our fields come in another order than the official ones. */
  readonly sorted?: boolean;
}

/** Holds one schema of ours against the official one: what they say, and what they accept and refuse. */
export function agree(
  dialect: Dialect,
  name: string,
  direction: Direction,
  effort: Effort,
): void {
  const action = dialect.actions.get(name);
  assert(action, `${name} is not defined`);
  const schema = direction === "req" ? action.request : action.response;
  const check = byAjv(dialect.protocol, direction, name);
  // All other tests judge frames by this one, which has to find the same.
  const quick = official(dialect.protocol, direction, name);
  const theirs = officialSchema(dialect.protocol, direction, name);
  const ours = z.toJSONSchema(schema) as JsonSchema;

  assert.deepEqual(plain(ours, effort), plain(theirs, effort), "described alike");
  const accepts = (payload: unknown) => schema.safeParse(payload).success;
  const full = fullest(theirs);
  assert.equal(check(full), null);
  assert.deepEqual(schema.parse(full), full);

  fc.assert(
    fc.property(instance(theirs), fc.nat(), (payload, seed) => {
      assert.deepEqual(schema.parse(payload), payload);
      let refused = 0;
      const all = [...mutants(theirs, payload)];
      for (const { what, payload: mutant } of spread(all, effort.mutants ?? all.length, seed)) {
        const its = check(mutant);
        if (its !== null) refused++;
        const quickly = quick(mutant);
        if ((quickly === null) !== (its === null)) {
          assert.fail(`${what}: ajv: ${its ?? "valid"}; ours: ${quickly ?? "valid"}`);
        }
        if (accepts(mutant) !== (its === null)) assert.fail(`${what}: official: ${its ?? "valid"}`);
      }
      assert(refused >= 4, "mutants that nobody refuses prove nothing");
    }),
    { numRuns: effort.theirs },
  );
  fc.assert(
    fc.property(instance(ours), (payload) => {
      assert.equal(check(payload), null);
      assert.equal(quick(payload), null);
      assert(accepts(payload));
    }),
    { numRuns: effort.ours },
  );
}

/** At most `count` of some items, at even distances. */
function spread<T>(items: readonly T[], count: number, seed: number): T[] {
  const step = Math.ceil(items.length / count);
  return items.filter((_, at) => at % step === seed % step);
}
