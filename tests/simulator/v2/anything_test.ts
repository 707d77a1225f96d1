import assert from "node:assert/strict";
import fc from "fast-check";
import { command } from "../../../simulator/commands.ts";
import { bench } from "../session.ts";

const evse = fc.constantFrom("1", "2");
const line = fc.oneof(
  fc.tuple(fc.constantFrom("plug", "unplug", "stop", "fault", "clear"), evse),
  fc.tuple(fc.constant("tap"), fc.constantFrom("A", "B"), evse),
  fc.tuple(fc.constantFrom("offline", "online")),
  fc.tuple(fc.constant("wait"), fc.constantFrom("15", "60", "600")),
).map((words) => words.join(" "));
const point = fc.constantFrom("EVConnected", "Authorized", "PowerPathClosed");

Deno.test("whatever is done to it, events are numbered without gaps and each transaction ends once", async () => {
  await fc.assert(
    fc.asyncProperty(
      ...[fc.array(line, { maxLength: 25 }), point, point] as const,
      (lines, start, stop) =>
        bench(async ({ csms, cp, clock }) => {
          for (const line of ["plug 1", "plug 2", "tap A 1", ...lines]) {
            const [word, seconds] = line.split(" ");
            if (word === "wait") clock.advance(Number(seconds) * 1000);
            else await command(cp, line);
            clock.advance(1000);
          }
          await cp.goOnline();
          for (const id of [1, 2]) await cp.stop(id);
          await cp.delivered();
          // What was under way when the connection went is sent again: a repeat is no second event.
          const events = [
            ...new Map(csms.of("TransactionEvent").map((one) => [JSON.stringify(one), one]))
              .values(),
          ];
          for (const { id } of cp.transactions) {
            const own = events.filter(({ transactionInfo }) =>
              transactionInfo.transactionId === id
            );
            assert.deepEqual(own.map(({ seqNo }) => seqNo), own.map((_, n) => n));
            const types = own.map(({ eventType }) => eventType);
            assert.equal(types[0], "Started");
            assert.equal(types.at(-1), "Ended");
            assert(types.slice(1, -1).every((type) => type === "Updated"), types.join(" "));
          }
          const times = events.map(({ timestamp }) => timestamp);
          assert.deepEqual(times, times.toSorted());
        }, {
          version: "2.1",
          connectors: 2,
          configuration: {
            "AuthCtrlr.OfflineTxForUnknownIdEnabled": "true",
            "TxCtrlr.TxStartPoint": start,
            "TxCtrlr.TxStopPoint": stop,
          },
        }),
    ),
    { numRuns: 12 },
  );
});
