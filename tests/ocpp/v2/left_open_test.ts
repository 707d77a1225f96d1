import assert from "node:assert/strict";
import type { Charger } from "../../support/charger.ts";
import { soon } from "../../support/until.ts";
import { at, card, event, meter, shown, stage } from "./stage.ts";

const status = (cp: Charger, connectorStatus: string, minutes: number) =>
  cp.call("StatusNotification", {
    ...{ timestamp: at(minutes), connectorStatus, evseId: 1, connectorId: 1 },
  });
const started = (cp: Charger) =>
  cp.call("TransactionEvent", event("Started", 0, 0, { idToken: card, meterValue: [meter(0, 0)] }));
const updated = (cp: Charger, seqNo: number, minutes: number, wh: number) =>
  cp.call(
    "TransactionEvent",
    event("Updated", seqNo, minutes, { meterValue: [meter(minutes, wh)] }),
  );

/** A station that charges, does not know how to tell where a transaction stands, and is free again. */
async function lost() {
  const all = await stage();
  const { csms, cp } = all;
  await status(cp, "Occupied", 0);
  await started(cp);
  await updated(cp, 1, 2, 400);
  void cp.asked("GetTransactionStatus").then((asked) => cp.refuse(asked, "NotImplemented"));
  await status(cp, "Available", 5);
  const transaction = await soon(async () => {
    const [transaction] = await shown(csms);
    assert.equal(transaction.state, "closed");
    return transaction;
  });
  return { ...all, transaction };
}

Deno.test("law 9: where a station cannot tell how a transaction stands, a free EVSE says that it is over", async () => {
  const { csms, cp, end, transaction } = await lost();
  const { reason, stoppedAt, energyWh, flags } = transaction;
  assert.deepEqual([reason, stoppedAt, energyWh], ["Lost", at(5), 400]);
  assert.ok(flags.includes("lost"), String(flags));
  // It is not asked again, and its next one ends the same.
  const info = { transactionInfo: { transactionId: "T-2" } };
  await cp.call("TransactionEvent", event("Started", 0, 10, info));
  await status(cp, "Available", 9);
  assert.equal((await shown(csms))[0].state, "open", "free before it began");
  await status(cp, "Available", 11);
  await soon(async () => assert.equal((await shown(csms))[0].reason, "Lost"));
  await end();
});

Deno.test("law 9: a free EVSE that was said to be free before ends what it cannot tell of, too", async () => {
  const { csms, cp, end } = await stage();
  await status(cp, "Available", -1);
  await started(cp);
  void cp.asked("GetTransactionStatus").then((asked) => cp.refuse(asked, "NotSupported"));
  await status(cp, "Available", 5);
  await soon(async () => assert.equal((await shown(csms))[0].reason, "Lost"));
  await end();
});

Deno.test("law 9: what was taken for lost goes on where its station tells more of it", async () => {
  const { csms, cp, end } = await lost();
  await updated(cp, 2, 7, 1_000);
  const [open] = await shown(csms);
  assert.deepEqual(
    [open.state, open.energyWh, open.reason, open.stoppedAt, open.meterStop],
    ["open", 1_000, null, null, null],
  );
  assert.ok(!open.flags.includes("lost") && open.flags.includes("went-on"), String(open.flags));
  assert.equal((await csms.csms.transactions.openAt("CP-1", 1))?.value.id, open.id);
  await cp.call("MeterValues", { evseId: 1, meterValue: [meter(8, 1_200)] });
  await cp.call("TransactionEvent", event("Ended", 3, 9, { meterValue: [meter(9, 1_500)] }));
  const [closed, ...others] = await shown(csms);
  assert.deepEqual([closed.state, closed.energyWh, closed.stoppedAt], ["closed", 1_500, at(9)]);
  assert.equal(others.length, 0);
  assert.equal(await csms.csms.transactions.openAt("CP-1", 1), null);
  await end();
});

Deno.test("law 9: the end of what was taken for lost is its end, with all its energy", async () => {
  const { csms, cp, end } = await lost();
  await cp.call("TransactionEvent", event("Ended", 2, 9, { meterValue: [meter(9, 1_500)] }));
  const [closed] = await shown(csms);
  assert.deepEqual(
    [closed.state, closed.energyWh, closed.meterStop, closed.stoppedAt, closed.reason],
    ["closed", 1_500, 1_500, at(9), "Local"],
  );
  assert.ok(!closed.flags.includes("lost"), String(closed.flags));
  await end();
});

Deno.test("law 9: what an event from before the guess tells is counted, and the transaction stays closed", async () => {
  const { csms, cp, end } = await lost();
  await updated(cp, 2, 4, 700);
  const [closed] = await shown(csms);
  assert.deepEqual([closed.state, closed.reason, closed.energyWh], ["closed", "Lost", 700]);
  await end();
});

Deno.test("law 9: what another one has followed on its EVSE does not go on, though its energy counts", async () => {
  const { csms, cp, end } = await lost();
  const info = { transactionInfo: { transactionId: "T-2" } };
  await cp.call("TransactionEvent", event("Started", 0, 6, info));
  await updated(cp, 2, 7, 900);
  const [second, first] = await shown(csms);
  assert.deepEqual([first.state, first.reason, first.energyWh], ["closed", "Lost", 900]);
  assert.equal((await csms.csms.transactions.openAt("CP-1", 1))?.value.id, second.id);
  await end();
});

Deno.test("law 9: a token that is used up by what goes on may not begin another", async () => {
  const { cp, end } = await lost();
  await updated(cp, 2, 7, 1_000);
  const other = event("Started", 0, 8, {
    ...{ transactionInfo: { transactionId: "T-2" }, idToken: card },
    evse: { id: 2, connectorId: 1 },
  });
  const { idTokenInfo } = await cp.call("TransactionEvent", other);
  assert.equal(idTokenInfo.status, "ConcurrentTx");
  await end();
});
