import assert from "node:assert/strict";
import { bench } from "../session.ts";

const entry = (idToken: string, status?: string) => ({
  idToken: { idToken, type: "ISO14443" },
  ...status ? { idTokenInfo: { status } } : {},
});

Deno.test("the local list is full or differential, versioned, and lets in offline", () =>
  bench(async ({ csms, cp }) => {
    const send = async (versionNumber: number, updateType: string, list: unknown[]) =>
      (await csms.ask("SendLocalList", {
        ...{ versionNumber, updateType },
        ...list.length > 0 ? { localAuthorizationList: list } : {},
      })).status;
    const full = [entry("A", "Accepted"), entry("B", "Blocked")];
    assert.equal(await send(2, "Full", full), "Accepted");
    assert.equal(await send(2, "Differential", []), "VersionMismatch");
    assert.equal(await send(3, "Differential", [entry("B"), entry("C", "Accepted")]), "Accepted");
    assert.equal(await send(4, "Full", [entry("D")]), "Failed");
    assert.equal(await send(0, "Full", []), "Failed");
    assert.deepEqual(await csms.ask("GetLocalListVersion"), { versionNumber: 3 });
    await cp.goOffline();
    assert.deepEqual(await cp.tap("B"), { status: "Unknown" });
    assert.deepEqual(await cp.tap("c"), { status: "Accepted" });
  }, { version: "2.0.1" }));

Deno.test("the cache lets known tokens in offline until it is cleared or they expire", () =>
  bench(async ({ csms, clock, cp }) => {
    const visit = async () => {
      await cp.goOffline();
      const answer = await cp.tap("TAG-1");
      if (answer.status === "Accepted") clock.advance(60_000);
      await cp.goOnline();
      return answer.status;
    };
    await cp.tap("TAG-1");
    clock.advance(60_000);
    assert.equal(await visit(), "Accepted");
    clock.advance(3_600_000);
    assert.equal(await visit(), "Expired");
    assert.deepEqual(await csms.ask("ClearCache"), { status: "Accepted" });
    assert.equal(await visit(), "Unknown");
  }, { version: "2.1", configuration: { "AuthCacheCtrlr.LifeTime": "3600" } }));

Deno.test("nobody is asked where authorization is off or a known token is let in at once", async () => {
  const settings: Record<string, string>[] = [
    { "AuthCtrlr.Enabled": "false" },
    { "AuthCtrlr.LocalPreAuthorize": "true" },
  ];
  for (const configuration of settings) {
    await bench(async ({ csms, cp }) => {
      const localAuthorizationList = [entry("TAG-1", "Accepted")];
      await csms.ask("SendLocalList", {
        ...{ versionNumber: 1, updateType: "Full", localAuthorizationList },
      });
      assert.deepEqual(await cp.tap("TAG-1"), { status: "Accepted" });
      await cp.plug();
      await cp.delivered();
      assert.equal(csms.of("Authorize").length, 0);
      assert.equal(csms.of("TransactionEvent").length, 1);
    }, { version: "2.0.1", configuration });
  }
});

Deno.test("data of the own vendor is taken, of others not", () =>
  bench(async ({ csms }) => {
    const send = (payload: Record<string, unknown>) => csms.ask("DataTransfer", payload);
    const own = { vendorId: "kvolt", messageId: "echo", data: { a: 1 } };
    assert.deepEqual(await send(own), { status: "Accepted", data: { a: 1 } });
    assert.equal((await send({ vendorId: "other" })).status, "UnknownVendorId");
    assert.equal((await send({ ...own, messageId: "dance" })).status, "UnknownMessageId");
  }, { version: "2.0.1" }));
