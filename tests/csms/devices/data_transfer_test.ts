import assert from "node:assert/strict";
import { logged } from "../../kv/fixture.ts";
import { charger } from "../../support/charger.ts";
import { kvolt } from "../../support/kvolt.ts";
import { DAY, of, pages, type Room, room } from "../room.ts";

const receive = (it: Room, transfer: { vendorId: string; messageId?: string; data?: string }) =>
  it.apply((change) =>
    it.csms.devices.transfers.received(change, { station: "CP-1", ...transfer })
  );

const audited = async (it: Room) =>
  (await it.csms.devices.transfers.page("CP-1", { limit: 10 })).items.map(({ value }) => value);

Deno.test("the vendor `default` gets back what it sent", async () => {
  await using it = await room();
  assert.deepEqual(await receive(it, { vendorId: "default", data: "ping" }), {
    ...{ status: "Accepted", data: "ping" },
  });
});

Deno.test("a handler answers the transfers of its vendor, later too, and is told all that came", async () => {
  await using it = await room();
  it.csms.devices.transfers.handle("com.example", async ({ station, messageId, data }) => {
    await Promise.resolve();
    return { status: "UnknownMessageId", data: `${station}/${messageId}/${data}` };
  });
  assert.deepEqual(await receive(it, { vendorId: "com.example", messageId: "m", data: "d" }), {
    ...{ status: "UnknownMessageId", data: "CP-1/m/d" },
  });
  it.csms.devices.transfers.handle("com.example", () => ({ status: "Rejected" }));
  assert.equal((await receive(it, { vendorId: "com.example" })).status, "Rejected");
});

Deno.test("a vendor nobody handles is accepted and logged", async () => {
  const records = await logged(async () => {
    await using it = await room();
    assert.deepEqual(await receive(it, { vendorId: "who", messageId: "what" }), {
      status: "Accepted",
    });
  });
  const said = records.map(({ message }) => message.join(""));
  assert.deepEqual(said, ["CP-1 sent data of a vendor nobody handles: who what"]);
});

for (
  const [how, handler] of [
    ["throws", () => {
      throw new Error("no");
    }],
    ["rejects", () => Promise.reject(new Error("no"))],
  ] as const
) {
  Deno.test(`a handler that ${how} answers Rejected, which is logged and audited`, async () => {
    const records = await logged(async () => {
      await using it = await room();
      it.csms.devices.transfers.handle("bad", handler);
      assert.deepEqual(await receive(it, { vendorId: "bad" }), { status: "Rejected" });
      assert.equal((await audited(it))[0]?.status, "Rejected");
    });
    assert.deepEqual(records.map(({ level }) => level), ["error"]);
  });
}

Deno.test("a handler that does not answer within 10 s is given up: Rejected, logged, audited", async () => {
  const records = await logged(async () => {
    await using it = await room();
    const began = Promise.withResolvers<void>();
    const held = Promise.withResolvers<{ status: "Accepted" }>();
    it.csms.devices.transfers.handle("slow", () => {
      began.resolve();
      return held.promise;
    });
    let answered = false;
    const answer = receive(it, { vendorId: "slow" }).finally(() => answered = true);
    await began.promise;
    it.clock.advance(9_999);
    await it.csms.latency();
    assert.equal(answered, false);
    it.clock.advance(1);
    assert.deepEqual(await answer, { status: "Rejected" });
    held.resolve({ status: "Accepted" });
    assert.deepEqual((await audited(it)).map(({ status }) => status), ["Rejected"]);
  });
  const said = records.map(({ level, message }) => `${level} ${message.join("")}`);
  assert.equal(said.length, 1);
  assert.match(said[0]!, /^error the handler of slow failed.*10000 ms/);
});

Deno.test("a handler is asked once, and one transfer audited, though the change is begun again", async () => {
  await using it = await room();
  let asked = 0;
  it.csms.devices.transfers.handle("V", () => ({ status: "Accepted", data: String(++asked) }));
  let attempts = 0;
  const answer = await it.apply(async (change) => {
    it.store.meta.absent(change, ["a"]);
    if (++attempts === 1) {
      await it.kv.set(["meta", "a"], 1);
    } else await it.kv.delete(["meta", "a"]);
    return await it.csms.devices.transfers.received(change, { station: "CP-1", vendorId: "V" });
  });
  assert.deepEqual([answer.data, asked, attempts], ["1", 1, 2]);
  assert.deepEqual((await audited(it)).map(({ response }) => response), ["1"]);
});

Deno.test("every transfer is audited with all its fields, is an event, and expires after AUDIT_DAYS", async () => {
  await using it = await room({ AUDIT_DAYS: "7" });
  await receive(it, { vendorId: "default", messageId: "m", data: "in" });
  await receive(it, { vendorId: "none" });
  const out = { station: "CP-1", vendorId: "v", data: "out" };
  await it.apply((change) =>
    it.csms.devices.transfers.audit(change, "out", out, { status: "UnknownVendorId" })
  );
  const all = await audited(it);
  const at = "2026-01-01T00:00:00.000Z";
  assert.deepEqual(all.map(({ id: _, ...rest }) => rest), [
    {
      station: "CP-1",
      direction: "out",
      vendorId: "v",
      data: "out",
      status: "UnknownVendorId",
      at,
    },
    { station: "CP-1", direction: "in", vendorId: "none", status: "Accepted", at },
    {
      ...{ station: "CP-1", direction: "in", vendorId: "default", messageId: "m", at },
      ...{ data: "in", response: "in", status: "Accepted" },
    },
  ]);
  assert.deepEqual(of(it, "data.transferred").map(({ data }) => data), all.toReversed());
  const paged = await pages((options) => it.csms.devices.transfers.page("CP-1", options), 2);
  assert.deepEqual(paged.map(({ value }) => value), all);
  it.clock.advance(7 * DAY - 1);
  assert.equal((await audited(it)).length, 3);
  it.clock.advance(1);
  assert.equal((await audited(it)).length, 0);
});

for (const [letters, text] of [["ASCII", "a"], ["Chinese", "漢"], ["emoji", "🔌"]] as const) {
  Deno.test(`data of ${letters} that is longer than the store takes is answered whole and audited in part`, async () => {
    await using it = await room();
    const data = text.repeat(100_000);
    assert.equal((await receive(it, { vendorId: "default", data })).data, data);
    await receive(it, { vendorId: "none", data });
    const [other, echoed] = await audited(it);
    for (const kept of [echoed?.data, echoed?.response, other?.data]) {
      assert.ok(kept?.startsWith(text.repeat(1_000)));
      assert.match(kept!.slice(-40), new RegExp(`${data.length} characters in all`));
    }
  });
}

Deno.test("a raw client at ws://host/TEST-CP-DT sends messageId null, and is answered and audited without one", async () => {
  const running = await kvolt();
  const socket = new WebSocket(`${running.ws}/TEST-CP-DT`, ["ocpp1.6"]);
  await new Promise((resolve) => socket.onopen = resolve);
  const answer = new Promise<string>((resolve) => socket.onmessage = ({ data }) => resolve(data));
  const payload = { vendorId: "default", messageId: null, data: "hello" };
  socket.send(JSON.stringify([2, "1", "DataTransfer", payload]));
  assert.deepEqual(JSON.parse(await answer), [3, "1", { status: "Accepted", data: "hello" }]);
  const { items } = await running.csms.devices.transfers.page("TEST-CP-DT", { limit: 10 });
  const { id: _, at: __, ...kept } = items[0]!.value;
  assert.deepEqual(kept, {
    ...{ station: "TEST-CP-DT", direction: "in", vendorId: "default" },
    ...{ data: "hello", response: "hello", status: "Accepted" },
  });
  const closed = new Promise((resolve) => socket.onclose = resolve);
  socket.close();
  await closed;
  await running.stop();
});

Deno.test("a transfer to a station is audited with its answer, by verb and by name", async () => {
  const running = await kvolt();
  const cp = await charger(running.ws, "CP-1");
  await cp.boot();
  const answer = { status: "Accepted", data: "pong" };
  const asked = [cp.answers("DataTransfer", answer)];
  const args = { vendorId: "v", messageId: "m", data: "ping" };
  assert.deepEqual(await running.csms.ask("CP-1", "dataTransfer", args), {
    ...{ accepted: true, ...answer },
  });
  asked.push(cp.answers("DataTransfer", { status: "Rejected" }));
  await running.csms.call("CP-1", "DataTransfer", { vendorId: "w" });
  assert.deepEqual((await Promise.all(asked)).map(({ payload }) => payload), [
    args,
    { vendorId: "w" },
  ]);
  const { items } = await running.csms.devices.transfers.page("CP-1", { limit: 10 });
  assert.deepEqual(
    items.map(({ value }) => [value.direction, value.vendorId, value.status, value.response]),
    [["out", "w", "Rejected", undefined], ["out", "v", "Accepted", "pong"]],
  );
  await cp.close();
  await running.stop();
});
