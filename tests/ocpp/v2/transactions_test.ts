import assert from "node:assert/strict";
import { soon } from "../../support/until.ts";
import { at, card, event, meter, shown, stage } from "./stage.ts";

for (const protocol of ["ocpp2.0.1", "ocpp2.1"]) {
  Deno.test(`a transaction of ${protocol} is told from its start to its end`, async () => {
    const { csms, cp, end } = await stage(protocol);
    const started = await cp.call(
      "TransactionEvent",
      event("Started", 0, 0, {
        triggerReason: "CablePluggedIn",
        transactionInfo: { chargingState: "EVConnected" },
        meterValue: [meter(0, 1_000, { context: "Transaction.Begin" })],
      }),
    );
    assert.deepEqual(started, {});
    const authorized = await cp.call(
      "TransactionEvent",
      event("Updated", 1, 1, {
        triggerReason: "Authorized",
        idToken: card,
        transactionInfo: { chargingState: "Charging" },
      }),
    );
    assert.equal(authorized.idTokenInfo.status, "Accepted");
    const [open] = await shown(csms);
    assert.deepEqual(
      [open.remoteId, open.evse, open.connector, open.token, open.chargingState, open.state],
      ["T-1", 1, 1, "CARD-1", "Charging", "open"],
    );
    await cp.call("TransactionEvent", event("Updated", 2, 2, { meterValue: [meter(2, 1_500)] }));
    const ended = await cp.call(
      "TransactionEvent",
      event("Ended", 3, 3, {
        triggerReason: "StopAuthorized",
        idToken: card,
        transactionInfo: { chargingState: "Idle", stoppedReason: "Remote" },
        meterValue: [meter(3, 2_250, { context: "Transaction.End" })],
      }),
    );
    assert.equal(ended.idTokenInfo.status, "Accepted");
    const [closed] = await shown(csms);
    assert.deepEqual(
      [closed.state, closed.energyWh, closed.meterStart, closed.meterStop, closed.reason],
      ["closed", 1_250, 1_000, 2_250, "Remote"],
    );
    assert.deepEqual([closed.missing, closed.stopToken], [[], "CARD-1"]);
    assert.deepEqual(closed.flags, ["unknown-connector", "offline"]);
    const { body } = await csms.get(`/transactions/${closed.id}/events`);
    assert.deepEqual(
      body.items.map(({ type, seqNo, trigger }: Record<string, unknown>) => [type, seqNo, trigger]),
      [
        ["started", 0, "CablePluggedIn"],
        ["updated", 1, "Authorized"],
        ["updated", 2, "Trigger"],
        ["ended", 3, "StopAuthorized"],
      ],
    );
    await end();
  });
}

Deno.test("events that come in any order make the same transaction", async () => {
  const told = [
    event("Started", 0, 0, { idToken: card, meterValue: [meter(0, 1_000)] }),
    event("Updated", 1, 1, { meterValue: [meter(1, 1_400)] }),
    event("Updated", 2, 2, { meterValue: [meter(2, 1_900)] }),
    event("Ended", 3, 3, { meterValue: [meter(3, 2_500)] }),
  ];
  for (const order of [[0, 1, 2, 3], [3, 2, 1, 0], [1, 0, 3, 2], [2, 3, 0, 1]]) {
    const { csms, cp, end } = await stage();
    for (const index of order) {
      cp.call("TransactionEvent", told[index]).catch(() => {});
      await cp.call("Heartbeat", {});
      if (order[0] === 3 || order.indexOf(3) < 3) drain(cp);
    }
    const [transaction] = await shown(csms);
    assert.deepEqual(
      [transaction.state, transaction.energyWh, transaction.meterStart, transaction.meterStop],
      ["closed", 1_500, 1_000, 2_500],
      String(order),
    );
    assert.deepEqual(
      [transaction.token, transaction.startedAt, transaction.stoppedAt, transaction.missing],
      ["CARD-1", at(0), at(3), []],
      String(order),
    );
    assert.deepEqual([transaction.evse, (await shown(csms)).length], [1, 1]);
    assert.ok(!transaction.flags.includes("seq-gap"), String(transaction.flags));
    await end();
  }
});

Deno.test("an event that comes again is answered as before and counted once", async () => {
  const { csms, cp, end } = await stage();
  const start = event("Started", 0, 0, { idToken: card, meterValue: [meter(0, 100)] });
  const first = await cp.call("TransactionEvent", start);
  await csms.csms.tokens.put({ id: "CARD-1", status: "Blocked" });
  assert.deepEqual(await cp.call("TransactionEvent", start), first);
  const [transaction] = await shown(csms);
  const { body } = await csms.get(`/transactions/${transaction.id}/events`);
  assert.equal(body.items.length, 1);
  assert.deepEqual((await csms.get("/stations/CP-1")).body.findings, []);
  await end();
});

Deno.test("a gap in the numbers is shown, and the station is asked after the end", async () => {
  const { csms, cp, end } = await stage();
  await cp.call("TransactionEvent", event("Started", 0, 0, { idToken: card }));
  const asked = cp.answers("GetTransactionStatus", { messagesInQueue: true });
  await cp.call("TransactionEvent", event("Ended", 4, 4));
  const [gap] = await shown(csms);
  assert.deepEqual(gap.missing, [1, 2, 3]);
  assert.ok(gap.flags.includes("seq-gap"));
  assert.deepEqual((await asked).payload, { transactionId: "T-1" });
  for (const n of [1, 2, 3]) await cp.call("TransactionEvent", event("Updated", n, n));
  const [full] = await shown(csms);
  assert.deepEqual(full.missing, []);
  assert.ok(!full.flags.includes("seq-gap"));
  await end();
});

Deno.test("quirk 50: a number that is stuck at 0 is accepted, and the times order the events", async () => {
  const { csms, cp, end } = await stage();
  await cp.call(
    "TransactionEvent",
    event("Started", 0, 0, { idToken: card, meterValue: [meter(0, 0)], evse: { id: 1 } }),
  );
  await cp.call("TransactionEvent", event("Updated", 0, 1, { meterValue: [meter(1, 500)] }));
  await cp.call("TransactionEvent", event("Ended", 0, 2, { meterValue: [meter(2, 900)] }));
  const [transaction] = await shown(csms);
  assert.deepEqual(
    [transaction.state, transaction.energyWh, transaction.missing, transaction.connector],
    ["closed", 900, [], 1],
  );
  const { body } = await csms.get("/stations/CP-1");
  const kinds = body.findings.map(({ kind }: { kind: string }) => kind);
  assert.deepEqual(kinds, ["no-connector", "sequence-stuck"]);
  await end();
});

Deno.test("quirk 50: EVSE 0 and connector 0 are accepted, with a finding", async () => {
  const { csms, cp, end } = await stage();
  await cp.call(
    "TransactionEvent",
    event("Started", 0, 0, { idToken: card, evse: { id: 0, connectorId: 0 } }),
  );
  await cp.call("TransactionEvent", event("Ended", 1, 2));
  const [transaction] = await shown(csms);
  assert.deepEqual([transaction.evse, transaction.state], [0, "closed"]);
  const { body } = await csms.get("/stations/CP-1");
  assert.equal(body.findings[0].kind, "evse-zero");
  await end();
});

Deno.test("quirk 51: MeterValues in a transaction are counted into it", async () => {
  const { csms, cp, end } = await stage();
  await cp.call(
    "TransactionEvent",
    event("Started", 0, 0, { idToken: card, meterValue: [meter(0, 1_000)] }),
  );
  await cp.call("MeterValues", { evseId: 1, meterValue: [meter(1, 1_700)] });
  const [transaction] = await shown(csms);
  assert.equal(transaction.energyWh, 700);
  const { body } = await csms.get("/stations/CP-1");
  assert.equal(body.findings[0].kind, "meter-outside-transaction");
  await end();
});

Deno.test("quirk 51: MeterValues that were asked for are no finding, and are counted", async () => {
  const { csms, cp, end } = await stage();
  const started = { idToken: card, meterValue: [meter(0, 1_000)] };
  await cp.call("TransactionEvent", event("Started", 0, 0, started));
  const asked = { evseId: 1, meterValue: [meter(1, 1_700, { context: "Trigger" })] };
  await cp.call("MeterValues", asked);
  assert.equal((await shown(csms))[0].energyWh, 700);
  assert.deepEqual((await csms.get("/stations/CP-1")).body.findings, []);
  await end();
});

Deno.test("quirk 52: units, powers of ten and signed data are read, what is signed whole", async () => {
  const { csms, cp, end } = await stage();
  const signedMeterValue = {
    ...{ signedMeterData: "T0NNRg==", encodingMethod: "OCMF" },
    ...{ signingMethod: "ECDSA-secp256r1-SHA256", publicKey: "a2V5" },
  };
  const kwh = (minutes: number, value: number) =>
    meter(minutes, value, { unitOfMeasure: { unit: "kWh" } });
  await cp.call(
    "TransactionEvent",
    event("Started", 0, 0, { idToken: card, meterValue: [kwh(0, 1.1)] }),
  );
  await cp.call(
    "TransactionEvent",
    event("Ended", 1, 1, {
      meterValue: [
        meter(1, 2.3, { unitOfMeasure: { unit: "Wh", multiplier: 3 }, signedMeterValue }),
      ],
    }),
  );
  const [transaction] = await shown(csms);
  assert.equal(transaction.energyWh, 1_200);
  const { body } = await csms.get(`/transactions/${transaction.id}/samples`);
  const [, last] = body.items;
  assert.deepEqual(last.values.map(({ value }: { value: number }) => value), [2_300, null]);
  assert.deepEqual(JSON.parse(last.values[1].raw), signedMeterValue);
  await end();
});

Deno.test("quirk 32: Available with a cable in is shown, and the transaction goes on", async () => {
  const { csms, cp, end } = await stage();
  await cp.call("TransactionEvent", event("Started", 0, 0, { idToken: card }));
  const asked = cp.answers("GetTransactionStatus", {
    ...{ ongoingIndicator: true, messagesInQueue: false },
  });
  await available(cp, 5);
  await asked;
  const { body } = await csms.get("/stations/CP-1");
  assert.equal(body.connectors[0].status, "Available");
  assert.equal((await shown(csms))[0].state, "open");
  await end();
});

Deno.test("law 9: a transaction that its station says is over is closed, as is one that another follows", async () => {
  const { csms, cp, end } = await stage();
  await cp.call("TransactionEvent", event("Started", 0, 0, { idToken: card }));
  const asked = cp.answers("GetTransactionStatus", {
    ...{ ongoingIndicator: false, messagesInQueue: false },
  });
  await available(cp, 5);
  await asked;
  const lost = await soon(async () => {
    const [transaction] = await shown(csms);
    assert.equal(transaction.state, "closed");
    return transaction;
  });
  assert.deepEqual([lost.reason, lost.flags.includes("lost")], ["Lost", true]);
  for (const [index, id] of ["T-2", "T-3"].entries()) {
    const info = { transactionInfo: { transactionId: id } };
    await cp.call("TransactionEvent", event("Started", 0, 10 + index, info));
  }
  const [third, second] = await shown(csms);
  assert.deepEqual([third.state, second.state, second.reason], ["open", "closed", "Lost"]);
  await end();
});

function available(
  cp: { call(action: string, payload: unknown): Promise<unknown> },
  minutes: number,
) {
  return cp.call("StatusNotification", {
    ...{ timestamp: at(minutes), connectorStatus: "Available", evseId: 1, connectorId: 1 },
  });
}

/** Answers what is asked of a transaction's gaps, that more is to come. */
function drain(cp: { answers(action: string, payload: unknown): Promise<unknown> }): void {
  void cp.answers("GetTransactionStatus", { messagesInQueue: true });
}
