import assert from "node:assert/strict";
import { charger } from "../support/charger.ts";
import { finding, shown } from "../support/facts.ts";
import { kvolt } from "../support/kvolt.ts";

Deno.test("quirk 24: an identity that is too long is kept whole, and it shows which fields", async () => {
  const csms = await kvolt();
  const cp = await charger(csms.ws, "CP-1");
  const boot = {
    chargePointVendor: "A vendor of more than twenty characters",
    chargePointModel: "A-model-of-23-character",
    chargePointSerialNumber: "123456789012345678901234567890123",
    firmwareVersion: "v".repeat(300),
  };
  assert.equal((await cp.call("BootNotification", boot)).status, "Accepted");
  const { vendor, model, serial, firmware } = await shown(csms, "CP-1");
  assert.deepEqual(
    { vendor, model, serial, firmware },
    {
      vendor: boot.chargePointVendor,
      model: boot.chargePointModel,
      serial: boot.chargePointSerialNumber,
      firmware: boot.firmwareVersion,
    },
  );
  const { text } = await finding(csms, "CP-1", "too-long");
  for (const field of Object.keys(boot)) assert.match(text, new RegExp(`${field} is longer`));
  await cp.close();
  await csms.stop();
});

Deno.test("quirk 24: a tag and an error code that are too long are kept whole", async () => {
  const csms = await kvolt({ AUTH_UNKNOWN: "Accepted" });
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  const idTag = "0123456789012345678901234567890123456789";
  const started = await cp.call("StartTransaction", {
    ...{ connectorId: 1, idTag, meterStart: 0, timestamp: new Date().toISOString() },
  });
  assert.equal(started.idTagInfo.status, "Accepted");
  assert.equal((await csms.csms.transactions.get(String(started.transactionId)))?.token, idTag);
  const info = "i".repeat(120);
  await cp.call("StatusNotification", {
    ...{ connectorId: 1, errorCode: "OtherError", status: "Faulted", info },
    vendorErrorCode: "e".repeat(60),
  });
  const [connector] = (await shown(csms, "CP-1")).connectors;
  assert.equal(connector?.info, info);
  assert.equal(connector?.vendorErrorCode, "e".repeat(60));
  assert.equal((await finding(csms, "CP-1", "too-long")).count, 2, "once a message");
  await cp.close();
  await csms.stop();
});

Deno.test("quirk 25: a status and an error code that nobody knows are kept as they came", async () => {
  const csms = await kvolt();
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  await cp.call("StatusNotification", {
    ...{ connectorId: 1, errorCode: "Error", status: "Occupied" },
  });
  const [connector] = (await shown(csms, "CP-1")).connectors;
  assert.deepEqual([connector?.status, connector?.errorCode], ["Occupied", "Error"]);
  assert.match((await finding(csms, "CP-1", "unknown-value")).text, /errorCode .* does not know/);
  assert.match((await finding(csms, "CP-1", "unknown-value")).text, /status .* does not know/);
  await cp.close();
  await csms.stop();
});

Deno.test("quirk 25: measurands, units and reasons that nobody knows are kept as they came", async () => {
  const csms = await kvolt({ AUTH_UNKNOWN: "Accepted" });
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  const timestamp = new Date().toISOString();
  const { transactionId } = await cp.call("StartTransaction", {
    ...{ connectorId: 1, idTag: "A", meterStart: 0, timestamp },
  });
  const sampledValue = [
    { value: "7", measurand: "Request.Energy", context: "Sample.Own" },
    { value: "50.01", measurand: "Frequency", unit: "Hz" },
    { value: "31", measurand: "Temperature", unit: "Celcius" },
    { value: "1200", measurand: "Energy.Active.Import.Register", unit: "Wh" },
  ];
  await cp.call("MeterValues", {
    ...{ connectorId: 1, transactionId, meterValue: [{ timestamp, sampledValue }] },
  });
  const stop = { transactionId, meterStop: 1200, timestamp, reason: "StoppedByApp" };
  await cp.call("StopTransaction", stop);
  const id = String(transactionId);
  const transaction = await csms.csms.transactions.get(id);
  assert.deepEqual([transaction?.reason, transaction?.state], ["StoppedByApp", "closed"]);
  assert.equal(transaction?.register.energyWh, 1200);
  const { items } = await csms.csms.transactions.samples(id, { limit: 10 });
  const values = items.flatMap(({ values }) => values);
  for (const { value, measurand, unit } of sampledValue) {
    const kept = values.find((sample) => sample.measurand === measurand);
    assert.deepEqual([kept?.value, kept?.unit ?? undefined], [Number(value), unit]);
  }
  assert.equal((await finding(csms, "CP-1", "unknown-value")).count, 2, "once a message");
  await cp.close();
  await csms.stop();
});
