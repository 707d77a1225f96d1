import assert from "node:assert/strict";
import { charger } from "../support/charger.ts";
import { gated } from "../support/database.ts";
import { kvolt } from "../support/kvolt.ts";

const transfer = { vendorId: "V", data: "1" };
const refused = { code: "InternalError" };

for (const lands of [true, false]) {
  const what = lands ? "lands after all is not handled again" : "is lost is handled again";
  Deno.test(`law 2: a message that was refused because the store hung and whose commit ${what}`, async () => {
    const store = gated();
    const csms = await kvolt({}, { open: store.open, storeTimeoutMs: 400 });
    let handled = 0;
    csms.csms.devices.transfers.handle("V", () => ({
      ...{ status: "Accepted" as const, data: `answer ${++handled}` },
    }));
    const cp = await charger(csms.ws, "CP-1");
    await cp.boot();
    const held = store.hold();
    const first = assert.rejects(cp.call("DataTransfer", transfer, "id-1"), refused);
    await held;
    await first;
    if (!lands) store.fail("the disk is away");
    store.release();
    // What is behind a commit is written after it.
    if (!lands) await assert.rejects(cp.call("DataTransfer", { vendorId: "other" }), refused);
    store.fail(undefined);
    await cp.call("DataTransfer", { vendorId: "other" });

    const expected = { status: "Accepted", data: `answer ${lands ? 1 : 2}` };
    assert.deepEqual(await cp.call("DataTransfer", transfer, "id-1"), expected);
    assert.deepEqual(await cp.call("DataTransfer", transfer, "id-1"), expected);
    const { items } = await csms.csms.devices.transfers.page("CP-1", { limit: 10 });
    const audit = items.filter(({ value }) => value.vendorId === "V");
    assert.deepEqual(audit.map(({ value }) => value.response), [expected.data], "audited once");
    assert.equal(handled, lands ? 1 : 2);
    await cp.close();
    await csms.stop();
  });
}
