import assert from "node:assert/strict";
import { charger } from "../support/charger.ts";
import { database } from "../support/database.ts";
import { kvolt } from "../support/kvolt.ts";

const hostile = [
  `<script>alert("1")</script>`,
  `"><img src=x onerror=alert(1)>`,
  `'; DROP TABLE kv; --`,
  "&lt;b&gt; &amp; &#39;",
  "{{7*7}} ${7*7} %s %n",
  "  padded  ",
  "\u0000\u0007\u001b[31m",
  "../../etc/passwd",
  "Ünïcode ⚡ 充電 🔌",
  "\u202egnp.exe",
  "line\r\nbreak\tand tab",
  "__proto__",
  "\ud800 alone",
];

Deno.test("law 14: what stations say is stored to the character, over a restart, and is JSON to whoever reads it", async () => {
  await using file = await database();
  const first = await kvolt({ KV_PATH: file.path });
  const cp = await charger(first.ws, "CP-1");
  const said: string[] = [];
  for (const text of hostile) {
    await cp.call("BootNotification", { chargePointVendor: text, chargePointModel: text });
    const { vendor, model } = (await first.csms.stations.get("CP-1"))!;
    said.push(vendor!);
    assert.equal(model, text);
    await cp.call("StatusNotification", {
      connectorId: 1,
      errorCode: "NoError",
      status: "Available",
      info: text,
      vendorId: text,
    });
    await cp.call("DataTransfer", { vendorId: text, messageId: text, data: text });
    const tag = text.slice(0, 20);
    const { transactionId } = await cp.call("StartTransaction", {
      connectorId: 1,
      idTag: tag,
      meterStart: 0,
      timestamp: "2026-01-01T10:00:00Z",
    });
    assert.equal((await first.csms.transactions.get(String(transactionId)))?.token, tag);
  }
  assert.deepEqual(said, hostile);
  await cp.close();
  await first.stop();

  const second = await kvolt({ KV_PATH: file.path });
  const station = (await second.csms.stations.get("CP-1"))!;
  const live = await second.csms.stations.live(station);
  assert.equal(JSON.parse(JSON.stringify(live)).connectors[0].info, hostile.at(-1));
  const transfers = await second.csms.devices.transfers.page("CP-1", { limit: 50 });
  const kept = transfers.items.map(({ value }) => value).reverse();
  assert.deepEqual(kept.map(({ vendorId }) => vendorId), hostile);
  assert.deepEqual(kept.map(({ messageId }) => messageId), hostile);
  assert.deepEqual(kept.map(({ data }) => data), hostile);
  await second.stop();
});

Deno.test("law 14: a station's id is stored as it is, and says nothing to the paths of others", async () => {
  const csms = await kvolt();
  for (const id of ["<b>CP", "CP ä+1", "a&b=c", "__proto__", "CP%1"]) {
    const cp = await charger(csms.ws, id);
    await cp.boot();
    const station = await csms.csms.stations.get(id);
    assert.equal(station?.id, id);
    await cp.close();
  }
  assert.equal((await csms.csms.stations.page({ limit: 10 })).items.length, 5);
  await csms.stop();
});

Deno.test("law 14: a field named __proto__ is a field like any other", async () => {
  const csms = await kvolt();
  const cp = await charger(csms.ws, "CP-1");
  const id = crypto.randomUUID();
  cp.raw(
    `[2,"${id}","BootNotification",{"chargePointVendor":"a","chargePointModel":"b","__proto__":{"polluted":1}}]`,
  );
  assert.equal((await cp.answerTo(id))[0], 3);
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
  await cp.close();
  await csms.stop();
});
