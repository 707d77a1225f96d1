import assert from "node:assert/strict";
import { readPayload } from "../../ocpp/read.ts";
import { v16 } from "../../ocpp/v16/mod.ts";
import { charger, Refused } from "../support/charger.ts";
import { kvolt } from "../support/kvolt.ts";

const at = "2026-01-01T00:00:00Z";
const requests = (text: string): Record<string, unknown> => ({
  BootNotification: {
    ...{ chargePointVendor: text, chargePointModel: text, chargePointSerialNumber: text },
    ...{ chargeBoxSerialNumber: text, firmwareVersion: text, iccid: text, imsi: text },
    ...{ meterType: text, meterSerialNumber: text },
  },
  Authorize: { idTag: text },
  StartTransaction: { connectorId: 1, idTag: text, meterStart: 0, timestamp: at },
  StopTransaction: {
    ...{ transactionId: 1, idTag: text, meterStop: 0, timestamp: at, reason: text },
    transactionData: [{ timestamp: at, sampledValue: [{ value: text }] }],
  },
  StatusNotification: {
    ...{ connectorId: 1, errorCode: text, status: text, info: text },
    ...{ vendorId: text, vendorErrorCode: text },
  },
  MeterValues: {
    connectorId: 1,
    meterValue: [{
      timestamp: at,
      sampledValue: Array.from({ length: 3 }, () => ({
        ...{ value: text, context: text, format: text, measurand: text },
        ...{ phase: text, location: text, unit: text },
      })),
    }],
  },
  DataTransfer: { vendorId: text, messageId: text, data: text },
  SecurityEventNotification: { type: text, timestamp: at, techInfo: text },
  SignCertificate: { csr: text },
  FirmwareStatusNotification: { status: text },
  DiagnosticsStatusNotification: { status: text },
  LogStatusNotification: { status: text, requestId: 1 },
  SignedFirmwareStatusNotification: { status: text, requestId: 1 },
});

for (
  const [what, text] of [
    ["longer than a key", "a".repeat(3_000)],
    ["longer than a key in UTF-8", "漢".repeat(700)],
    ["longer than a value", "a".repeat(30_000)],
    ["longer than a value in UTF-16", "漢".repeat(20_000)],
    ["half a letter", "\ud83d"],
    ["cut in the middle of a letter", "a" + "🔌".repeat(400)],
  ] as const
) {
  Deno.test(`text ${what} is answered wherever a station writes it`, async () => {
    const csms = await kvolt({ AUTH_UNKNOWN: "Accepted", LOG_SKIP: "none" });
    const cp = await charger(csms.ws, "CP-1");
    await cp.boot();
    for (const [action, payload] of Object.entries(requests(text))) {
      await cp.call(action, payload, `${action} ${text}`);
    }
    await cp.call("DataTransfer", { vendorId: "default", data: text });
    await assert.rejects(cp.call(text, {}), ({ code }: Refused) => code === "NotImplemented");
    const { items } = await csms.csms.messages.page("CP-1", { limit: 100 });
    assert.equal(items.length, Object.keys(requests(text)).length + 3);
    assert.ok(items.every(({ value }) => value.answer));
    await cp.close();
    await csms.stop();
  });
}

Deno.test("a text beyond its limit is kept to 400 characters, or to twice its limit", () => {
  const read = (action: string, payload: unknown) => {
    const reading = readPayload(v16.actions.get(action)!.request, payload);
    assert.ok(reading.ok);
    return reading.value as Record<string, string>;
  };
  assert.equal(read("Authorize", { idTag: "a".repeat(400) }).idTag?.length, 400);
  assert.equal(read("Authorize", { idTag: "a".repeat(401) }).idTag?.length, 400);
  assert.equal(read("SignCertificate", { csr: "a".repeat(11_000) }).csr?.length, 11_000);
  assert.equal(read("SignCertificate", { csr: "a".repeat(11_001) }).csr?.length, 11_000);
});
