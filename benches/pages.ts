/** Pages of a list of n transactions: fills a store of its own, then reads pages as REST does. */
import { Change } from "../kv/change.ts";
import { openStore, type Store } from "../kv/mod.ts";
import type { Transaction } from "../csms/model.ts";
import { openRegister } from "../csms/transactions/energy.ts";
import { transactionLists } from "../csms/transactions/lists.ts";
import { records } from "../csms/transactions/records.ts";
import { say } from "./order.ts";

/** Deno KV takes 1,000 mutations and 819,200 bytes in one commit; a transaction is five mutations of some 700 bytes. */
const AT_ONCE = 180;
/** Few, so that filling touches few pages of the file. */
const STATIONS = 20;
const PAGE = 50;
const READS = 300;

function transaction(n: number): Transaction {
  const at = new Date(Date.UTC(2026, 0, 1) + n * 1000).toISOString();
  return {
    id: String(n + 1),
    station: `CP-${n % STATIONS}`,
    ...{ evse: 1, connector: 1, token: `TAG-${n % STATIONS}`, meterStart: n },
    ...{ startedAt: at, receivedAt: at, stoppedAt: at, meterStop: n + 5000, reason: "Local" },
    register: openRegister(n, at),
    ...{ peakW: 11_000, state: "closed", flags: [] },
    startDecision: { status: "Accepted", source: "local" },
  };
}

/** Past group commit and its checks, whose cost is measured elsewhere: only the keys must be the product's. */
async function fill(kv: Deno.Kv, store: Store, from: number, to: number): Promise<void> {
  const { create } = records(store);
  // One batch is made while the one before is written.
  let writing: Promise<unknown> = Promise.resolve();
  for (let n = from; n < to; n += AT_ONCE) {
    const change = new Change();
    for (let i = n; i < Math.min(n + AT_ONCE, to); i++) create(change, transaction(i), false);
    const next = kv.atomic().mutate(...change.mutations).commit();
    await writing;
    writing = next;
  }
  await writing;
}

/** The times of pages, in ms: the first one, and those that follow it by their cursors. */
async function read(store: Store): Promise<{ p50: number; p99: number }> {
  const lists = transactionLists(store);
  const times: number[] = [];
  let cursor: string | undefined;
  for (let i = 0; i < READS; i++) {
    const begin = performance.now();
    const page = await lists.page({}, { limit: PAGE, ...(cursor ? { cursor } : {}) });
    times.push(performance.now() - begin);
    if (page.items.length !== PAGE) throw new Error(`a page has ${page.items.length} items`);
    cursor = i % 10 === 0 ? undefined : page.next ?? undefined;
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)]!;
  return { p50: at(0.5), p99: at(0.99) };
}

const folder = await Deno.makeTempDir({ prefix: "kvolt-bench-" });
const kv = await Deno.openKv(`${folder}/pages.db`);
let filled = 0;
for (const count of Deno.args.map(Number)) {
  const begin = performance.now();
  // Without the store's cache a page reads all that it shows, as one that nobody has seen lately.
  const store = openStore(kv, { now: () => new Date(), exclusive: false });
  await fill(kv, store, filled, count);
  filled = count;
  const seconds = (performance.now() - begin) / 1000;
  await read(store);
  say({ count, seconds, ...await read(store) });
}
kv.close();
await Deno.remove(folder, { recursive: true });
Deno.exit(0);
