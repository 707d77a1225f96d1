import assert from "node:assert/strict";
import { composite, noLimit } from "../../../csms/charging/composite.ts";
import type { InstalledProfile } from "../../../csms/model.ts";
import { iso, profile, T0 } from "./profiles.ts";

const hour = 3600;
const day = 24 * hour;

/** The composite from `from` seconds after T0, on EVSE 1 in A, as [startPeriod, limit] pairs. */
function run(
  profiles: InstalledProfile[],
  change: Partial<Omit<Parameters<typeof composite>[0], "from">> & { from?: number } = {},
) {
  const { from = 0, ...rest } = change;
  const result = composite({
    profiles,
    evse: 1,
    duration: hour,
    unit: "A",
    maximum: 32,
    ...rest,
    from: new Date(T0 + from * 1000),
  });
  return result.periods.map(({ startPeriod, limit }) => [startPeriod, limit]);
}

const flat = (limit: number) => ({ periods: [{ startPeriod: 0, limit }] });
const running = { id: "T1", startedAt: new Date(T0) };

Deno.test("1.6 §3.13.2: a week of cheap nights and weekends, with a holiday stacked on top", () => {
  // From Monday 2026-01-05: 6 A, but 32 A from 23:00 to 06:00 on weekdays and all of the weekend.
  const monday = 4 * day;
  const periods = [{ startPeriod: 0, limit: 32 }];
  for (let n = 0; n < 5; n++) {
    periods.push({ startPeriod: n * day + 6 * hour, limit: 6 });
    periods.push({ startPeriod: n * day + 23 * hour, limit: 32 });
  }
  const week = profile({
    evse: 0,
    kind: "Recurring",
    recurrency: "Weekly",
    schedule: { startSchedule: iso(monday), duration: 7 * day, periods },
  });
  const holiday = profile({
    id: 2,
    evse: 0,
    stackLevel: 1,
    validFrom: iso(monday + 7 * day),
    validTo: iso(monday + 8 * day),
    schedule: { startSchedule: iso(monday + 7 * day), duration: day, ...flat(16) },
  });
  // Sunday of the first week, then the holiday Monday, then a plain Tuesday.
  assert.deepEqual(run([week, holiday], { from: monday + 6 * day, duration: 3 * day }), [
    [0, 32],
    [day, 16],
    [2 * day, 32],
    [2 * day + 6 * hour, 6],
    [2 * day + 23 * hour, 32],
  ]);
});

Deno.test("1.6 §3.13.3: the least of station maximum and transaction default, interval by interval", () => {
  const max = profile({
    id: 2,
    evse: 0,
    purpose: "ChargingStationMaxProfile",
    schedule: {
      periods: [{ startPeriod: 0, limit: 10 }, { startPeriod: 900, limit: 20 }],
    },
  });
  const usual = profile({
    schedule: { periods: [{ startPeriod: 0, limit: 16 }, { startPeriod: 1800, limit: 25 }] },
  });
  assert.deepEqual(run([max, usual]), [[0, 10], [900, 16], [1800, 20]]);
});

Deno.test("a TxProfile that ends within a TxDefaultProfile that ends within a station maximum", () => {
  const tx = profile({ purpose: "TxProfile", transaction: "T1", schedule: { duration: 260 } });
  const usual = profile({ id: 2, schedule: { duration: 300, ...flat(8) } });
  const max = profile({
    id: 3,
    evse: 0,
    purpose: "ChargingStationMaxProfile",
    schedule: { duration: 86_400, ...flat(10) },
  });
  const all = [tx, usual, max];
  assert.deepEqual(run(all, { transaction: running, duration: 400 }), [[0, 10], [260, 8], [
    300,
    10,
  ]]);
});

Deno.test("1.6 §3.13.1: a TxProfile overrules the default upwards too, for its transaction only", () => {
  const usual = profile({ stackLevel: 5, schedule: flat(6) });
  const tx = profile({ id: 2, purpose: "TxProfile", transaction: "T1", schedule: flat(20) });
  assert.deepEqual(run([usual, tx], { transaction: running }), [[0, 20]]);
  assert.deepEqual(run([usual, tx], { transaction: { ...running, id: "T2" } }), [[0, 6]]);
  assert.deepEqual(run([usual, tx]), [[0, 6]]);
});

Deno.test("a TxProfile without a transaction id belongs to the transaction that runs", () => {
  const tx = profile({ purpose: "TxProfile", schedule: flat(9) });
  assert.deepEqual(run([tx], { transaction: running }), [[0, 9]]);
  assert.deepEqual(run([tx]), [[0, 32]]);
});

Deno.test("1.6 §3.13.1: a default for a connector replaces that for connector 0, there alone", () => {
  const everywhere = profile({ evse: 0, schedule: flat(16) });
  const here = profile({ id: 2, validFrom: iso(600), schedule: flat(20) });
  // §3.13.2: replaced is replaced, even while the new one is not valid yet.
  assert.deepEqual(run([everywhere, here]), [[0, 32], [600, 20]]);
  assert.deepEqual(run([everywhere, here], { evse: 2 }), [[0, 16]]);
});

Deno.test("defaults for connector 0 and for a connector stack by their levels", () => {
  const everywhere = profile({ evse: 0, stackLevel: 2, schedule: { duration: 600, ...flat(8) } });
  const here = profile({ id: 2, stackLevel: 1, schedule: flat(20) });
  assert.deepEqual(run([everywhere, here]), [[0, 8], [600, 20]]);
});

Deno.test("of two with one stack level, which no station may have, the later installed prevails", () => {
  const old = profile({ schedule: flat(8), installedAt: iso(-500) });
  const newer = profile({ id: 2, schedule: flat(9), installedAt: iso(-400) });
  assert.deepEqual(run([newer, old]), [[0, 9]]);
  assert.deepEqual(run([old, newer]), [[0, 9]]);
  const twin = profile({ id: 3, schedule: flat(7), installedAt: iso(-400) });
  assert.deepEqual(run([twin, newer]), [[0, 7]]);
  assert.deepEqual(run([newer, twin]), [[0, 7]]);
});

Deno.test("a higher stack level that has not begun or has run out lets the next one through", () => {
  const low = profile({ schedule: flat(8) });
  const high = profile({
    id: 2,
    stackLevel: 1,
    schedule: { startSchedule: iso(600), duration: 900, ...flat(20) },
  });
  assert.deepEqual(run([low, high]), [[0, 8], [600, 20], [1500, 8]]);
});

Deno.test("validFrom is within and validTo is not", () => {
  const valid = profile({ validFrom: iso(100), validTo: iso(200), schedule: flat(8) });
  assert.deepEqual(run([valid]), [[0, 32], [100, 8], [200, 32]]);
});

Deno.test("1.6 §5.16.4: the last period lasts as long as the duration, and no period longer", () => {
  const periods = [{ startPeriod: 0, limit: 8 }, { startPeriod: 300, limit: 9 }, {
    startPeriod: 900,
    limit: 10,
  }];
  assert.deepEqual(run([profile({ schedule: { duration: 600, periods } })]), [[0, 8], [300, 9], [
    600,
    32,
  ]]);
  assert.deepEqual(run([profile({ schedule: { duration: 1200, periods } })]).at(-1), [1200, 32]);
});

Deno.test("1.6 §5.16.4: a recurring schedule longer than its recurrence is cut there", () => {
  const daily = profile({
    kind: "Recurring",
    recurrency: "Daily",
    schedule: {
      startSchedule: iso(12 * hour),
      duration: 30 * hour,
      periods: [{ startPeriod: 0, limit: 8 }, { startPeriod: hour, limit: 9 }, {
        startPeriod: 25 * hour,
        limit: 10,
      }],
    },
  });
  // Nothing before its first start; then an hour of 8 A from each noon.
  assert.deepEqual(run([daily], { duration: 3 * day }), [
    [0, 32],
    [12 * hour, 8],
    [13 * hour, 9],
    [36 * hour, 8],
    [37 * hour, 9],
    [60 * hour, 8],
    [61 * hour, 9],
  ]);
});

Deno.test("a Relative profile counts from the transaction, or from the start where none runs", () => {
  const relative = profile({
    kind: "Relative",
    schedule: {
      startSchedule: undefined,
      periods: [{ startPeriod: 0, limit: 8 }, { startPeriod: 900, limit: 20 }],
    },
  });
  assert.deepEqual(run([relative], { from: 600 }), [[0, 8], [900, 20]]);
  assert.deepEqual(run([relative], { from: 600, transaction: running }), [[0, 8], [300, 20]]);
  const dated = { ...relative, schedule: { ...relative.schedule, startSchedule: iso(-5000) } };
  assert.deepEqual(run([dated], { from: 600, transaction: running }), [[0, 8], [300, 20]]);
});

Deno.test("1.6 §7.13: an Absolute profile without startSchedule is relative to the start of charging", () => {
  const open = profile({ schedule: { startSchedule: undefined, duration: 900, ...flat(8) } });
  assert.deepEqual(run([open], { from: 600, transaction: running }), [[0, 8], [300, 32]]);
});

Deno.test("W and A meet with the phases of each period: 11040 W is 16 A on three, 3680 W on one", () => {
  const tx = profile({ schedule: { unit: "W", ...flat(11_040) } });
  assert.deepEqual(run([tx]), [[0, 16]]);
  assert.deepEqual(run([tx], { phases: 2 }), [[0, 24]]);
  const single = profile({
    schedule: { periods: [{ startPeriod: 0, limit: 16, numberPhases: 1 }] },
  });
  const inW = composite({ ...window, unit: "W", profiles: [single] });
  assert.deepEqual(inW.periods, [{ startPeriod: 0, limit: 3680, numberPhases: 1 }]);
});

const window = { evse: 1, from: new Date(T0), duration: hour, unit: "A" as const };

Deno.test("a merge has no more phases than its parts allow", () => {
  const one = profile({ schedule: { periods: [{ startPeriod: 0, limit: 16, numberPhases: 1 }] } });
  const max = profile({
    id: 2,
    evse: 0,
    purpose: "ChargingStationMaxProfile",
    schedule: { periods: [{ startPeriod: 0, limit: 10, numberPhases: 3 }] },
  });
  assert.deepEqual(composite({ ...window, profiles: [one, max] }).periods, [
    { startPeriod: 0, limit: 10, numberPhases: 1 },
  ]);
});

Deno.test("where nothing limits it says the rating, or the value that stands for no limit", () => {
  assert.deepEqual(run([]), [[0, 32]]);
  assert.deepEqual(composite({ ...window, profiles: [] }), {
    start: iso(0),
    unit: "A",
    duration: hour,
    periods: [{ startPeriod: 0, limit: noLimit.A }],
    unreckoned: [],
  });
  assert.equal(composite({ ...window, unit: "W", profiles: [] }).periods[0]?.limit, noLimit.W);
});

Deno.test("no profile lifts a station above its rating", () => {
  assert.deepEqual(run([profile({ schedule: flat(63) })]), [[0, 32]]);
});

Deno.test("EVSE 0 shows what caps the whole station and nothing else", () => {
  const max = profile({ evse: 0, purpose: "ChargingStationMaxProfile", schedule: flat(25) });
  const grid = profile({
    id: 2,
    evse: 0,
    purpose: "ChargingStationExternalConstraints",
    schedule: { startSchedule: iso(60), duration: 60, ...flat(12) },
  });
  const usual = profile({ id: 3, evse: 0, schedule: flat(6) });
  assert.deepEqual(run([max, grid, usual], { evse: 0 }), [[0, 25], [60, 12], [120, 25]]);
});

Deno.test("an external constraint on one EVSE caps that one alone", () => {
  const grid = profile({ purpose: "ChargingStationExternalConstraints", schedule: flat(12) });
  assert.deepEqual(run([grid]), [[0, 12]]);
  assert.deepEqual(run([grid], { evse: 2 }), [[0, 32]]);
});

Deno.test("limits are cut to one decimal downwards, and 6.1 A stays 6.1 A by way of W", () => {
  assert.deepEqual(run([profile({ schedule: { unit: "W", ...flat(11_000) } })]), [[0, 15.9]]);
  assert.deepEqual(run([profile({ schedule: { unit: "W", ...flat(4209) } })]), [[0, 6.1]]);
});

Deno.test("changes between whole seconds count from the next one; the start is cut to a whole one", () => {
  const late = profile({ schedule: { startSchedule: iso(10.5), ...flat(8) } });
  assert.deepEqual(run([late]), [[0, 32], [11, 8]]);
  assert.deepEqual(run([late], { duration: 11 }), [[0, 32]]);
  assert.equal(composite({ ...window, from: new Date(T0 + 999), profiles: [] }).start, iso(0));
});

Deno.test("minChargingRate is the highest of the profiles that apply, in the unit asked for", () => {
  const night = profile({ schedule: { minChargingRate: 4, duration: 60 } });
  const tx = profile({ id: 2, stackLevel: 1, schedule: { minChargingRate: 6, duration: 30 } });
  const later = profile({ id: 3, schedule: { startSchedule: iso(2 * hour), minChargingRate: 9 } });
  const rate = (unit: "A" | "W", ...profiles: InstalledProfile[]) =>
    composite({ ...window, unit, profiles }).minChargingRate;
  assert.equal(rate("A", night, tx, later), 6);
  assert.equal(rate("W", night), 4 * 690);
  assert.equal(rate("A", profile()), undefined);
});
