/** A process that writes to the database of its argument until its input ends, then tells how much it wrote. */
import { openStore } from "../../kv/mod.ts";

const kv = await Deno.openKv(Deno.args[0]!);
const store = openStore(kv, { now: () => new Date(), exclusive: true });
let stopped = false;
Deno.stdin.read(new Uint8Array(1)).then(() => stopped = true);
const say = (text: string) => Deno.stdout.writeSync(new TextEncoder().encode(`${text}\n`));

let written = 0;
let slowest = 0;
while (!stopped) {
  const started = performance.now();
  await Promise.all(
    Array.from({ length: 20 }, () =>
      store.apply((change) => {
        store.meta.create(change, [`row ${written++}`], "x".repeat(200));
        return Promise.resolve();
      })),
  );
  slowest = Math.max(slowest, performance.now() - started);
  if (written === 2000) say("ready");
}
await store.drain();
store.close();
say(JSON.stringify({ written, slowest }));
