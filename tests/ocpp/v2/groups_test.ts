import assert from "node:assert/strict";
import { editions, type WithRest, withRest } from "../../support/with_rest.ts";
import { at, event, meter, shown } from "./stage.ts";

const police = { idToken: "POLICE-1", type: "ISO14443" };
const card = { idToken: "CARD-1", type: "ISO14443" };
const start = "/stations/CP-1/start";

/** A station whose master pass group is this, with a token of that group and one of another. */
async function grouped(protocol: (typeof editions)[number], master = "Master"): Promise<WithRest> {
  const s = await withRest(protocol, { AUTH_UNKNOWN: "Invalid" });
  const { tokens } = s.csms.csms;
  await tokens.put({ id: "POLICE-1", status: "Accepted", parent: "MASTER" });
  await tokens.put({ id: "CARD-1", status: "Accepted", parent: "FAMILY", type: "ISO14443" });
  await s.cp.call("NotifyReport", {
    ...{ requestId: 1, seqNo: 0, generatedAt: at(0) },
    reportData: [{
      component: { name: "AuthCtrlr" },
      variable: { name: "MasterPassGroupId" },
      variableAttribute: [{ value: master, mutability: "ReadWrite" }],
    }],
  });
  return s;
}

for (const protocol of editions) {
  Deno.test(`${protocol}: a start from afar names the group of its token, for which the EVSE may be reserved`, async () => {
    await using s = await grouped(protocol);
    const asked = s.cp.answers("RequestStartTransaction", { status: "Accepted" });
    assert.equal((await s.api.send("POST", start, { token: "CARD-1", evse: 1 })).status, 200);
    const { remoteStartId: _, ...payload } = (await asked).payload;
    assert.deepEqual(payload, {
      ...{ evseId: 1, idToken: card, groupIdToken: { idToken: "FAMILY", type: "Central" } },
    });
    // One that nobody has grouped, and one whose group 2.0.1 has no room for.
    const { tokens } = s.csms.csms;
    await tokens.put({ id: "ALONE", status: "Accepted" });
    await tokens.put({ id: "LONG", status: "Accepted", parent: "G".repeat(37) });
    for (const token of ["ALONE", "LONG", "UNKNOWN"]) {
      const asked = s.cp.answers("RequestStartTransaction", { status: "Accepted" });
      await s.api.send("POST", start, { token, evse: 1 });
      assert.equal((await asked).payload.groupIdToken, undefined, token);
    }
  });

  Deno.test(`${protocol}: C16: a master pass is known to the station, and starts nothing`, async () => {
    await using s = await grouped(protocol);
    const { idTokenInfo } = await s.cp.call("Authorize", { idToken: police });
    assert.deepEqual([idTokenInfo.status, idTokenInfo.groupIdToken.idToken], [
      ...["Accepted", "MASTER"],
    ]);
    const refused = await s.api.send("POST", start, { token: "POLICE-1", evse: 1 });
    assert.deepEqual([refused.status, refused.body.errors[0].path], [422, "token"]);
    const told = await s.cp.call("TransactionEvent", event("Started", 0, 0, { idToken: police }));
    assert.equal(told.idTokenInfo.status, "Invalid");
    // It is stored and flagged all the same (law 8).
    const [transaction] = await shown(s.csms);
    assert.equal(transaction.token, "POLICE-1");
    assert.ok(transaction.flags.includes("token-refused"));
  });

  Deno.test(`${protocol}: C16: a master pass ends the transactions of others`, async () => {
    await using s = await grouped(protocol);
    const began = event("Started", 0, 0, { idToken: card, meterValue: [meter(0, 1_000)] });
    assert.equal((await s.cp.call("TransactionEvent", began)).idTokenInfo.status, "Accepted");
    const ended = event("Ended", 1, 5, {
      ...{ idToken: police, triggerReason: "StopAuthorized" },
      transactionInfo: { stoppedReason: "MasterPass" },
    });
    assert.equal((await s.cp.call("TransactionEvent", ended)).idTokenInfo.status, "Accepted");
    const [{ token, stopToken, reason, state, flags }] = await shown(s.csms);
    assert.deepEqual([token, stopToken, reason, state], [
      ...["CARD-1", "POLICE-1", "MasterPass", "closed"],
    ]);
    assert.ok(!flags.includes("token-refused"));
  });

  Deno.test(`${protocol}: C16: a master pass that ends what nobody was named for is not its owner`, async () => {
    await using s = await grouped(protocol);
    await s.cp.call("TransactionEvent", event("Started", 0, 0));
    const authorized = event("Updated", 1, 1, { idToken: police, triggerReason: "Authorized" });
    assert.equal((await s.cp.call("TransactionEvent", authorized)).idTokenInfo.status, "Invalid");
    await s.cp.call(
      "TransactionEvent",
      event("Started", 0, 2, {
        ...{ transactionInfo: { transactionId: "T-2" }, evse: { id: 2, connectorId: 1 } },
      }),
    );
    const stop = event("Ended", 1, 3, {
      ...{ idToken: police, triggerReason: "StopAuthorized" },
      transactionInfo: { transactionId: "T-2", stoppedReason: "MasterPass" },
    });
    assert.equal((await s.cp.call("TransactionEvent", stop)).idTokenInfo.status, "Accepted");
    const [{ token, stopToken, flags }] = await shown(s.csms);
    assert.deepEqual([token ?? "", stopToken], ["", "POLICE-1"]);
    assert.ok(!flags.includes("token-refused"));
  });

  Deno.test(`${protocol}: a token of any other group starts, also where no group is the master's`, async () => {
    await using s = await grouped(protocol, "");
    for (const [n, idToken] of [card, police].entries()) {
      const began = event("Started", 0, 0, {
        ...{ idToken, transactionInfo: { transactionId: `T-${n}` } },
        evse: { id: n + 1, connectorId: 1 },
      });
      assert.equal((await s.cp.call("TransactionEvent", began)).idTokenInfo.status, "Accepted");
    }
  });
}
