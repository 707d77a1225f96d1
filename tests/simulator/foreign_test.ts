/** The charge point against a CSMS that nobody here wrote: ocpp-rpc, strict in both directions. */
import assert from "node:assert/strict";
import type { AddressInfo } from "node:net";
import { RPCServer } from "ocpp-rpc";
import { chargePoint } from "../../simulator/charge_point.ts";
import { fakeClock } from "../support/clock.ts";

Deno.test("a whole session with ocpp-rpc in strict mode, which accepts every frame", async () => {
  const server = new RPCServer({ protocols: ["ocpp1.6"], strictMode: true });
  const seen: string[] = [];
  const wrong: string[] = [];
  const connected = Promise.withResolvers<Parameters<Parameters<typeof server.on>[1]>[0]>();
  server.auth((accept, reject, { identity, password }) => {
    if (identity === "CP-1" && password?.toString() === "a key") accept({});
    else reject(401, "who are you");
  });
  server.on("client", (client) => {
    const currentTime = "2026-01-01T00:00:00Z";
    const idTagInfo = { status: "Accepted" };
    const answers: Record<string, unknown> = {
      BootNotification: { status: "Accepted", currentTime, interval: 60 },
      Heartbeat: { currentTime },
      Authorize: { idTagInfo },
      StartTransaction: { transactionId: 42, idTagInfo },
      StopTransaction: {},
    };
    client.handle(({ method }: { method: string }) => {
      seen.push(method);
      return answers[method] ?? {};
    });
    for (const event of ["badMessage", "strictValidationFailure"]) {
      client.on(event, ({ error }: { error: Error }) => wrong.push(`${event}: ${error.message}`));
    }
    connected.resolve(client);
  });
  const http = await server.listen(0, "127.0.0.1");
  const { port } = http.address() as AddressInfo;
  const clock = fakeClock();
  const url = `ws://127.0.0.1:${port}/ocpp`;
  const timeoutMs = 1e9;

  const stranger = chargePoint({ id: "CP-1", url, key: "another" });
  await assert.rejects(stranger.connect(), /401/);
  await stranger.close();

  const cp = chargePoint({ id: "CP-1", url, key: "a key", clock, timeoutMs });
  await cp.connect();
  await cp.booted;
  const client = await connected.promise;
  await cp.plug();
  assert.deepEqual(await cp.tap("TAG-1"), { status: "Accepted" });
  await cp.delivered();
  clock.advance(60_000);
  await cp.delivered();
  assert.deepEqual(await client.call("RemoteStopTransaction", { transactionId: 42 }), {
    status: "Accepted",
  });
  await cp.received("RemoteStopTransaction");
  await cp.delivered();
  assert.equal(cp.transactions[0]!.reason, "Remote");
  const start = { idTag: "TAG-2", connectorId: 1 };
  assert.deepEqual(await client.call("RemoteStartTransaction", start), { status: "Accepted" });
  const { configurationKey } = await client.call("GetConfiguration", {}) as {
    configurationKey: unknown[];
  };
  assert(configurationKey.length > 30);
  const composite = { connectorId: 1, duration: 3600, chargingRateUnit: "W" };
  const { status } = await client.call("GetCompositeSchedule", composite) as { status: string };
  assert.equal(status, "Accepted");
  await cp.unplug();
  await cp.delivered();
  for (const action of ["Heartbeat", "MeterValues", "StartTransaction", "StopTransaction"]) {
    assert(seen.includes(action), action);
  }
  assert.deepEqual(wrong, []);
  await cp.close();
  await server.close({ force: true });
});
