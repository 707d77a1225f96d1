import assert from "node:assert/strict";
import { withRest } from "../../support/with_rest.ts";

const path = "/stations/CP-1/battery-swaps";

Deno.test("2.1: a swap is asked for, and the batteries that come and go are kept with it", async () => {
  await using s = await withRest("ocpp2.1");
  const asked = s.cp.answers("RequestBatterySwap", { status: "Accepted" });
  const { body } = await s.api.send("POST", path, { token: "CARD" });
  const { requestId, idToken } = (await asked).payload;
  assert.deepEqual(body, { accepted: true, status: "Accepted", why: null, request: requestId });
  assert.deepEqual(idToken, { idToken: "CARD", type: "ISO14443" });

  const battery = (serialNumber: string, soC: number) => ({
    evseId: 1,
    serialNumber,
    soC,
    soH: 90,
  });
  const told = { idToken, requestId };
  await s.cp.call("BatterySwap", {
    ...{ ...told, eventType: "BatteryIn" },
    batteryData: [{ ...battery("B-1", 12.5), productionDate: "2024-02-03T00:00:00Z" }],
  });
  await s.cp.call("BatterySwap", {
    ...{ ...told, eventType: "BatteryOut", batteryData: [battery("B-2", 100)] },
  });
  await s.cp.call("BatterySwap", {
    ...{ ...told, eventType: "BatteryOutTimeout", batteryData: [battery("B-3", 100)] },
  });
  const { items } = (await s.api.get(path)).body;
  assert.deepEqual(
    items.map(({ kind, request, batteries }: Record<string, unknown>) => [
      kind,
      request,
      (batteries as { serial: string }[]).map(({ serial }) => serial),
    ]),
    [
      ["timeout", requestId, ["B-3"]],
      ["out", requestId, ["B-2"]],
      ["in", requestId, ["B-1"]],
      ["asked", requestId, []],
    ],
  );
  assert.deepEqual(items[2].batteries[0], {
    ...{ evse: 1, serial: "B-1", charge: 12.5, health: 90, info: null },
    producedAt: "2024-02-03T00:00:00Z",
  });
});

Deno.test("2.1: a swap that the station refuses is none", async () => {
  await using s = await withRest("ocpp2.1");
  void s.cp.answers("RequestBatterySwap", { status: "Rejected" });
  const { body } = await s.api.send("POST", path, { token: "CARD" });
  assert.equal(body.accepted, false);
  assert.deepEqual((await s.api.get(path)).body.items, []);
});
