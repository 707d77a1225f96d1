import assert from "node:assert/strict";
import { charger } from "../support/charger.ts";
import { kvolt } from "../support/kvolt.ts";

const at = (minutes: number) => new Date(Date.UTC(2026, 0, 1, 10, minutes)).toISOString();
type Sample = Record<string, string>;
interface Story {
  readonly name: string;
  readonly meterStart: number;
  /** What is sampled, by the minute; those after `stop` come once the transaction has ended. */
  readonly samples: readonly (readonly [number, readonly Sample[]])[];
  readonly stop: readonly [minute: number, meterStop: number];
  readonly energyWh: number;
}

/** One charge of some 6 kWh in an hour, as different meters tell it. */
const stories: readonly Story[] = [
  {
    name: "a lifetime register in Wh",
    meterStart: 1_000_000,
    samples: [[20, [{ value: "1002000" }]], [40, [{ value: "1004000.5" }]]],
    stop: [60, 1_006_000],
    energyWh: 6000,
  },
  {
    name: "a lifetime register in kWh",
    meterStart: 1_000_000,
    samples: [
      [20, [{ value: "1002.0", unit: "kWh" }]],
      [40, [{ value: "1004.0", unit: "kWh" }]],
    ],
    stop: [60, 1_006_000],
    energyWh: 6000,
  },
  {
    name: "a register that counts the session alone",
    meterStart: 0,
    samples: [[20, [{ value: "2000" }]], [40, [{ value: "4000" }]]],
    stop: [60, 6000],
    energyWh: 6000,
  },
  {
    name: "three phases without a total",
    meterStart: 0,
    samples: [20, 40].map((minute) => [
      minute,
      ["L1", "L2", "L3"].map((phase) => ({
        value: String(minute * 100 / 3),
        phase,
        measurand: "Energy.Active.Import.Register",
      })),
    ]),
    stop: [60, 6000],
    energyWh: 6000,
  },
  {
    name: "a register that starts at zero again in the middle",
    meterStart: 1_000_000,
    samples: [[20, [{ value: "1003000" }]], [30, [{ value: "0" }]], [50, [{ value: "2000" }]]],
    stop: [60, 3000],
    energyWh: 6000,
  },
  {
    name: "a last sample that comes after the stop",
    meterStart: 1_000_000,
    samples: [[30, [{ value: "1003000" }]], [60, [{ value: "1006000" }]]],
    stop: [59, 1_006_000],
    energyWh: 6000,
  },
];

for (const { name, meterStart, samples, stop, energyWh } of stories) {
  Deno.test(`law 10: the energy of a charge is right with ${name}`, async () => {
    const csms = await kvolt({ AUTH_UNKNOWN: "Accepted" });
    const cp = await charger(csms.ws, "CP-1");
    const connectorId = 1;
    const { transactionId } = await cp.call("StartTransaction", {
      ...{ connectorId, idTag: "TAG-1", meterStart, timestamp: at(0) },
    });
    const send = (part: typeof samples) =>
      Promise.all(part.map(([minute, sampledValue]) =>
        cp.call("MeterValues", {
          connectorId,
          transactionId,
          meterValue: [{ timestamp: at(minute), sampledValue }],
        })
      ));
    const [minute, meterStop] = stop;
    await send(samples.filter(([at]) => at <= minute));
    await cp.call("StopTransaction", { transactionId, meterStop, timestamp: at(minute) });
    await send(samples.filter(([at]) => at > minute));
    const kept = (await csms.csms.transactions.get(String(transactionId)))!;
    assert.equal(Math.round(kept.register.energyWh), energyWh);
    assert.equal(kept.state, "closed");
    const every = await csms.csms.transactions.samples(kept.id, { limit: 100 });
    assert.equal(every.items.length, samples.length, "every sample is kept");
    await cp.close();
    await csms.stop();
  });
}
