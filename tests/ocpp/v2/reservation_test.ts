import assert from "node:assert/strict";
import { editions, withRest } from "../../support/with_rest.ts";

const path = "/stations/CP-1/reservations";
const expiresAt = "2090-01-01T00:00:00Z";

for (const protocol of editions) {
  Deno.test(`${protocol}: an EVSE, or any with a plug, is reserved for a token and its group`, async () => {
    await using s = await withRest(protocol);
    const asked = s.cp.answers("ReserveNow", { status: "Accepted" });
    const made = await s.api.send("POST", path, {
      ...{ evse: 2, token: "CARD", group: "FAMILY", expiresAt },
    });
    assert.deepEqual((await asked).payload, {
      ...{ id: made.body.id, evseId: 2, expiryDateTime: expiresAt },
      idToken: { idToken: "CARD", type: "ISO14443" },
      groupIdToken: { idToken: "FAMILY", type: "Central" },
    });
    const any = s.cp.answers("ReserveNow", { status: "Accepted" });
    const other = await s.api.send("POST", path, {
      ...{ evse: 0, token: "0042", tokenType: "KeyCode", connectorType: "cCCS2", expiresAt },
    });
    assert.deepEqual((await any).payload, {
      ...{ id: other.body.id, connectorType: "cCCS2", expiryDateTime: expiresAt },
      idToken: { idToken: "0042", type: "KeyCode" },
    });
    const { items } = (await s.api.get(path)).body;
    const shown = new Map(items.map((each: { id: number }) => [each.id, each]));
    const { createdAt: _, ...kept } = shown.get(other.body.id) as Record<string, unknown>;
    assert.deepEqual(kept, {
      ...{ id: other.body.id, station: "CP-1", evse: 0, token: "0042", group: null },
      ...{ connectorType: "cCCS2", expiresAt, state: "active" },
    });

    void s.cp.answers("ReserveNow", { status: "Occupied" });
    const refused = await s.api.send("POST", path, { evse: 1, token: "CARD", expiresAt });
    assert.deepEqual([refused.body.accepted, refused.body.status], [false, "Occupied"]);
    assert.equal((await s.api.get(path)).body.items.length, 2);
  });

  Deno.test(`${protocol}: a reservation is given up, or ends as its station says, and what ended stays so`, async () => {
    await using s = await withRest(protocol);
    const reserve = async () => {
      void s.cp.answers("ReserveNow", { status: "Accepted" });
      return (await s.api.send("POST", path, { evse: 1, token: "CARD", expiresAt })).body.id;
    };
    const state = async (id: number) =>
      (await s.api.get(path)).body.items.find((each: { id: number }) => each.id === id).state;
    const update = (reservationId: number, reservationUpdateStatus: string) =>
      s.cp.call("ReservationStatusUpdate", { reservationId, reservationUpdateStatus });

    const cancelled = await reserve();
    const asked = s.cp.answers("CancelReservation", { status: "Accepted" });
    await s.api.send("DELETE", `${path}/${cancelled}`);
    assert.deepEqual((await asked).payload, { reservationId: cancelled });
    assert.equal(await state(cancelled), "cancelled");
    await update(cancelled, "Expired");
    assert.equal(await state(cancelled), "cancelled");

    for (const [said, shown] of [["Expired", "expired"], ["Removed", "removed"]] as const) {
      const id = await reserve();
      assert.deepEqual(await update(id, said), {});
      assert.equal(await state(id), shown);
    }
    assert.deepEqual(await update(999, "Removed"), {}, "one that nobody knows is answered too");
  });
}

Deno.test("2.1: somebody came and did not charge", async () => {
  await using s = await withRest("ocpp2.1");
  void s.cp.answers("ReserveNow", { status: "Accepted" });
  const { body } = await s.api.send("POST", path, { evse: 1, token: "CARD", expiresAt });
  const said = { reservationId: body.id, reservationUpdateStatus: "NoTransaction" };
  await s.cp.call("ReservationStatusUpdate", said);
  assert.equal((await s.api.get(path)).body.items[0].state, "unused");
});

Deno.test("a plug that 2.0.1 has no word for is refused before it is sent, and 2.1 takes it", async () => {
  const wanted = { evse: 0, token: "CARD", connectorType: "cMCS", expiresAt };
  await using old = await withRest("ocpp2.0.1");
  assert.equal((await old.api.send("POST", path, wanted)).status, 422);
  await using young = await withRest("ocpp2.1");
  void young.cp.answers("ReserveNow", { status: "Accepted" });
  assert.equal((await young.api.send("POST", path, wanted)).body.accepted, true);
});
