import assert from "node:assert/strict";
import { withRest } from "../../support/with_rest.ts";

const path = "/stations/CP-1/payments";

Deno.test("2.1: how a payment was settled is kept, with the company that it was for", async () => {
  await using s = await withRest("ocpp2.1");
  const vatCompany = { name: "ACME", address1: "Way 1", city: "Bern", country: "CH" };
  const answer = await s.cp.call("NotifySettlement", {
    ...{ transactionId: "TX-1", pspRef: "psp-9", status: "Settled", settlementAmount: 12.5 },
    ...{ settlementTime: "2026-01-05T10:00:00Z", receiptId: "R1", vatNumber: "CHE-1", vatCompany },
  });
  assert.deepEqual(answer, {});
  const { items } = (await s.api.get(path)).body;
  assert.equal(items.length, 1);
  const { id: _, ...kept } = items[0];
  assert.deepEqual(kept, {
    ...{ at: "2026-01-05T10:00:00.000Z", kind: "settlement", evse: null, timeout: null },
    ...{ transaction: null, said: "TX-1", status: "Settled", info: null, reference: "psp-9" },
    ...{ amount: 12.5, receiptId: "R1", receiptUrl: null, vatNumber: "CHE-1" },
    company: { ...vatCompany, address2: null, postalCode: null },
  });
});

Deno.test("2.1: a settlement is counted once though it is told twice", async () => {
  await using s = await withRest("ocpp2.1");
  const said = {
    ...{ pspRef: "psp-9", status: "Failed", statusInfo: "no funds", settlementAmount: 0 },
    settlementTime: "2026-01-05T10:00:00Z",
  };
  for (let n = 0; n < 2; n++) await s.cp.call("NotifySettlement", said, "one-id");
  const { items } = (await s.api.get(path)).body;
  assert.deepEqual(items.map(({ info }: { info: string }) => info), ["no funds"]);
});

Deno.test("2.1: a VAT number is not said to be right where nobody has looked", async () => {
  await using s = await withRest("ocpp2.1");
  const answer = await s.cp.call("VatNumberValidation", { vatNumber: "DE123", evseId: 1 });
  assert.deepEqual([answer.status, answer.vatNumber, answer.evseId], ["Rejected", "DE123", 1]);
  assert.equal(answer.statusInfo.reasonCode, "NoValidator");
  const [kept] = (await s.api.get(path)).body.items;
  assert.deepEqual([kept.kind, kept.vatNumber, kept.status, kept.evse], [
    ...["vat-check", "DE123", "Rejected", 1],
  ]);
});

Deno.test("2.1: the station is told that a driver pays on the web", async () => {
  await using s = await withRest("ocpp2.1");
  const asked = s.cp.answers("NotifyWebPaymentStarted", {});
  const { body } = await s.api.send("POST", `${path}/web`, { evse: 1, timeout: 120 });
  assert.deepEqual(body, { accepted: true, status: "Accepted", why: null });
  assert.deepEqual((await asked).payload, { evseId: 1, timeout: 120 });
  const [kept] = (await s.api.get(path)).body.items;
  assert.deepEqual([kept.kind, kept.evse, kept.timeout], ["web-started", 1, 120]);
});

Deno.test("2.0.1 has no payments: what it is told of one is refused before it is sent", async () => {
  await using s = await withRest("ocpp2.0.1");
  const { status } = await s.api.send("POST", `${path}/web`, { evse: 1, timeout: 120 });
  assert.equal(status, 409);
  await assert.rejects(
    s.cp.call("VatNumberValidation", { vatNumber: "DE123" }),
    /NotImplemented/,
  );
  assert.deepEqual((await s.api.get(path)).body.items, []);
});
