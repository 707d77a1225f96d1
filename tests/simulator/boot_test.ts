import assert from "node:assert/strict";
import { chargePoint } from "../../simulator/charge_point.ts";
import { fakeClock } from "../support/clock.ts";
import { fixedCsms } from "./fixed_csms.ts";
import { bench } from "./session.ts";

Deno.test("a charge point boots, tells its statuses and keeps the heartbeat it was given", () =>
  bench(async ({ csms, clock, cp }) => {
    const boot = await csms.next("BootNotification");
    assert.equal(boot.chargePointVendor, "kvolt");
    assert.equal(boot.firmwareVersion, "1.0.0");
    for (const connectorId of [0, 1, 2]) {
      const status = await csms.next("StatusNotification");
      assert.equal(status.connectorId, connectorId);
      assert.equal(status.status, "Available");
    }
    assert.equal(cp.configuration.HeartbeatInterval, "300");
    clock.advance(299_000);
    clock.advance(1_000);
    await csms.next("Heartbeat");
    clock.advance(300_000);
    await csms.next("Heartbeat");
    assert.equal(csms.of("Heartbeat").length, 2);
  }, { connectors: 2 }));

Deno.test("Pending and Rejected are asked about again after the interval, and nothing else is sent", async () => {
  const statuses = ["Pending", "Rejected", "Accepted"];
  const csms = fixedCsms({
    BootNotification: () => ({
      status: statuses.shift(),
      currentTime: "2026-01-01T00:00:00Z",
      interval: 20,
    }),
  });
  const clock = fakeClock();
  const cp = chargePoint({ id: "CP-1", url: csms.url, clock });
  const answers: string[] = [];
  let answered = Promise.withResolvers<void>();
  cp.on("boot", ({ status }) => {
    answers.push(status);
    answered.resolve();
    answered = Promise.withResolvers();
  });
  const first = answered.promise;
  await cp.connect();
  await first;
  assert.equal(cp.registration, "Pending");
  await cp.plug();
  assert.deepEqual(await csms.ask("RemoteStartTransaction", { idTag: "TAG" }), {
    status: "Rejected",
  });
  for (let time = 0; time < 2; time++) {
    const next = answered.promise;
    clock.advance(20_000);
    await next;
  }
  assert.equal(await cp.booted, "Accepted");
  await csms.next("StatusNotification");
  assert.deepEqual(answers, ["Pending", "Rejected", "Accepted"]);
  assert.deepEqual(csms.calls.slice(0, 3).map(({ action }) => action), [
    "BootNotification",
    "BootNotification",
    "BootNotification",
  ]);
  await cp.close();
  await csms.close();
});

Deno.test("a lost connection is dialled again with growing pauses and needs no second boot", () =>
  bench(async ({ csms, clock, cp }) => {
    const pauses: number[] = [];
    const retries: (() => void)[] = [];
    cp.on("retry", ({ inMs }) => {
      pauses.push(inMs);
      retries.shift()?.();
    });
    const retried = () => new Promise<void>((resolve) => retries.push(resolve));
    let refusals = 2;
    csms.refuse(() => refusals-- > 0 ? new Response("busy", { status: 503 }) : undefined);
    let next = retried();
    csms.drop();
    await next;
    for (let time = 0; time < 2; time++) {
      next = retried();
      clock.advance(pauses.at(-1)!);
      await next;
    }
    const open = new Promise((resolve) => cp.on("open", resolve));
    clock.advance(pauses.at(-1)!);
    await open;
    assert.deepEqual(pauses, [750, 1500, 3000]);
    await cp.plug();
    await csms.next("StatusNotification", ({ status }) => status === "Preparing");
    assert.equal(csms.of("BootNotification").length, 1);
  }));

Deno.test("a refused handshake is an error that says why, with the URL", async () => {
  const csms = fixedCsms();
  csms.refuse(() => new Response("who are you", { status: 401 }));
  const cp = chargePoint({ id: "CP 1", url: csms.url });
  await assert.rejects(cp.connect(), /ws:\/\/.*\/ocpp\/CP%201 did not answer: .*401/);
  assert.equal(cp.connected, false);
  await cp.close();
  await csms.close();
});

Deno.test("a URL that is none is an error that repeats it", async () => {
  const cp = chargePoint({ id: "CP-1", url: "http://localhost" });
  await assert.rejects(cp.connect(), /not a WebSocket URL .*: http:\/\/localhost/);
  await cp.close();
});

Deno.test("the id is the last path segment and the key goes into Basic authorization", () =>
  bench(({ csms }) => {
    assert.equal(csms.paths[0], "/ocpp/CP%2F1");
    assert.equal(csms.headers[0]!.get("authorization"), `Basic ${btoa("CP/1:geheim")}`);
    assert.equal(csms.headers[0]!.get("sec-websocket-protocol"), "ocpp1.6");
    return Promise.resolve();
  }, { id: "CP/1", key: "geheim" }));

Deno.test("whoever waits for a request is told when the charge point is closed", async () => {
  const cp = chargePoint({ id: "CP-1", url: "ws://127.0.0.1:1" });
  const waiting = assert.rejects(cp.received("Reset"), /closed before a Reset came/);
  await cp.close();
  await waiting;
});
