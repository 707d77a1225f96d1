import assert from "node:assert/strict";
import { MOST_CONNECTORS } from "../../csms/stations/room.ts";
import { charger } from "../support/charger.ts";
import { kvolt } from "../support/kvolt.ts";

Deno.test("a station that makes up ever more connectors is answered, and only so many are kept", async () => {
  const csms = await kvolt({ AUTH_UNKNOWN: "Accepted" });
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  const status = { errorCode: "NoError", status: "Available" };
  for (let connectorId = 1; connectorId <= MOST_CONNECTORS + 5; connectorId++) {
    await cp.call("StatusNotification", { connectorId, ...status });
  }
  await cp.call("StartTransaction", {
    ...{ connectorId: 100_000, idTag: "A", meterStart: 0, timestamp: new Date().toISOString() },
  });
  const { items } = await csms.csms.stations.connectors("CP-1", { limit: MOST_CONNECTORS + 10 });
  assert.equal(items.length, MOST_CONNECTORS);
  await cp.call("StatusNotification", { connectorId: 1, ...status, status: "Faulted" });
  const known = await csms.csms.stations.live((await csms.csms.stations.get("CP-1"))!);
  const first = known.connectors.find(({ evse }) => evse === 1);
  assert.equal(first?.status, "Faulted", "those that are known go on being told of");
  await cp.close();
  await csms.stop();
});
