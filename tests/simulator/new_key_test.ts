import assert from "node:assert/strict";
import { chargePoint } from "../../simulator/charge_point.ts";
import { kvolt } from "../support/kvolt.ts";
import { happens } from "../support/until.ts";

for (const version of ["1.6", "2.0.1", "2.1"] as const) {
  Deno.test(`a simulated charge point of ${version} takes a new key and comes back with it`, async () => {
    const csms = await kvolt();
    const { key } = (await csms.send("POST", "/stations", { id: "CP-1" })).body;
    const cp = chargePoint({ id: "CP-1", url: `${csms.ws}/ocpp`, key, version });
    await cp.connect({ retry: true });
    await cp.booted;
    const rotated = happens(
      csms.csms,
      ({ type, data }) => type === "station.key" && (data as { state: string }).state === "rotated",
    );
    const { body } = await csms.send("POST", "/stations/CP-1/key/rotate");
    assert.equal(body.state, "taken");
    await rotated;
    const old = await csms.send("POST", "/stations/CP-1/verify", { password: key });
    assert.equal(old.body.reason, "CP-1 sent a wrong key");
    await cp.close();
    await csms.stop();
  });
}
