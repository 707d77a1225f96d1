/** Pages of a list of n transactions: fills a store for each n, then reads pages of them in turn, as REST does. */
import { Change } from "../kv/change.ts";
import { openStore, type Store } from "../kv/mod.ts";
import type { Transaction } from "../csms/model.ts";
import { openRegister } from "../csms/transactions/energy.ts";
import { transactionLists } from "../csms/transactions/lists.ts";
import { records } from "../csms/transactions/records.ts";
import { say } from "./order.ts";

/** Deno KV takes 1,000 mutations and 819,200 bytes in one commit; a closed transaction is four mutations. */
const AT_ONCE = 180;
/** Few, so that filling touches few pages of the file. */
const STATIONS = 20;
const PAGE = 50;
/** Pages read one after the other. */
const PAGES = 10;
const ROUNDS = 30;
/** How long filling one store may take, in ms. */
const FILL_MS = 150_000;

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

/**
 * Fills a store, as far as it comes in the time there is, and gives how far that was. It goes past group
 * commit and its checks, whose cost is measured elsewhere: only the keys must be the product's.
 */
async function fill({ kv, store }: Filled, to: number): Promise<number> {
  const { create } = records(store);
  const deadline = performance.now() + FILL_MS;
  // One batch is made while the one before is written.
  let writing: Promise<unknown> = Promise.resolve();
  let n = 0;
  while (n < to && performance.now() < deadline) {
    const change = new Change();
    const end = Math.min(n + AT_ONCE, to);
    while (n < end) create(change, transaction(n++), false);
    const next = kv.atomic().mutate(...change.mutations).commit();
    await writing;
    writing = next;
  }
  await writing;
  return n;
}

interface Filled {
  readonly kv: Deno.Kv;
  readonly store: Store;
  /** Of each page, in ms. */
  readonly times: number[];
}

async function open(path: string): Promise<Filled> {
  const kv = await Deno.openKv(path);
  // Without the store's cache a page reads all that it shows, as one that nobody has seen lately.
  return { kv, store: openStore(kv, { now: () => new Date(), exclusive: false }), times: [] };
}

/** Reads the first page and those that follow it by their cursors. */
async function read({ store, times }: Filled): Promise<void> {
  const lists = transactionLists(store);
  let cursor: string | undefined;
  for (let i = 0; i < PAGES; i++) {
    const begin = performance.now();
    const page = await lists.page({}, { limit: PAGE, ...(cursor ? { cursor } : {}) });
    times.push(performance.now() - begin);
    if (page.items.length !== PAGE) throw new Error(`a page has ${page.items.length} items`);
    cursor = page.next ?? undefined;
  }
}

const folder = await Deno.makeTempDir({ prefix: "kvolt-bench-" });
const stores: Filled[] = [];
const counts: number[] = [];
for (const [i, count] of Deno.args.map(Number).entries()) {
  stores.push(await open(`${folder}/${i}.db`));
  counts.push(await fill(stores[i]!, count));
}
// In turns, so that whatever else the machine does hits them alike; the first round warms up.
for (let round = 0; round <= ROUNDS; round++) {
  for (const each of stores) {
    if (round === 1) each.times.length = 0;
    await read(each);
  }
}
for (const [i, { kv, times }] of stores.entries()) {
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)]!;
  say({ count: counts[i], p50: at(0.5), p99: at(0.99) });
  kv.close();
}
await Deno.remove(folder, { recursive: true });
Deno.exit(0);
