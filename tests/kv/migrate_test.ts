import assert from "node:assert/strict";
import { DatabaseUnusable } from "../../kv/errors.ts";
import { migrate, type Step } from "../../kv/migrate.ts";
import { overriding, withCommit } from "./fixture.ts";

/** Steps up to a version that write down what they did. */
function stepsTo(version: number, ran: number[]): Step[] {
  return Array.from({ length: version - 1 }, (_, i) => ({
    to: i + 2,
    run: () => Promise.resolve(void ran.push(i + 2)),
  }));
}
const versionOf = async (kv: Deno.Kv) => (await kv.get(["meta", "schema"])).value;

Deno.test("a fresh store gets the current version without any step", async () => {
  using kv = await Deno.openKv(":memory:");
  const ran: number[] = [];
  assert.equal(await migrate(kv, stepsTo(3, ran)), 3);
  assert.equal(await versionOf(kv), 3);
  assert.deepEqual(ran, []);
  assert.equal(await migrate(kv, stepsTo(3, ran)), 3);
});

Deno.test("an older store takes the steps it lacks, in order, once", async () => {
  using kv = await Deno.openKv(":memory:");
  const ran: number[] = [];
  assert.equal(await migrate(kv, []), 1);
  await migrate(kv, stepsTo(2, ran));
  assert.deepEqual(ran, [2]);
  await migrate(kv, stepsTo(4, ran));
  assert.deepEqual(ran, [2, 3, 4]);
  assert.equal(await versionOf(kv), 4);
});

Deno.test("a step that fails leaves the version before it, and is run again", async () => {
  using kv = await Deno.openKv(":memory:");
  const ran: number[] = [];
  await migrate(kv, []);
  const [two, three] = stepsTo(3, ran) as [Step, Step];
  const broken = { to: 3, run: () => Promise.reject(new Error("no space")) };
  await assert.rejects(migrate(kv, [two, broken]), /no space/);
  assert.equal(await versionOf(kv), 2);
  await migrate(kv, [two, three]);
  assert.deepEqual(ran, [2, 3]);
});

Deno.test("a newer store is refused and left as it is", async () => {
  using kv = await Deno.openKv(":memory:");
  await kv.set(["meta", "schema"], 9);
  await assert.rejects(migrate(kv), (error: Error) => {
    assert.ok(error instanceof DatabaseUnusable);
    assert.match(error.message, /version 9, this kvolt knows none above 2/);
    return true;
  });
  assert.equal(await versionOf(kv), 9);
  await kv.set(["meta", "schema"], "one");
  await assert.rejects(migrate(kv), /not a number: "one"/);
});

Deno.test("of two instances that start at once both end at the current version", async () => {
  using kv = await Deno.openKv(":memory:");
  const ran: number[] = [];
  await migrate(kv, []);
  await Promise.all([migrate(kv, stepsTo(3, ran)), migrate(kv, stepsTo(3, ran))]);
  assert.equal(await versionOf(kv), 3);
  assert.deepEqual([...new Set(ran)], [2, 3]);
});

Deno.test("steps that leave a gap and a store that hangs are errors", async () => {
  using kv = await Deno.openKv(":memory:");
  await assert.rejects(migrate(kv, [{ to: 3, run: () => Promise.resolve() }]), RangeError);
  const never = () => new Promise<never>(() => {});
  await assert.rejects(migrate(overriding(kv, "get", never), [], 10), /did not answer a read/);
  await assert.rejects(migrate(withCommit(kv, never), [], 10), /did not answer a commit/);
});
