import assert from "node:assert/strict";
import fc from "fast-check";
import { readPayload, readStrict } from "../../ocpp/read.ts";
import { meterValues, sampledValue } from "../../ocpp/v16/meter_values.ts";
import { startTransaction, stopTransaction } from "../../ocpp/v16/transactions.ts";

const aliases = { values: "value" };
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const present = <T>(value: T): T => JSON.parse(JSON.stringify(value));
const time = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date("2100-01-01") })
  .map((date) => date.toISOString());
const meterValue = fc.record({
  timestamp: time,
  sampledValue: fc.array(fc.record({
    value: fc.string(),
    context: optional(fc.constantFrom(...sampledValue.shape.context.unwrap().options)),
    measurand: optional(fc.constantFrom(...sampledValue.shape.measurand.unwrap().options)),
    unit: optional(fc.constantFrom(...sampledValue.shape.unit.unwrap().options)),
  })),
});
const int = fc.integer();
const valid = fc.oneof(
  fc.record({
    schema: fc.constant(meterValues.request),
    payload: fc.record({
      connectorId: int,
      transactionId: optional(int),
      meterValue: fc.array(meterValue),
    }).map(present),
  }),
  fc.record({
    schema: fc.constant(startTransaction.request),
    payload: fc.record({
      ...{ connectorId: int, idTag: fc.string({ maxLength: 20 }), meterStart: int },
      ...{ reservationId: optional(int), timestamp: time },
    }).map(present),
  }),
);
const schemas = fc.constantFrom(
  meterValues.request,
  startTransaction.request,
  stopTransaction.request,
);

/** Payloads of the right names and wrong everything else. */
const scalar = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constantFrom(null, "", "12", " 1.5 ", "2024-05-01T12:00:00", "raw", "WH", "soon", 1714564800),
);
const name = fc.constantFrom(
  ...["connectorId", "ConnectorId", "idTag", "idtag", "meterStart", "meterStop", "timestamp"],
  ...["transactionId", "reason", "meterValue", "transactionData", "sampledValue", "value"],
  ...["values", "unit", "format", "x", "__proto__", "constructor", "toString"],
);
const { garbage } = fc.letrec<{ garbage: unknown }>((tie) => ({
  garbage: fc.oneof(
    { depthSize: "small" },
    scalar,
    fc.array(tie("garbage"), { maxLength: 4 }),
    fc.array(fc.tuple(name, tie("garbage")), { maxLength: 8 }).map((entries) => {
      const json = entries.map(([name, value]) => `${JSON.stringify(name)}:${text(value)}`);
      return JSON.parse(`{${json.join(",")}}`);
    }),
  ),
}));
const text = (value: unknown) => JSON.stringify(value) ?? "null";

Deno.test("Any valid payload comes back unchanged, without a remark", () => {
  fc.assert(fc.property(valid, ({ schema, payload }) => {
    assert.deepEqual(readPayload(schema, payload), { ok: true, value: payload, remarks: [] });
  }));
});

Deno.test("No JSON makes it throw, and what it was given stays as it was", () => {
  fc.assert(
    fc.property(schemas, fc.oneof(garbage, fc.jsonValue()), (schema, payload) => {
      const before = text(payload);
      const result = readPayload(schema, payload, { aliases });
      assert.equal(text(payload), before);
      if (!result.ok) assert.ok(result.message.length > 0);
    }),
    { numRuns: 3000 },
  );
});

const KEPT = new Set([
  ...["too-long", "too-many", "too-few", "too-short", "out-of-range", "unknown-value"],
  ...["fraction-for-integer", "odd-format", "odd-precision", "odd-value"],
]);

Deno.test("What was read once reads the same again, and only what was kept is said again", () => {
  const nearly = fc.tuple(valid, name, garbage).map(([{ schema, payload }, name, value]) => ({
    schema,
    payload: { ...payload, [name]: value },
  }));
  const any = fc.record({ schema: schemas, payload: garbage });
  let read = 0;
  fc.assert(
    fc.property(fc.oneof(nearly, any), ({ schema, payload }) => {
      const once = readPayload(schema, payload, { aliases });
      if (!once.ok) return;
      read++;
      const again = readPayload(schema, once.value, { aliases });
      assert.ok(again.ok);
      assert.deepEqual(again.value, once.value);
      const kept = once.remarks.filter(({ kind }) => KEPT.has(kind)).map(({ kind }) => kind);
      assert.deepEqual(again.remarks.map(({ kind }) => kind), kept);
    }),
    { numRuns: 3000 },
  );
  assert.ok(read > 500, `only ${read} payloads could be read`);
});

Deno.test("A payload of thousands of samples, each of them odd, is read", () => {
  const payload = {
    connectorId: "1",
    meterValue: {
      timestamp: "2024-05-01T12:00:00",
      sampledValue: Array.from(
        { length: 4_000 },
        (_, index) => index % 2 ? null : { values: index, Unit: "wh", x: null },
      ),
    },
  };
  const result = readPayload(meterValues.request, payload, { aliases });
  assert.ok(result.ok);
  assert.equal(result.remarks.length, 9);
});

Deno.test("A payload with more faults than can be counted is refused, not thrown at the caller", () => {
  const timestamp = "2024-05-01T12:00:00Z";
  const few = { connectorId: 1, meterValue: Array(10_001).fill(null) };
  const many = {
    connectorId: 1,
    meterValue: [{ timestamp, sampledValue: Array(200_000).fill(null) }],
  };
  // The second is why the first is not enough: zod itself throws.
  assert.throws(() => meterValues.request.safeParse(many), RangeError);
  for (const read of [readPayload, readStrict]) {
    for (const payload of [few, many]) {
      const result = read(meterValues.request, payload);
      assert.ok(!result.ok);
      assert.match(result.message, /too many faults/);
    }
  }
});

Deno.test("Fields nested a hundred thousand deep do not end the process", () => {
  const deep = JSON.parse('{"a":'.repeat(100_000) + "1" + "}".repeat(100_000));
  const result = readPayload(startTransaction.request, { connectorId: 1, idTag: deep, x: deep });
  assert.equal(result.ok, false);
});
