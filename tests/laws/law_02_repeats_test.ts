import assert from "node:assert/strict";
import { charger } from "../support/charger.ts";
import { database } from "../support/database.ts";
import { findingsOf } from "../support/findings.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";

const env = { AUTH_UNKNOWN: "Accepted" };
const start = {
  connectorId: 1,
  idTag: "TAG-1",
  meterStart: 100,
  timestamp: "2026-01-01T10:00:00Z",
};
const all = async ({ csms }: TestKvolt) => (await csms.transactions.page({}, { limit: 100 })).items;

/** Counts the transfers that a vendor's handler is given, and answers with the count. */
function counting({ csms }: TestKvolt) {
  const seen: unknown[] = [];
  csms.devices.transfers.handle("V", (transfer) => {
    seen.push(transfer);
    return { status: "Accepted", data: `answer ${seen.length}` };
  });
  return seen;
}

Deno.test("law 2: a start told again under other message ids is the same transaction, over reconnects and restarts", async () => {
  await using file = await database();
  const ids = new Set<number>();
  for (let run = 0; run < 2; run++) {
    const csms = await kvolt({ ...env, KV_PATH: file.path });
    for (let connection = 0; connection < 2; connection++) {
      const cp = await charger(csms.ws, "CP-1");
      if (connection === 0) await cp.boot();
      for (let i = 0; i < 2; i++) {
        const answer = await cp.call("StartTransaction", start);
        assert.equal(answer.idTagInfo.status, "Accepted");
        ids.add(answer.transactionId);
      }
      await cp.close();
    }
    assert.equal((await all(csms)).length, 1);
    await csms.stop();
  }
  assert.equal(ids.size, 1);
});

Deno.test("law 2: a start that differs in connector, tag, time, meter or station is another one", async () => {
  const csms = await kvolt(env);
  const cp = await charger(csms.ws, "CP-1");
  const other = await charger(csms.ws, "CP-2");
  const ids = [(await cp.call("StartTransaction", start)).transactionId];
  for (
    const change of [
      { connectorId: 2 },
      { idTag: "TAG-2" },
      { timestamp: "2026-01-01T10:00:01Z" },
      { meterStart: 101 },
    ]
  ) {
    ids.push((await cp.call("StartTransaction", { ...start, ...change })).transactionId);
  }
  ids.push((await other.call("StartTransaction", start)).transactionId);
  assert.equal(new Set(ids).size, 6);
  await cp.close();
  await other.close();
  await csms.stop();
});

Deno.test("law 2: a stop told again changes nothing, and its difference is a finding", async () => {
  await using file = await database();
  const first = await kvolt({ ...env, KV_PATH: file.path });
  const cp = await charger(first.ws, "CP-1");
  const { transactionId } = await cp.call("StartTransaction", start);
  const stop = {
    transactionId,
    idTag: "TAG-1",
    meterStop: 5100,
    timestamp: "2026-01-01T11:00:00Z",
  };
  const answer = await cp.call("StopTransaction", stop);
  assert.deepEqual(await cp.call("StopTransaction", stop), answer);
  const before = await first.csms.transactions.get(String(transactionId));
  await cp.close();
  await first.stop();

  const second = await kvolt({ ...env, KV_PATH: file.path });
  const again = await charger(second.ws, "CP-1");
  assert.deepEqual(await again.call("StopTransaction", stop), answer);
  assert.deepEqual(await findingsOf(second.csms, "CP-1"), []);
  await again.call("StopTransaction", { ...stop, meterStop: 9999 });
  assert.deepEqual(await second.csms.transactions.get(String(transactionId)), before);
  assert.equal(before?.register.energyWh, 5000);
  const kinds = (await findingsOf(second.csms, "CP-1")).map(({ kind }) => kind);
  assert.deepEqual(kinds, ["stop-differs"]);
  assert.equal((await all(second)).length, 1);
  await again.close();
  await second.stop();
});

Deno.test("law 2: a message with the same id and content is answered as before and handled once, after a restart too", async () => {
  await using file = await database();
  const transfer = { vendorId: "V", messageId: "M", data: "1" };
  const first = await kvolt({ ...env, KV_PATH: file.path });
  const seen = counting(first);
  const cp = await charger(first.ws, "CP-1");
  const answer = await cp.call("DataTransfer", transfer, "id-1");
  assert.deepEqual(await cp.call("DataTransfer", transfer, "id-1"), answer);
  await cp.close();
  const again = await charger(first.ws, "CP-1");
  assert.deepEqual(await again.call("DataTransfer", transfer, "id-1"), answer);
  assert.equal(seen.length, 1);
  await again.close();
  await first.stop();

  const second = await kvolt({ ...env, KV_PATH: file.path });
  const seenLater = counting(second);
  const last = await charger(second.ws, "CP-1");
  assert.deepEqual(await last.call("DataTransfer", transfer, "id-1"), answer);
  assert.equal(seenLater.length, 0);
  const audit = await second.csms.devices.transfers.page("CP-1", { limit: 10 });
  assert.equal(audit.items.length, 1, "audited once");
  await last.close();
  await second.stop();
});

Deno.test("law 2: a message id alone proves nothing: other content, action or station is new", async () => {
  const csms = await kvolt(env);
  const seen = counting(csms);
  const cp = await charger(csms.ws, "CP-1");
  const other = await charger(csms.ws, "CP-2");
  const transfer = { vendorId: "V", data: "1" };
  const answers = [
    await cp.call("DataTransfer", transfer, "1"),
    await cp.call("DataTransfer", { ...transfer, data: "2" }, "1"),
    await cp.call("DataTransfer", transfer, "2"),
    await other.call("DataTransfer", transfer, "1"),
  ];
  assert.equal(seen.length, 4);
  assert.equal(new Set(answers.map(({ data }) => data)).size, 4);
  await cp.call("FirmwareStatusNotification", { status: "Idle" }, "1");
  assert.equal((await csms.csms.stations.get("CP-1"))?.firmwareStatus?.status, "Idle");
  await cp.close();
  await other.close();
  await csms.stop();
});

Deno.test("law 2: a repeat that comes while the first is at work waits for its answer and does nothing", async () => {
  const csms = await kvolt(env);
  const gate = Promise.withResolvers<void>();
  const began = Promise.withResolvers<void>();
  let handled = 0;
  csms.csms.devices.transfers.handle("V", async () => {
    handled++;
    began.resolve();
    await gate.promise;
    return { status: "Accepted", data: "once" };
  });
  const frame = JSON.stringify([2, "id-1", "DataTransfer", { vendorId: "V" }]);
  const old = await charger(csms.ws, "CP-1");
  old.raw(frame);
  old.raw(frame);
  await began.promise;
  const cp = await charger(csms.ws, "CP-1");
  const answers: string[] = [];
  const three = new Promise<void>((resolve) =>
    cp.socket.addEventListener("message", ({ data }) => {
      if (answers.push(data) === 3) resolve();
    })
  );
  for (let i = 0; i < 3; i++) cp.raw(frame);
  gate.resolve();
  await three;
  const answer = JSON.stringify([3, "id-1", { status: "Accepted", data: "once" }]);
  assert.deepEqual(answers, [answer, answer, answer], "one answer to each");
  assert.equal(handled, 1);
  await cp.close();
  await csms.stop();
});

Deno.test("law 2: what failed is not remembered: the same message again is tried again", async () => {
  const csms = await kvolt(env);
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  const event = { type: "SettingSystemTime" };
  const strict = { ...event, timestamp: 5 };
  await csms.csms.stations.set("CP-1", { strictness: "strict" });
  await assert.rejects(cp.call("SecurityEventNotification", strict, "id-1"));
  await csms.csms.stations.set("CP-1", { strictness: "lenient" });
  await cp.call("SecurityEventNotification", strict, "id-1");
  const { items } = await csms.csms.devices.reports.securityPage("CP-1", { limit: 10 });
  assert.equal(items.length, 1);
  await cp.close();
  await csms.stop();
});

Deno.test("law 2: what is told again under its message id is counted once in the samples and the journal", async () => {
  const csms = await kvolt(env);
  const cp = await charger(csms.ws, "CP-1");
  const { transactionId } = await cp.call("StartTransaction", start);
  const meter = {
    connectorId: 1,
    transactionId,
    meterValue: [{ timestamp: "2026-01-01T10:30:00Z", sampledValue: [{ value: "1100" }] }],
  };
  for (const id of ["a", "a", "b"]) await cp.call("MeterValues", meter, id);
  const { items } = await csms.csms.transactions.samples(String(transactionId), { limit: 10 });
  assert.equal(items.length, 1);
  const status = { connectorId: 1, errorCode: "NoError", status: "Charging" };
  for (const id of ["a", "a", "b"]) await cp.call("StatusNotification", status, id);
  const events = (await csms.csms.journal.page({ limit: 100 })).items.map(({ value }) => value);
  assert.equal(events.filter(({ type }) => type === "connector.changed").length, 1);
  assert.equal(events.filter(({ type }) => type === "transaction.started").length, 1);
  await cp.close();
  await csms.stop();
});
