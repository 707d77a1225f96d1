import assert from "node:assert/strict";
import { type Clock, systemClock } from "../../csms/clock.ts";
import type { DataTransfer, Sample, Transaction } from "../../csms/model.ts";
import { openStore, type Store } from "../../kv/mod.ts";
import { type ChargePoint, chargePoint } from "../../simulator/charge_point.ts";
import { seeded } from "../../simulator/random.ts";
import { type Killable, killable } from "../support/killable.ts";

const ROUNDS = 20;
const STATIONS = 10;
/** Messages that are acknowledged in a round before the kill: a number between these. */
const [FEWEST, MOST] = [5, 120];

/** How much faster the stations live: their charges take time and energy, their pauses do not. */
const FACTOR = 600;
const begun = Date.now();
/** Their clock began long ago, so that it is never ahead. */
const hasty: Clock = {
  now: () => new Date(begun - 86_400_000 + (Date.now() - begun) * FACTOR),
  after: (ms, task) => systemClock.after(ms / FACTOR, task),
};

/** What one station was told: the frames that were acknowledged, by message id. */
interface Told {
  readonly cp: ChargePoint;
  readonly acknowledged: Map<string, [action: string, payload: Record<string, unknown>]>;
  transfers: number;
}

function station(ws: string, index: number, acknowledged: () => void): Told {
  const cp = chargePoint({
    id: `KILL-${index}`,
    url: `${ws}/ocpp`,
    clock: hasty,
    random: seeded(index),
    configuration: {
      TransactionMessageAttempts: "1000",
      TransactionMessageRetryInterval: "1",
      AllowOfflineTxForUnknownId: "true",
      MeterValueSampleInterval: "0",
    },
  });
  const told: Told = { cp, acknowledged: new Map(), transfers: 0 };
  const sent = new Map<string, [string, Record<string, unknown>]>();
  cp.on("frame", ({ direction, text }) => {
    const [type, id, action, payload] = JSON.parse(text);
    if (direction === "out" && type === 2) sent.set(id, [action, payload]);
    const call = direction === "in" && type === 3 ? sent.get(id) : undefined;
    if (!call) return;
    told.acknowledged.set(id, call);
    acknowledged();
  });
  return told;
}

/** Charges again and again, whether the CSMS is there or not, until told to stop. */
async function drive(told: Told, signal: AbortSignal): Promise<void> {
  const { cp } = told;
  while (!signal.aborted) {
    await cp.plug();
    await cp.tap(`TAG-${cp.id}`);
    for (let n = 0; n < 4; n++) await cp.sample().catch(() => {});
    // Each has a text of its own, so that it can be looked for.
    const data = String(told.transfers++);
    await cp.send("DataTransfer", { vendorId: "test", data }).catch(() => {});
    await cp.stop();
    await cp.unplug();
    await cp.delivered();
  }
}

async function lifetimes(csms: Killable, stations: readonly Told[], acks: () => Promise<void>) {
  const random = seeded(7);
  await csms.start();
  await Promise.all(stations.map(({ cp }) => cp.connect({ retry: true })));
  for (let round = 0; round < ROUNDS; round++) {
    const wanted = FEWEST + Math.floor(random() * (MOST - FEWEST));
    for (let n = 0; n < wanted; n++) await acks();
    await csms.kill();
    await csms.start();
  }
}

async function all<T>(values: AsyncIterable<{ value: T }>): Promise<T[]> {
  return (await Array.fromAsync(values)).map(({ value }) => value);
}

async function* framesOf(store: Store, station: string) {
  let cursor: string | null = null;
  do {
    const page = await store.messagesOf(station, { limit: 100, ...(cursor ? { cursor } : {}) });
    for (const { value } of page.items) if (value.direction === "in") yield value;
    cursor = page.next;
  } while (cursor);
}

/** Everything that was acknowledged to a station is in the store, once. */
async function verify(store: Store, { cp, acknowledged }: Told) {
  const ids = await all<string>(store.transactionsByStation.each([cp.id]));
  const stored = (await store.transactions.getMany(ids.map((id) => [id])))
    .map((entry) => entry!.value as Transaction);
  const starts = new Set(stored.map((t) => `${t.startedAt} ${t.meterStart}`));
  assert.equal(starts.size, stored.length, `${cp.id}: no transaction is there twice`);
  assert.equal(stored.length, cp.transactions.length, `${cp.id}: and none is missing`);
  let energy = 0;
  for (const mine of cp.transactions) {
    const found = stored.find(({ id }) => id === String(mine.id));
    assert.ok(found, `${cp.id}: transaction ${mine.id} was acknowledged`);
    assert.equal(found.state, "closed");
    assert.equal(found.meterStop, mine.meterStop);
    assert.equal(found.register.energyWh, mine.meterStop! - mine.meterStart);
    energy += found.register.energyWh;
  }
  const transfers = (await all<DataTransfer>(store.dataTransfers.each([cp.id])))
    .map(({ data }) => data);
  const logged = new Set(
    (await Array.fromAsync(framesOf(store, cp.id))).map((each) => each.messageId),
  );
  let samples = 0;
  for (const [messageId, [action, payload]] of acknowledged) {
    assert.ok(logged.has(messageId), `${cp.id}: ${action} ${messageId} is in the log`);
    if (action === "DataTransfer") assert.ok(transfers.includes(String(payload.data)));
    if (action !== "MeterValues") continue;
    const id = String(payload.transactionId);
    const kept = await all<Sample>(store.samples.each([id]));
    for (const { timestamp } of payload.meterValue as { timestamp: string }[]) {
      const at = Date.parse(timestamp);
      assert.ok(kept.some((sample) => Date.parse(sample.at) === at), `${id} has its sample`);
      samples++;
    }
  }
  return { transactions: stored.length, samples, energy, messages: acknowledged.size };
}

Deno.test("law 1: killed twenty times under load, kvolt has everything that it acknowledged, once", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/kvolt.db`;
  const csms = killable(path, { AUTH_UNKNOWN: "Accepted", LOG_LEVEL: "info", LOG_SKIP: "none" });
  let tell = () => {};
  const acks = () => new Promise<void>((resolve) => tell = resolve);
  const stations = Array.from(
    { length: STATIONS },
    (_, index) => station(csms.ws, index, () => tell()),
  );
  const ending = new AbortController();
  const lives = lifetimes(csms, stations, acks);
  await Promise.all(stations.map(({ cp }) => cp.booted));
  const driven = stations.map((told) => drive(told, ending.signal));
  await lives;
  ending.abort();
  await Promise.all(driven);
  await Promise.all(stations.map(({ cp }) => cp.close()));
  await csms.kill();

  const kv = await Deno.openKv(path);
  const store = openStore(kv, { now: () => new Date(), exclusive: true });
  const sum = { transactions: 0, samples: 0, energy: 0, messages: 0 };
  for (const told of stations) {
    const counts = await verify(store, told);
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += counts[key];
  }
  store.close();
  await Deno.remove(folder, { recursive: true });
  const text = `${ROUNDS} kills: ${sum.messages} messages acknowledged, none lost; ` +
    `${sum.transactions} transactions, none twice; ${sum.samples} samples; ${sum.energy} Wh\n`;
  await Deno.stdout.write(new TextEncoder().encode(text));
  assert.ok(sum.transactions >= STATIONS);
});
