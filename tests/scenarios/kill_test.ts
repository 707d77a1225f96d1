// deno-lint-ignore-file no-explicit-any
import assert from "node:assert/strict";
import { type Clock, systemClock } from "../../csms/clock.ts";
import { type ChargePoint, chargePoint } from "../../simulator/charge_point.ts";
import { seeded } from "../../simulator/random.ts";
import { database } from "../support/database.ts";
import type { Death } from "../support/dying_kvolt.ts";
import { type Killable, killable } from "../support/killable.ts";
import { API_TOKEN } from "../support/kvolt.ts";
import { official } from "../support/official.ts";

const ROUNDS = 20;
const STATIONS = 10;
/** How much faster the stations live: their charges take time and energy, their pauses do not. */
const FACTOR = 600;

/** Their clock, which begins a week ago, so that it is never ahead however long this takes. */
function hasty(): Clock {
  const begun = Date.now();
  return {
    now: () => new Date(begun - 7 * 86_400_000 + (Date.now() - begun) * FACTOR),
    after: (ms, task) => systemClock.after(ms / FACTOR, task),
  };
}

/** What one station said, and what it was answered. */
interface Told {
  readonly cp: ChargePoint;
  /** The requests that were acknowledged, by message id; the answer as it was on the wire. */
  readonly acknowledged: Map<string, { action: string; payload: any; answer: string }>;
  /** The ids of all that went out. */
  readonly sent: Map<string, { action: string; payload: any }>;
  /** What was not valid in what it was sent. */
  readonly problems: string[];
  transfers: number;
}

function station(ws: string, clock: Clock, index: number, acknowledged: () => void): Told {
  const cp = chargePoint({
    id: `KILL-${index}`,
    url: `${ws}/ocpp`,
    clock,
    random: seeded(index),
    configuration: {
      TransactionMessageAttempts: "1000",
      TransactionMessageRetryInterval: "1",
      AllowOfflineTxForUnknownId: "true",
      MeterValueSampleInterval: "0",
    },
  });
  const told: Told = {
    ...{ cp, acknowledged: new Map(), sent: new Map(), problems: [], transfers: 0 },
  };
  cp.on("frame", ({ direction, text }) => {
    const [type, id, ...rest] = JSON.parse(text);
    if (direction === "out" && type === 2) {
      told.sent.set(id, { action: rest[0], payload: rest[1] });
    }
    if (direction === "out") return;
    const call = type === 3 ? told.sent.get(id) : undefined;
    const wrong = type === 2
      ? official("ocpp1.6", "req", rest[0])(rest[1])
      : call
      ? official("ocpp1.6", "conf", call.action)(rest[0])
      : "no answer";
    if (wrong) told.problems.push(`${wrong}: ${text}`);
    if (!call) return;
    told.acknowledged.set(id, { ...call, answer: text });
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

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Lives of kvolt, each of which ends with SIGKILL; the instant of it has to do with nothing that is said. */
const lives:
  ((csms: Killable, random: () => number, acks: (n: number) => Promise<void>) => Promise<void>)[] =
    [
      async function atAnyInstant(csms, random, acks) {
        await csms.start();
        await acks(Math.floor(random() * 120));
        await pause(random() * 20);
        await csms.kill();
      },
      (csms, random) => dies(csms, random, "commit", 120),
      (csms, random) => dies(csms, random, "beside", 30),
      (csms, random) => dies(csms, random, "sort", 5),
      async function beforeItListens(csms, random) {
        const started = csms.start().catch(() => {});
        await pause(random() * 400);
        await csms.kill();
        await started;
      },
    ];

/** Before, amid or after one of its first commits of a kind. */
async function dies(csms: Killable, random: () => number, at: Death["at"], most: number) {
  const nth = 1 + Math.floor(random() * most);
  const when = (["before", "amid", "amid", "after"] as const)[Math.floor(random() * 4)]!;
  const death: Death = { at, nth, when, ms: random() * 2 };
  await csms.start(JSON.stringify(death)).catch(() => {});
  assert.equal(await csms.ended(), "SIGKILL", `${nth} commits of the kind "${at}" were there`);
}

async function get(csms: Killable, path: string): Promise<any> {
  const headers = { authorization: `Bearer ${API_TOKEN}` };
  const response = await fetch(csms.api + path, { headers });
  assert.equal(response.status, 200, path);
  return await response.json();
}

/** All items of a list of REST. */
async function all(csms: Killable, path: string): Promise<any[]> {
  const items: any[] = [];
  for (let cursor = "";;) {
    const page = await get(csms, `${path}${path.includes("?") ? "&" : "?"}limit=200${cursor}`);
    items.push(...page.items);
    if (page.next === null) return items;
    cursor = `&cursor=${encodeURIComponent(page.next)}`;
  }
}

const distinct = <T>(items: readonly T[]) => [...new Set(items)];

/** Everything that was acknowledged to a station is in REST, once. */
async function verify(csms: Killable, { cp, acknowledged, sent, problems }: Told) {
  assert.deepEqual(problems, [], cp.id);
  const stored = await all(csms, `/transactions?station=${cp.id}`);
  const starts = distinct(stored.map((one) => `${one.startedAt} ${one.meterStart}`));
  assert.equal(starts.length, stored.length, `${cp.id}: no transaction is there twice`);
  assert.equal(stored.length, cp.transactions.length, `${cp.id}: and none is missing`);
  let [energy, samples] = [0, 0];
  for (const mine of cp.transactions) {
    const found = stored.find(({ id }) => id === String(mine.id));
    assert.ok(found, `${cp.id}: transaction ${mine.id} was acknowledged`);
    assert.equal(found.state, "closed");
    assert.equal(found.meterStop, mine.meterStop);
    assert.equal(found.energyWh, mine.meterStop! - mine.meterStart);
    energy += found.energyWh;

    // A reading that was sent again, as its acknowledgement did not come, is the same one.
    const readings = [...acknowledged.values()]
      .filter(({ payload }) => String(payload.transactionId) === found.id)
      .flatMap(({ payload }) => payload.meterValue ?? payload.transactionData ?? []);
    const told = distinct(readings.map((reading) => JSON.stringify(reading)))
      .map((reading) => Date.parse(JSON.parse(reading).timestamp));
    const kept = (await all(csms, `/transactions/${found.id}/samples`))
      .map(({ at }) => Date.parse(at));
    assert.deepEqual(kept.sort(), told.sort(), `${found.id} has each of its samples once`);
    samples += kept.length;
  }

  const transfers = (await all(csms, `/stations/${cp.id}/data-transfers`)).map(({ data }) => data);
  assert.deepEqual(distinct(transfers).sort(), transfers.sort(), "no transfer is there twice");
  const calls = (await all(csms, `/stations/${cp.id}/messages`))
    .filter(({ direction, kind }) => direction === "in" && kind === "call");
  const logged = new Map(calls.map((frame) => [frame.messageId, frame]));
  assert.equal(logged.size, calls.length, `${cp.id}: no frame is in the log twice`);
  for (const id of logged.keys()) assert.ok(sent.has(id), `${cp.id}: ${id} was said`);
  for (const [id, { action, payload, answer }] of acknowledged) {
    assert.deepEqual(JSON.parse(logged.get(id)?.answer.text ?? "0"), JSON.parse(answer), action);
    if (action === "DataTransfer") assert.ok(transfers.includes(payload.data));
  }
  return { transactions: stored.length, samples, energy, messages: acknowledged.size };
}

Deno.test("law 1: killed twenty times at any instant, kvolt has everything that it acknowledged, once", async () => {
  await using file = await database();
  const env = { AUTH_UNKNOWN: "Accepted", LOG_SKIP: "none" };
  const csms = killable(file.path, env, "tests/support/dying_kvolt.ts");
  let [heard, tell] = [0, () => {}];
  async function acks(count: number) {
    for (const until = heard + count; heard < until;) {
      await new Promise<void>((resolve) => tell = resolve);
    }
  }
  const acknowledged = () => {
    heard++;
    tell();
  };
  const clock = hasty();
  const stations = Array.from(
    { length: STATIONS },
    (_, index) => station(csms.ws, clock, index, acknowledged),
  );
  await csms.start();
  await Promise.all(stations.map(({ cp }) => cp.connect({ retry: true })));
  await Promise.all(stations.map(({ cp }) => cp.booted));
  const ending = new AbortController();
  const driven = stations.map((told) => drive(told, ending.signal));
  await csms.kill();
  const random = seeded(7);
  for (let round = 1; round < ROUNDS; round++) {
    await lives[round % lives.length]!(csms, random, acks);
  }
  await csms.start();
  ending.abort();
  await Promise.all(driven);
  await Promise.all(stations.map(({ cp }) => cp.close()));

  const sum = { transactions: 0, samples: 0, energy: 0, messages: 0 };
  for (const told of stations) {
    const counts = await verify(csms, told);
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += counts[key];
  }
  await csms.kill();
  const text = `${ROUNDS} kills: ${sum.messages} messages acknowledged, none lost; ` +
    `${sum.transactions} transactions, none twice; ${sum.samples} samples; ${sum.energy} Wh\n`;
  await Deno.stdout.write(new TextEncoder().encode(text));
  assert.ok(sum.transactions >= STATIONS);
});
