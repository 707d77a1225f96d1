import assert from "node:assert/strict";
import { plug } from "../support/plug.ts";
import { DAY, HOUR, of, pages, type Room, room } from "./room.ts";

const expiresAt = "2026-01-01T02:00:00Z";
const yes = () => ({ status: "Accepted" });
const list = async (it: Room) =>
  await pages((options) => it.csms.reservations.page("CP-1", options), 1);
const reserve = (it: Room, id: number, evse = 1) =>
  it.csms.ask("CP-1", "reserve", { id, evse, token: "CARD", group: "FLEET", expiresAt });

Deno.test("a reservation that a station accepts is active until its time, then expired, and gone a day later", async () => {
  await using it = await room();
  await it.station();
  const station = plug(it, "CP-1", { ReserveNow: yes });
  await reserve(it, 5);
  const kept = {
    ...{ id: 5, station: "CP-1", evse: 1, token: "CARD", group: "FLEET", state: "active" },
    ...{ expiresAt: "2026-01-01T02:00:00Z", createdAt: "2026-01-01T00:00:00.000Z" },
  };
  assert.deepEqual(await list(it), [kept]);
  assert.deepEqual(of(it, "reservation.changed").map(({ data }) => data), [kept]);
  it.clock.advance(2 * HOUR);
  assert.deepEqual((await list(it)).map(({ state }) => state), ["expired"]);
  it.clock.advance(DAY);
  assert.deepEqual(await list(it), []);
  station.unplug();
});

Deno.test("a reservation that a station does not accept is not kept", async () => {
  await using it = await room();
  await it.station();
  const station = plug(it, "CP-1", { ReserveNow: () => ({ status: "Occupied" }) });
  assert.equal((await reserve(it, 5)).accepted, false);
  assert.deepEqual(await list(it), []);
  station.unplug();
});

Deno.test("the same id again replaces a reservation, on another EVSE too", async () => {
  await using it = await room();
  await it.station();
  const station = plug(it, "CP-1", { ReserveNow: yes });
  await reserve(it, 5, 1);
  await reserve(it, 6, 1);
  await reserve(it, 5, 2);
  assert.deepEqual((await list(it)).map(({ id, evse }) => [id, evse]), [[6, 1], [5, 2]]);
  station.unplug();
});

Deno.test("a cancelled reservation is cancelled where the station agrees, and only then", async () => {
  await using it = await room();
  await it.station();
  let status = "Rejected";
  const station = plug(it, "CP-1", { ReserveNow: yes, CancelReservation: () => ({ status }) });
  await reserve(it, 5);
  await it.csms.ask("CP-1", "cancelReservation", { id: 5 });
  assert.deepEqual((await list(it)).map(({ state }) => state), ["active"]);
  status = "Accepted";
  await it.csms.ask("CP-1", "cancelReservation", { id: 5 });
  await it.csms.ask("CP-1", "cancelReservation", { id: 99 });
  assert.deepEqual((await list(it)).map(({ state }) => state), ["cancelled"]);
  station.unplug();
});

Deno.test("a transaction that names its reservation uses it, and a cancelled one stays cancelled", async () => {
  await using it = await room({ AUTH_UNKNOWN: "Accepted" });
  await it.station();
  const station = plug(it, "CP-1", { ReserveNow: yes, CancelReservation: yes });
  await reserve(it, 5);
  await reserve(it, 6, 2);
  await it.csms.ask("CP-1", "cancelReservation", { id: 6 });
  for (const [connectorId, reservationId] of [[1, 5], [2, 6], [3, 7]]) {
    await station.call("StartTransaction", {
      ...{ connectorId, reservationId, idTag: `T-${connectorId}`, meterStart: 0 },
      timestamp: "2026-01-01T00:00:00Z",
    });
  }
  assert.deepEqual((await list(it)).map(({ id, state }) => [id, state]), [
    [6, "cancelled"],
    [5, "used"],
  ]);
  station.unplug();
});

Deno.test("what is over is not cancelled after the fact", async () => {
  await using it = await room({ AUTH_UNKNOWN: "Accepted" });
  await it.station();
  const station = plug(it, "CP-1", { ReserveNow: yes, CancelReservation: yes });
  await reserve(it, 5);
  await station.call("StartTransaction", {
    ...{ connectorId: 1, reservationId: 5, idTag: "CARD", meterStart: 0 },
    timestamp: "2026-01-01T00:00:00Z",
  });
  await it.csms.ask("CP-1", "cancelReservation", { id: 5 });
  assert.deepEqual((await list(it)).map(({ state }) => state), ["used"]);
  station.unplug();
});

Deno.test("new ids are positive, fit in 31 bits and are not taken", async () => {
  await using it = await room();
  const ids = new Set<number>();
  for (let n = 0; n < 100; n++) ids.add(await it.csms.reservations.nextId("CP-1"));
  assert.ok(ids.size > 95);
  for (const id of ids) assert.ok(Number.isInteger(id) && id >= 1 && id <= 2 ** 31 - 1);
});
