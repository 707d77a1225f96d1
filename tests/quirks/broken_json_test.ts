import assert from "node:assert/strict";
import { charger } from "../support/charger.ts";
import { finding, shown } from "../support/facts.ts";
import { findingsOf } from "../support/findings.ts";
import { kvolt } from "../support/kvolt.ts";
import { rawPeer } from "../support/raw_peer.ts";
import { soon } from "../support/until.ts";

const fields = '"connectorId":1,"errorCode":"NoError","status":"Charging"';

for (
  const [name, text] of [
    ["a closing bracket missing", `[2,"1","StatusNotification",{${fields}}`],
    ["both closing brackets missing after a whole value", `[2,"1","StatusNotification",{${fields}`],
    ["a value missing", `[2,"1","StatusNotification",{${fields},"info":}]`],
    ["a comma too many", `[2,"1","StatusNotification",{${fields},}]`],
    ["NUL bytes behind", `[2,"1","StatusNotification",{${fields}}]\0\0`],
    ["a NUL byte amid", `[2,"1","Status\0Notification",{${fields}}]`],
    ["a byte order mark", `\uFEFF[2,"1","StatusNotification",{${fields}}]`],
    ["a raw line end in a text", `[2,"1","StatusNotification",{${fields},"info":"a\nb"}]`],
    ["a bracket too many", `[2,"1","StatusNotification",{${fields}}]]`],
  ]
) {
  Deno.test(`quirk 12: a frame with ${name} is mended, answered and kept as it came`, async () => {
    const csms = await kvolt();
    const cp = await charger(csms.ws, "CP-1");
    cp.raw(text!);
    assert.deepEqual(await cp.answerTo("1"), [3, "1", {}]);
    const { connectors } = await shown(csms, "CP-1");
    assert.equal(connectors[0]?.status, "Charging");
    assert.match((await finding(csms, "CP-1", "broken-json")).text, /not valid JSON: .+/);
    const { items } = await csms.csms.messages.page("CP-1", { limit: 10 });
    assert.ok(items.some(({ value }) => value.direction === "in" && value.text === text));
    await cp.call("Heartbeat", {});
    await cp.close();
    await csms.stop();
  });
}

for (
  const [name, text, answer] of [
    [
      "cut amid a number, which could be another",
      '[2,"1","StopTransaction",{"transactionId":1,"timestamp":"2026-01-01T00:00:00Z","meterStop":12',
      "FormationViolation",
    ],
    ["with a text that does not end", '[2,"1","Authorize",{"idTag":"AB}]', "FormationViolation"],
    ["with words for an action", '[2,"1",{"a":1},{}]', "FormationViolation"],
    ["with an action nobody knows", '[2,"1","Boot",{}]', "NotImplemented"],
  ] as const
) {
  Deno.test(`quirk 12: a frame ${name} is refused with ${answer} and kept as it came`, async () => {
    const csms = await kvolt();
    const cp = await charger(csms.ws, "CP-1");
    cp.raw(text);
    const [type, id, code, description] = await cp.answerTo("1");
    assert.deepEqual([type, id, code], [4, "1", answer]);
    assert.ok(description.length > 0);
    await soon(async () => {
      const { items } = await csms.csms.messages.page("CP-1", { limit: 10 });
      assert.ok(items.some(({ value }) => value.text === text), "the frame is in the log");
      assert.ok((await findingsOf(csms.csms, "CP-1")).length > 0);
    });
    await cp.call("Heartbeat", {});
    await cp.close();
    await csms.stop();
  });
}

for (
  const [name, text, kind] of [
    ["nothing but a brace", "{", "broken-frame"],
    ["a text", '"hello"', "broken-frame"],
    ["words", "hello?", "broken-frame"],
    ["a call without an id", '[2,null,"Heartbeat",{}]', "broken-frame"],
    ["an HTTP answer", "HTTP/1.1 200 OK\r\n\r\n", "broken-frame"],
    ["a message of an unknown type", '[9,"1","Heartbeat",{}]', "broken-frame"],
    ["an answer to nothing", '[3,"nobody",{}]', "unasked-answer"],
  ] as const
) {
  Deno.test(`quirk 12: ${name} is not answered, kept, and costs nothing`, async () => {
    const csms = await kvolt();
    const cp = await rawPeer(csms.ws, "/ocpp/CP-1");
    await cp.send(text);
    await cp.send('[2,"after","Heartbeat",{}]');
    assert.equal((await cp.message())[1], "after");
    assert.equal((await finding(csms, "CP-1", kind)).example, text);
    await soon(async () => {
      const { items } = await csms.csms.messages.page("CP-1", { limit: 10 });
      assert.ok(items.some(({ value }) => value.text === text));
    });
    cp.drop();
    await csms.stop();
  });
}

const latin1 = Uint8Array.from(
  `[2,"1","StatusNotification",{${fields},"info":"Gerät"}]`,
  (character) => character.charCodeAt(0),
);

Deno.test("quirk 12: bytes that are no UTF-8 in a binary frame are read as far as they go", async () => {
  const csms = await kvolt();
  const cp = await rawPeer(csms.ws, "/ocpp/CP-1");
  await cp.send(latin1, 2);
  assert.deepEqual(await cp.message(), [3, "1", {}]);
  const [connector] = (await shown(csms, "CP-1")).connectors;
  assert.deepEqual([connector?.status, connector?.info], ["Charging", "Ger\uFFFDt"]);
  await finding(csms, "CP-1", "binary-frame");
  cp.drop();
  await csms.stop();
});

Deno.test("quirk 12: bytes that are no UTF-8 in a text frame end the connection, and it shows why", async () => {
  const csms = await kvolt();
  const cp = await rawPeer(csms.ws, "/ocpp/CP-1");
  await cp.send(latin1);
  assert.equal(await cp.closed, 0);
  assert.match((await finding(csms, "CP-1", "invalid-utf8")).text, /not valid UTF-8.* ends/);
  cp.drop();
  const again = await charger(csms.ws, "CP-1");
  await again.boot();
  await again.close();
  await csms.stop();
});
