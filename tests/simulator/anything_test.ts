import assert from "node:assert/strict";
import fc from "fast-check";
import { command } from "../../simulator/commands.ts";
import { bench } from "./session.ts";

const connector = fc.constantFrom("1", "2");
const line = fc.oneof(
  fc.tuple(fc.constantFrom("plug", "unplug", "stop", "fault", "clear"), connector),
  fc.tuple(fc.constant("tap"), fc.constantFrom("A", "B"), connector),
  fc.tuple(fc.constantFrom("offline", "online")),
  fc.tuple(fc.constant("wait"), fc.constantFrom("15", "60", "600")),
).map((words) => words.join(" "));

Deno.test("whatever is done to it, transactions pair up in order and the registers only grow", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { maxLength: 25 }),
      (lines) =>
        bench(async ({ csms, cp, clock }) => {
          const ids = new Map<string, number>();
          csms.answer("StartTransaction", (payload) => {
            const key = JSON.stringify(payload);
            ids.set(key, ids.get(key) ?? ids.size + 1);
            return { transactionId: ids.get(key), idTagInfo: { status: "Accepted" } };
          });
          let registers = [0, 0];
          for (const line of ["plug 1", "plug 2", "tap A 1", ...lines]) {
            const [word, seconds] = line.split(" ");
            if (word === "wait") clock.advance(Number(seconds) * 1000);
            else await command(cp, line);
            clock.advance(1000);
            const now = cp.connectors.slice(1).map(({ registerWh }) => registerWh);
            now.forEach((wh, n) => assert(wh >= registers[n]!, `${wh} after ${registers[n]}`));
            registers = now;
          }
          await cp.goOnline();
          for (const id of [1, 2]) await cp.stop(id);
          await cp.delivered();
          // What was under way when the connection went is sent again: a repeat is no second event.
          const once = (action: string) => [
            ...new Map(csms.of(action).map((payload) => [JSON.stringify(payload), payload]))
              .values(),
          ];
          const started = once("StartTransaction");
          const stopped = once("StopTransaction");
          assert.equal(started.length, cp.transactions.length);
          assert.deepEqual(
            stopped.map(({ transactionId }) => transactionId).toSorted((a, b) => a - b),
            started.map((_, n) => n + 1),
          );
          for (const { transactionId, meterStop } of stopped) {
            const { meterStart } = started[transactionId - 1];
            const { meterStop: known } = cp.transactions[transactionId - 1]!;
            assert(meterStop >= meterStart);
            assert.equal(meterStop, known);
          }
          // The times of what must arrive never run backwards (1.6 §3.7.1).
          const kept = ["StartTransaction", "MeterValues", "StopTransaction"];
          const times = csms.calls.filter(({ action }) => kept.includes(action))
            .map(({ payload }) => payload.timestamp ?? payload.meterValue[0].timestamp);
          assert.deepEqual(times, times.toSorted());
        }, { connectors: 2, configuration: { AllowOfflineTxForUnknownId: "true" } }),
    ),
    { numRuns: 12 },
  );
});
