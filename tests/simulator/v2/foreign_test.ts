/** The stations of 2.x against a CSMS that nobody here wrote: ocpp-rpc. */
import assert from "node:assert/strict";
import type { AddressInfo } from "node:net";
import { RPCServer } from "ocpp-rpc";
import { chargePoint } from "../../../simulator/charge_point.ts";
import { fakeClock } from "../../support/clock.ts";
import { strict21 } from "../../support/strict_21.ts";

for (const version of ["2.0.1", "2.1"] as const) {
  Deno.test(`${version}: a whole session with ocpp-rpc, strict`, async () => {
    const server = new RPCServer({
      ...{ protocols: [`ocpp${version}`], strictMode: true },
      strictModeValidators: version === "2.1" ? [strict21()] : [],
    });
    const seen: string[] = [];
    const wrong: string[] = [];
    const connected = Promise.withResolvers<Parameters<Parameters<typeof server.on>[1]>[0]>();
    server.auth((accept) => accept({}));
    server.on("client", (client) => {
      const currentTime = "2026-01-01T00:00:00Z";
      const answers: Record<string, unknown> = {
        BootNotification: { status: "Accepted", currentTime, interval: 60 },
        Heartbeat: { currentTime },
        Authorize: { idTokenInfo: { status: "Accepted" } },
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
    const cp = chargePoint({ id: "CP-1", url, version, clock, timeoutMs: 1e9 });
    await cp.connect();
    await cp.booted;
    const client = await connected.promise;
    await cp.plug();
    assert.deepEqual(await cp.tap("TAG-1"), { status: "Accepted" });
    await cp.delivered();
    clock.advance(60_000);
    await cp.delivered();
    const transactionId = cp.transactions[0]!.id;
    const stop = await client.call("RequestStopTransaction", { transactionId });
    assert.deepEqual(stop, { status: "Accepted" });
    await cp.received("RequestStopTransaction");
    await cp.delivered();
    assert.equal(cp.transactions[0]!.reason, "Remote");
    const base = { requestId: 1, reportBase: "FullInventory" };
    assert.deepEqual(await client.call("GetBaseReport", base), { status: "Accepted" });
    const composite = { evseId: 1, duration: 3600, chargingRateUnit: "W" };
    const { status } = await client.call("GetCompositeSchedule", composite) as { status: string };
    assert.equal(status, "Accepted");
    await cp.fault();
    await cp.clear();
    await cp.send("Heartbeat", {});
    for (const action of ["TransactionEvent", "NotifyReport", "NotifyEvent", "Heartbeat"]) {
      assert(seen.includes(action), action);
    }
    assert.deepEqual(wrong, []);
    await cp.close();
    await server.close({ force: true });
  });
}
