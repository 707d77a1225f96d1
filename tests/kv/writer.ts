/**
 * A process that writes to the database of its argument until its input ends, two commits at once; then tells how
 * much it wrote, and how often a commit was sent beside another.
 */
import { openStore } from "../../kv/mod.ts";
import { withCommit } from "./fixture.ts";

let [under, beside] = [0, 0];
const kv = withCommit(await Deno.openKv(Deno.args[0]!), (commit) => {
  if (under++ > 0) beside++;
  return commit().finally(() => under--);
});
const store = openStore(kv, { now: () => new Date(), exclusive: true, worthwhile: 1 });
let stopped = false;
Deno.stdin.read(new Uint8Array(1)).then(() => stopped = true);
const say = (text: string) => Deno.stdout.writeSync(new TextEncoder().encode(`${text}\n`));

let written = 0;
let slowest = 0;
let last: Promise<unknown> | undefined;
while (!stopped) {
  const started = performance.now();
  const before = last;
  last = Promise.all(
    Array.from({ length: 20 }, () =>
      store.apply((change) => {
        store.meta.create(change, [`row ${written++}`], "x".repeat(200));
        return Promise.resolve();
      })),
  );
  await before;
  slowest = Math.max(slowest, performance.now() - started);
  if (written === 2000) say("ready");
}
await store.drain();
store.close();
say(JSON.stringify({ written, slowest, beside }));
