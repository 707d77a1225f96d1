import assert from "node:assert/strict";
import { finding, shown } from "../support/facts.ts";
import { kvolt } from "../support/kvolt.ts";
import { rawPeer } from "../support/raw_peer.ts";

const boot = '[2,"1","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]';

Deno.test("quirk 1: who offers no subprotocol is spoken to in 1.6, and it shows", async () => {
  const csms = await kvolt();
  const cp = await rawPeer(csms.ws, "/ocpp/CP-1", { headers: {} });
  assert.equal(cp.status, 101);
  assert.equal(cp.headers.get("sec-websocket-protocol"), undefined, "none is answered to none");
  await cp.send(boot);
  assert.equal((await cp.message())[2].status, "Accepted");
  assert.equal((await shown(csms, "CP-1")).protocol, "ocpp1.6");
  assert.match(
    (await finding(csms, "CP-1", "no-subprotocol")).text,
    /No subprotocol .* ocpp1.6 is assumed/,
  );
  cp.drop();
  await csms.stop();
});

for (
  const [offer, echo] of [
    ["ocpp1.5, ocpp1.6", "ocpp1.6"],
    ["ocpp1.6,ocpp1.5,ocpp1.2", "ocpp1.6"],
    ["ocpp2.0.1.1, ocpp1.6", "ocpp1.6"],
    ["  ocpp1.6 ,", "ocpp1.6"],
    ["OCPP1.6", "OCPP1.6"],
  ] as const
) {
  Deno.test(`quirk 2: of "${offer}" it picks what it knows`, async () => {
    const csms = await kvolt();
    const cp = await rawPeer(csms.ws, "/ocpp/CP-1", {
      headers: { "sec-websocket-protocol": offer },
    });
    assert.equal(cp.status, 101);
    assert.equal(cp.headers.get("sec-websocket-protocol"), echo);
    await cp.send(boot);
    assert.equal((await cp.message())[2].status, "Accepted");
    assert.equal((await shown(csms, "CP-1")).protocol, "ocpp1.6");
    if (echo !== "ocpp1.6") await finding(csms, "CP-1", "subprotocol-case");
    cp.drop();
    await csms.stop();
  });
}

for (const offer of ["ocpp1.5", "ocpp2.0.1.1", "soap, mqtt", "ocpp1.6.1"]) {
  Deno.test(`quirk 2: "${offer}" alone is refused, and shown with the offer`, async () => {
    const csms = await kvolt();
    const cp = await rawPeer(csms.ws, "/ocpp/CP-1", {
      headers: { "sec-websocket-protocol": offer },
    });
    assert.equal(cp.status, 400);
    cp.drop();
    const [failed] = await csms.csms.handshakes.list();
    assert.equal(failed?.offered, offer);
    assert.equal(failed?.station, "CP-1");
    assert.match(failed!.reason, new RegExp(`offers only ${offer}; served here: .*ocpp1.6`));
    assert.equal(await csms.csms.stations.get("CP-1"), undefined, "nothing is discovered");
    await csms.stop();
  });
}

for (
  const [path, id, kind] of [
    ["/ocpp/CP-1/", "CP-1"],
    ["/ocpp/CP-1?token=1&x=%2F", "CP-1"],
    ["/ocpp/CP-1/?a", "CP-1"],
    ["/ocpp/1.6/CP-1", "CP-1"],
    ["/ws/ocpp/16/CP-1", "CP-1"],
    ["/steve/websocket/CentralSystemService/CP-1", "CP-1"],
    ["/some/proxy/in/front/CP-1", "CP-1"],
    ["//ocpp//CP-1", "CP-1"],
    ["/CP-1", "CP-1"],
    ["/ocpp/CP%20%C3%A9%3A1", "CP é:1"],
    ["/ocpp/%20CP-1%20", "CP-1", "padded-id"],
    ["/ocpp/100%", "100%", "bad-url-encoding"],
  ] as const
) {
  Deno.test(`quirk 5: the station of ${path} is ${id}`, async () => {
    const csms = await kvolt();
    const cp = await rawPeer(csms.ws, path);
    assert.equal(cp.status, 101);
    await cp.send(boot);
    assert.equal((await cp.message())[2].status, "Accepted");
    assert.equal((await shown(csms, id)).vendor, "V");
    if (kind) assert.match((await finding(csms, id, kind)).text, /id in the URL/);
    cp.drop();
    await csms.stop();
  });
}

for (
  const path of ["/", "/ocpp", "/ocpp/", "/ocpp/1.6", "/ws/ocpp/16/", "/ocpp/%20", "/ocpp/a%2Fb"]
) {
  Deno.test(`quirk 5: ${path} names no station, and it is shown what to dial`, async () => {
    const csms = await kvolt();
    const cp = await rawPeer(csms.ws, path);
    assert.equal(cp.status, 404);
    cp.drop();
    const [failed] = await csms.csms.handshakes.list();
    assert.equal(failed?.path, path);
    assert.match(failed!.reason, /URL to use ends in \/ocpp\/\{station id\}/);
    await csms.stop();
  });
}

Deno.test("quirk 5: an id in another case is another station, which an operator has to let in", async () => {
  const csms = await kvolt({ DISCOVERY: "approve" });
  await csms.csms.stations.register("Garage-1");
  const statuses: string[] = [];
  for (const id of ["Garage-1", "GARAGE-1"]) {
    const cp = await rawPeer(csms.ws, `/ocpp/${id}`);
    await cp.send(boot);
    statuses.push((await cp.message())[2].status);
    cp.drop();
  }
  assert.deepEqual(statuses, ["Accepted", "Pending"]);
  assert.equal((await shown(csms, "GARAGE-1")).registration, "Pending");
  await csms.stop();
});
