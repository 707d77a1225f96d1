import assert from "node:assert/strict";
import { browserTest } from "../support/browser.ts";
import { charger } from "../support/charger.ts";
import { kvolt } from "../support/kvolt.ts";

browserTest("a long list within a part that is kept fresh goes on as one scrolls", async (open) => {
  const csms = await kvolt({ KVOLT_DEV: "1", API_TOKEN: "" });
  const station = await charger(csms.ws, "CP-1", { protocols: ["ocpp2.0.1"] });
  await station.boot();
  const place = (n: number) => ({ component: { name: "Room" }, variable: { name: `V${n}` } });
  const at = new Date().toISOString();
  await csms.csms.apply(async (change) => {
    const { model, events } = csms.csms.devices;
    const attributes = [{ type: "Actual", value: "1" }];
    const variables = Array.from({ length: 120 }, (_, n) => ({ ...place(n), attributes }));
    await model.reported(change, "CP-1", variables, 1);
    for (let n = 0; n < 45; n++) {
      await events.happened(change, "CP-1", {
        ...{ ...place(n), at, eventId: n, trigger: "Alerting", actualValue: "1", cleared: false },
      });
    }
  });
  const { page } = await open();
  await page.goto(`${csms.ws.replace("ws:", "http:")}/stations/CP-1/device`);
  for (const [of, all] of [["variables", 120], ["events", 45]] as const) {
    const rows = page.locator(`#${of} tbody tr`);
    for (let last = 0; await rows.count() < all;) {
      const more = page.locator(`#${of} tr[hx-get]`);
      assert.equal(await more.count(), 1, `${await rows.count()} of ${all} ${of}, and no more`);
      await more.scrollIntoViewIfNeeded();
      last = await rows.count();
      await rows.nth(last).waitFor();
    }
    const names = await rows.locator("code").filter({ hasText: /^Room/ }).allInnerTexts();
    assert.equal(new Set(names).size, all);
  }
  await page.close();
  await station.close();
  await csms.stop();
});
