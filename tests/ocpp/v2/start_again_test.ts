import assert from "node:assert/strict";
import { charger } from "../../support/charger.ts";
import { database } from "../../support/database.ts";
import { kvolt } from "../../support/kvolt.ts";
import { card, event, meter, shown } from "./stage.ts";

Deno.test("a start that comes again after a restart is the transaction that it began", async () => {
  await using folder = await database();
  const said = { idToken: card, meterValue: [meter(0, 1_000, { context: "Transaction.Begin" })] };
  // The second is a replay in words of its own, so that it is not answered as the same message.
  for (const more of [{}, { offline: true }]) {
    const csms = await kvolt({ KV_PATH: folder.path });
    await csms.csms.tokens.put({ id: "CARD-1", status: "Accepted" });
    const cp = await charger(csms.ws, "CP-1", { protocols: ["ocpp2.0.1"] });
    await cp.boot();
    const answer = await cp.call("TransactionEvent", event("Started", 0, 0, { ...said, ...more }));
    assert.equal(answer.idTokenInfo.status, "Accepted");
    const transactions = await shown(csms);
    assert.deepEqual(
      transactions.map(({ remoteId, state, token, meterStart }) => [
        ...[remoteId, state, token, meterStart],
      ]),
      [["T-1", "open", "CARD-1", 1_000]],
    );
    await cp.close();
    await csms.stop();
  }
});
