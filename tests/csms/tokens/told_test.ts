import assert from "node:assert/strict";
import { onStage, start, t } from "../../quirks/stage.ts";

Deno.test("Authorize, StartTransaction and StopTransaction say the same of one tag", () =>
  onStage(async ({ kvolt, booted }) => {
    const cp = await booted();
    const { tokens } = kvolt.csms;
    const soon = "2026-01-01T06:00:00.000Z";
    await tokens.put({ id: "GOOD", status: "Accepted", expiresAt: soon, parent: "FLEET" });
    await tokens.put({ id: "LOST", status: "Blocked" });
    await tokens.put({ id: "OVER", status: "Accepted", expiresAt: "2025-01-01T00:00:00Z" });
    const expected = {
      GOOD: { status: "Accepted", expiryDate: "2026-01-01T06:00:00Z", parentIdTag: "FLEET" },
      LOST: { status: "Blocked" },
      OVER: { status: "Expired", expiryDate: "2025-01-01T00:00:00Z" },
      NOBODY: { status: "Invalid" },
    };
    let at = 0;
    for (const [idTag, info] of Object.entries(expected)) {
      const authorized = await cp.call("Authorize", { idTag });
      assert.deepEqual(authorized.idTagInfo, info);
      const started = await cp.call("StartTransaction", {
        ...{ connectorId: 1, idTag, meterStart: 0, timestamp: t(at++) },
      });
      assert.deepEqual(started.idTagInfo, info);
      const { transactionId } = started;
      const stop = { transactionId, idTag, meterStop: 1, timestamp: t(at++) };
      assert.deepEqual((await cp.call("StopTransaction", stop)).idTagInfo, info);
    }
  }, { AUTH_UNKNOWN: "Invalid" }));

Deno.test("one more transaction than a tag may have is told ConcurrentTx, in the start alone", () =>
  onStage(async ({ kvolt, booted, transaction }) => {
    const cp = await booted();
    await kvolt.csms.tokens.put({ id: "TAG", status: "Accepted" });
    await start(cp, { connectorId: 1 });
    const second = await cp.call("StartTransaction", {
      ...{ connectorId: 2, idTag: "TAG", meterStart: 0, timestamp: t(1) },
    });
    assert.equal(second.idTagInfo.status, "ConcurrentTx");
    assert.deepEqual((await transaction(second.transactionId)).flags, [
      ...["unknown-connector", "token-refused"],
    ]);
    const authorized = await cp.call("Authorize", { idTag: "TAG" });
    assert.equal(authorized.idTagInfo.status, "Accepted");
  }));

Deno.test("a stop without a tag is answered without a decision", () =>
  onStage(async ({ booted }) => {
    const cp = await booted();
    const transactionId = await start(cp);
    const stop = { transactionId, meterStop: 1000, timestamp: t(1) };
    assert.deepEqual(await cp.call("StopTransaction", stop), {});
  }));

Deno.test("a tag that is blocked between start and stop is Blocked in the stop", () =>
  onStage(async ({ kvolt, booted }) => {
    const cp = await booted();
    await kvolt.csms.tokens.put({ id: "TAG", status: "Accepted" });
    const transactionId = await start(cp);
    await kvolt.csms.tokens.put({ id: "TAG", status: "Blocked" });
    const stop = { transactionId, idTag: "TAG", meterStop: 1000, timestamp: t(1) };
    assert.equal((await cp.call("StopTransaction", stop)).idTagInfo.status, "Blocked");
  }));
