import assert from "node:assert/strict";
import { charger } from "../support/charger.ts";
import { scene } from "../support/scene.ts";

for (const protocol of ["ocpp1.6", "ocpp2.0.1", "ocpp2.1"]) {
  Deno.test(`quirk 17: a station of ${protocol} that boots is sent nothing until somebody asks`, async () => {
    const { csms, clock } = await scene();
    const cp = await charger(csms.ws, "CP-1", { protocols: [protocol] });
    await cp.boot();
    for (let minute = 0; minute < 30; minute++) {
      clock.advance(60_000);
      await cp.call("Heartbeat", {});
    }
    const asking = csms.csms.ask("CP-1", "trigger", { message: "Heartbeat" });
    const first = await cp.asked();
    assert.equal(first.action, "TriggerMessage", "the first request is the one that was asked for");
    cp.answer(first, { status: "Accepted" });
    await asking;
    await cp.close();
    await csms.stop();
  });
}
