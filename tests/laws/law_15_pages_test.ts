import assert from "node:assert/strict";
import { type Charger, charger } from "../support/charger.ts";
import { opens } from "../support/database.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";
import { overriding } from "../kv/fixture.ts";

interface Paged<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}
type Read<T> = (paging: { limit: number; cursor?: string }) => Promise<Paged<T>>;

/** Reads a list to its end in pages of `limit`; `between` runs after each page. */
async function everything<T>(
  read: Read<T>,
  limit: number,
  between: () => Promise<unknown> = () => Promise.resolve(),
): Promise<T[]> {
  const found: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read({ limit, ...(cursor ? { cursor } : {}) });
    assert.ok(page.items.length <= limit);
    found.push(...page.items);
    cursor = page.next ?? undefined;
    await between();
  } while (cursor);
  return found;
}

/** Charges for a moment in the n-th minute. */
async function charge(cp: Charger, minute: number): Promise<string> {
  const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 10, minute, second)).toISOString();
  const { transactionId } = await cp.call("StartTransaction", {
    ...{ connectorId: 1, idTag: `TAG-${minute % 2}`, meterStart: 0, timestamp: at(0) },
  });
  await cp.call("StopTransaction", { transactionId, meterStop: 1, timestamp: at(30) });
  return String(transactionId);
}

const lists = ({ csms }: TestKvolt): [string, Read<{ id: string }>][] => [
  ["all", (paging) => csms.transactions.page({}, paging)],
  ["of a station", (paging) => csms.transactions.page({ station: "CP-1" }, paging)],
  ["of a token", (paging) => csms.transactions.page({ token: "tag-0" }, paging)],
];

Deno.test("law 15: transactions are paged newest first, each once, while new ones come in", async () => {
  const csms = await kvolt({ AUTH_UNKNOWN: "Accepted" });
  const cp = await charger(csms.ws, "CP-1");
  const ids: string[] = [];
  for (let minute = 0; minute < 12; minute++) ids.push(await charge(cp, minute));
  let minute = 12;
  for (const [name, read] of lists(csms)) {
    const newest = (await everything(read, 100)).map(({ id }) => id);
    const paged = await everything(read, 3, async () => ids.push(await charge(cp, minute++)));
    assert.deepEqual(paged.map(({ id }) => id), newest, name);
    const byTime = ids.filter((id) => newest.includes(id)).reverse();
    assert.deepEqual(newest, byTime, `${name}: newest first`);
  }
  assert.ok(minute > 18, "rows did come in between");
  await cp.close();
  await csms.stop();
});

Deno.test("law 15: a charge that is told late stands where its time puts it", async () => {
  const csms = await kvolt({ AUTH_UNKNOWN: "Accepted" });
  const cp = await charger(csms.ws, "CP-1");
  const ids = [await charge(cp, 5), await charge(cp, 9), await charge(cp, 7)];
  const { items } = await csms.csms.transactions.page({}, { limit: 10 });
  assert.deepEqual(items.map(({ id }) => id), [ids[1], ids[2], ids[0]]);
  await cp.close();
  await csms.stop();
});

Deno.test("law 15: messages, commands, transfers and events are paged newest first, each once", async () => {
  const csms = await kvolt();
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  for (let i = 0; i < 7; i++) {
    await cp.call("DataTransfer", { vendorId: "default", data: String(i) });
    const asking = csms.csms.ask("CP-1", "clearCache", {});
    await cp.answers("ClearCache", { status: "Accepted" });
    await asking;
  }
  const { messages, commands, devices, journal } = csms.csms;
  const reads: [string, number, Read<{ value: { id?: string } }>][] = [
    ["messages", 21, (paging) => messages.page("CP-1", paging)],
    ["commands", 7, (paging) => commands.page("CP-1", paging)],
    ["transfers", 7, (paging) => devices.transfers.page("CP-1", paging)],
    ["events", 14, (paging) => journal.page(paging)],
  ];
  for (const [name, least, read] of reads) {
    const ids = (await everything(read, 4)).map(({ value }) => value.id!);
    assert.ok(ids.length >= least, `${name}: ${ids.length}`);
    assert.equal(new Set(ids).size, ids.length, `${name}: each once`);
    assert.deepEqual(ids, ids.toSorted().reverse(), `${name}: newest first`);
  }
  await cp.close();
  await csms.stop();
});

Deno.test("law 15: a page reads as many entries as it shows, however long the list is", async () => {
  let listed = 0;
  const open = opens((kv) =>
    overriding(kv, "list", (selector: Deno.KvListSelector, options: Deno.KvListOptions) => {
      const list = kv.list(selector, options);
      const next = list.next.bind(list);
      list.next = async () => {
        const result = await next();
        if (!result.done) listed++;
        return result;
      };
      return list;
    })
  );
  const csms = await kvolt({ AUTH_UNKNOWN: "Accepted" }, { open });
  const cp = await charger(csms.ws, "CP-1");
  const costs: number[] = [];
  let minute = 0;
  for (const length of [60, 120]) {
    while (minute < length) await charge(cp, minute++);
    for (const [, read] of lists(csms)) {
      listed = 0;
      const { items, next } = await read({ limit: 10 });
      assert.equal(items.length, 10);
      await read({ limit: 10, cursor: next! });
      costs.push(listed);
    }
  }
  // Two pages of ten, each with a look at whether more follows.
  assert.deepEqual(costs, [22, 22, 22, 22, 22, 22]);
  await cp.close();
  await csms.stop();
});

Deno.test("law 15: a cursor of another list, or none at all, is refused as what it is", async () => {
  const csms = await kvolt({ AUTH_UNKNOWN: "Accepted" });
  const cp = await charger(csms.ws, "CP-1");
  for (let minute = 0; minute < 3; minute++) await charge(cp, minute);
  const { next } = await csms.csms.transactions.page({}, { limit: 1 });
  for (const cursor of [next!, "nonsense", ""]) {
    const read = csms.csms.transactions.page({ station: "CP-1" }, { limit: 1, cursor });
    await assert.rejects(read, { name: "BadCursor" }, JSON.stringify(cursor));
  }
  await cp.close();
  await csms.stop();
});
