import assert from "node:assert/strict";
import { onStage, start, status, t } from "./stage.ts";

const known = { AUTH_UNKNOWN: "Invalid" };

const spellings: [name: string, token: string, sent: string, alias: boolean][] = [
  ["KEBA appends its serial", "04A1B2C3", "04A1B2C3_17619300", true],
  ["KEBA's appendix overruns the 20 characters", "04A1B2C3D4E5F6", "04A1B2C3D4E5F6_17619300", true],
  ["lower case", "04A1B2C3", "04a1b2c3", false],
  ["upper case", "deadbeef", "DEADBEEF", false],
  ["blanks around it", "DEADBEEF", " DEADBEEF ", false],
  ["the bytes in reverse order", "04A1B2C3", "C3B2A104", true],
  ["the seventh byte cut off", "04A1B2C3D4E5F6", "04A1B2C3D4E5", true],
];

for (const [name, token, sent, alias] of spellings) {
  Deno.test(`quirk 36: a tag is recognised with ${name}`, () =>
    onStage(async ({ kvolt, booted, transaction, clock }) => {
      await kvolt.csms.tokens.put({
        id: token,
        status: "Accepted",
        aliases: alias ? [sent] : [],
      });
      const cp = await booted();
      const info = { idTagInfo: { status: "Accepted" } };
      assert.deepEqual(await cp.call("Authorize", { idTag: sent }), info);
      const id = await start(cp, { idTag: sent });
      const open = await transaction(id);
      assert.deepEqual([open.token, open.presented, open.flags], [
        token,
        sent,
        ["unknown-connector"],
      ]);
      clock.advance(60_000);
      // The stop may spell it in yet another way, and name no transaction.
      const stop = { transactionId: 0, idTag: token, meterStop: 1100, timestamp: t(60) };
      assert.deepEqual(await cp.call("StopTransaction", stop), info);
      assert.equal((await transaction(id)).state, "closed");
      const { items } = await kvolt.csms.transactions.page({ token }, { limit: 10 });
      assert.deepEqual(items.map(({ id }) => id), [String(id)]);
    }, known));
}

Deno.test("quirk 36: a spelling that was refused is accepted as soon as it is an alias", () =>
  onStage(async ({ kvolt, booted }) => {
    await kvolt.csms.tokens.put({ id: "04A1B2C3", status: "Accepted" });
    const cp = await booted();
    const sent = { idTag: "04A1B2C3_17619300" };
    for (let n = 0; n < 2; n++) {
      assert.equal((await cp.call("Authorize", sent)).idTagInfo.status, "Invalid");
    }
    const aliases = ["04a1b2c3_17619300"];
    await kvolt.csms.tokens.put({ id: "04A1B2C3", status: "Accepted", aliases });
    assert.equal((await cp.call("Authorize", sent)).idTagInfo.status, "Accepted");
    await kvolt.csms.tokens.put({ id: "04A1B2C3", status: "Accepted", aliases: [] });
    assert.equal((await cp.call("Authorize", sent)).idTagInfo.status, "Invalid");
  }, known));

Deno.test("quirk 36: all spellings of a tag are one tag when its transactions are counted", () =>
  onStage(async ({ kvolt, booted }) => {
    const aliases = ["C3B2A104"];
    await kvolt.csms.tokens.put({ id: "04A1B2C3", status: "Accepted", aliases });
    const cp = await booted();
    await start(cp, { connectorId: 1, idTag: "04A1B2C3" });
    const second = await cp.call("StartTransaction", {
      connectorId: 2,
      idTag: "c3b2a104",
      meterStart: 0,
      timestamp: t(10),
    });
    assert.equal(second.idTagInfo.status, "ConcurrentTx");
    assert.ok(second.transactionId > 0);
  }, known));

Deno.test("quirk 36: a tag that is longer than allowed is kept whole and leaves a finding", () =>
  onStage(async ({ booted, transaction, findings }) => {
    const cp = await booted();
    const idTag = "04A1B2C3D4E5F6_17619300";
    const id = await start(cp, { idTag });
    assert.equal((await transaction(id)).token, idTag);
    const texts = Object.values(await findings("CP-1"));
    assert.equal(texts.length, 1);
    assert.match(texts[0]!, /idTag/);
  }));

Deno.test("quirk 37: a station that wants one tag for remote starts is sent that one, and the card is charged", () =>
  onStage(async ({ kvolt, booted, transaction }) => {
    await kvolt.csms.tokens.put({ id: "CARD-1", status: "Accepted" });
    const cp = await booted();
    await kvolt.csms.stations.set("CP-1", { remoteStartTag: "KVOLT" });
    await cp.call("StatusNotification", status(1, "Preparing", 0));
    const asked = kvolt.csms.transactions.remoteStart("CP-1", { token: "CARD-1" });
    const { payload } = await cp.answers("RemoteStartTransaction", { status: "Accepted" });
    assert.deepEqual(payload, { connectorId: 1, idTag: "KVOLT" });
    assert.equal((await asked).accepted, true);
    const authorized = await cp.call("Authorize", { idTag: "KVOLT" });
    assert.equal(authorized.idTagInfo.status, "Accepted");
    const { transactionId, idTagInfo } = await cp.call("StartTransaction", {
      connectorId: 1,
      idTag: "KVOLT",
      meterStart: 0,
      timestamp: t(1),
    });
    assert.equal(idTagInfo.status, "Accepted");
    const { token, presented } = await transaction(transactionId);
    assert.deepEqual([token, presented], ["CARD-1", "KVOLT"]);
  }, known));

Deno.test("quirk 37: the tag for remote starts is worth nothing without one, nor on another station", () =>
  onStage(async ({ kvolt, clock, booted }) => {
    await kvolt.csms.tokens.put({ id: "CARD-1", status: "Accepted" });
    const [one, two] = [await booted("CP-1"), await booted("CP-2")];
    await kvolt.csms.stations.set("CP-1", { remoteStartTag: "KVOLT" });
    const worth = async (cp: typeof one) =>
      (await cp.call("Authorize", { idTag: "KVOLT" })).idTagInfo.status;
    assert.equal(await worth(one), "Invalid");
    const asked = kvolt.csms.transactions.remoteStart("CP-1", { token: "CARD-1", evse: 1 });
    await one.answers("RemoteStartTransaction", { status: "Accepted" });
    await asked;
    assert.equal(await worth(one), "Accepted");
    assert.equal(await worth(two), "Invalid");
    clock.advance(3_600_000);
    assert.equal(await worth(one), "Invalid");
  }, known));

Deno.test("quirk 37: a start that is refused leaves the card of the one that is under way", () =>
  onStage(async ({ kvolt, booted, transaction }) => {
    for (const id of ["CARD-1", "CARD-2"]) {
      await kvolt.csms.tokens.put({ id, status: "Accepted" });
    }
    const cp = await booted();
    await kvolt.csms.stations.set("CP-1", { remoteStartTag: "KVOLT" });
    for (const [token, status] of [["CARD-1", "Accepted"], ["CARD-2", "Rejected"]] as const) {
      const asked = kvolt.csms.transactions.remoteStart("CP-1", { token, evse: 1 });
      await cp.answers("RemoteStartTransaction", { status });
      await asked;
    }
    const id = await start(cp, { idTag: "KVOLT" });
    assert.equal((await transaction(id)).token, "CARD-1");
  }, known));

Deno.test("quirk 37: a station without such a tag is sent the card itself, with all of its 20 characters", () =>
  onStage(async ({ kvolt, booted }) => {
    const cp = await booted();
    const token = "A-CARD-OF-20-SYMBOLS";
    const asked = kvolt.csms.transactions.remoteStart("CP-1", { token, evse: 1 });
    const { payload } = await cp.answers("RemoteStartTransaction", { status: "Accepted" });
    assert.equal(payload.idTag, token);
    await asked;
  }));

Deno.test("quirk 37: the tags that kvolt makes have 16 characters, so that no station overruns", () =>
  onStage(async ({ kvolt, booted }) => {
    const { body } = await kvolt.get("/test/generate-id-tag");
    const { idTag } = body.data;
    assert.equal(idTag.length, 16);
    const cp = await booted();
    assert.equal((await cp.call("Authorize", { idTag })).idTagInfo.status, "Accepted");
  }, known));
