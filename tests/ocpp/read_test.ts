import assert from "node:assert/strict";
import { z } from "zod";
import { refusal } from "../../ocpp/fault.ts";
import { type Hints, readPayload, readStrict } from "../../ocpp/read.ts";
import { text } from "../../ocpp/text.ts";
import { timestamp } from "../../ocpp/time.ts";
import { tenths } from "../../ocpp/v16/types.ts";

const sampledValue = z.strictObject({
  value: z.string(),
  context: z.enum(["Trigger", "Other"]).optional(),
  unit: z.enum(["Wh", "kWh", "Celcius"]).optional(),
});
const schema = z.strictObject({
  connectorId: z.int().min(0),
  idTag: text(20),
  timestamp: timestamp.optional(),
  status: z.enum(["Available", "SuspendedEV"]).optional(),
  limit: tenths.optional(),
  flag: z.boolean().optional(),
  location: z.url().optional(),
  key: z.array(text(50)).optional(),
  meterValue: z.array(z.strictObject({ timestamp, sampledValue: z.array(sampledValue).min(1) }))
    .optional(),
  choice: z.union([z.string(), z.strictObject({ a: z.int() })]).optional(),
});
const good = { connectorId: 1, idTag: "A" };
const at = "2024-05-01T12:00:00Z";
const hints: Hints = { aliases: { values: "value" } };
const meter = (...sampledValue: unknown[]) => ({ meterValue: [{ timestamp: at, sampledValue }] });

function read(payload: unknown, given = hints) {
  const result = readPayload(schema, payload, given);
  for (const { text } of result.remarks) assert.match(text, /^\S.*\.$/);
  return { ...result, kinds: result.remarks.map(({ kind }) => kind) };
}

for (
  const [name, payload, value, kinds] of [
    ["an unknown field is dropped", { x: 1, y: { z: 2 } }, {}, ["unknown-field", "unknown-field"]],
    ["__proto__ is dropped", JSON.parse('{"__proto__":{"a":1}}'), {}, ["unknown-field"]],
    [
      "null for an absent field is dropped",
      { status: null, timestamp: null, key: null },
      {},
      [
        ..."123",
      ].map(() => "null-field"),
    ],
    ["an over-long text is kept whole (24)", { idTag: "x".repeat(25) }, { idTag: "x".repeat(25) }, [
      "too-long",
    ]],
    ["an unknown value is kept (25)", { status: "Error" }, { status: "Error" }, ["unknown-value"]],
    ["an empty value is kept", { status: "" }, { status: "" }, ["unknown-value"]],
    ["another case is corrected", { status: "suspendedev" }, { status: "SuspendedEV" }, [
      "value-spelling",
    ]],
    ["blanks around a value go", { status: " Available " }, { status: "Available" }, [
      "value-spelling",
    ]],
    ["a number in text is a number", { connectorId: "12" }, { connectorId: 12 }, [
      "text-for-number",
    ]],
    ["blanks around a number go", { connectorId: " 12 " }, { connectorId: 12 }, [
      "text-for-number",
    ]],
    ["12.0 is a whole number", { connectorId: "12.0" }, { connectorId: 12 }, ["text-for-number"]],
    ["a fraction is kept", { connectorId: 1.5 }, { connectorId: 1.5 }, ["fraction-for-integer"]],
    ["text with a fraction is kept", { connectorId: "1.5" }, { connectorId: 1.5 }, [
      "text-for-number",
      "fraction-for-integer",
    ]],
    ["a number out of range is kept", { connectorId: -1 }, { connectorId: -1 }, ["out-of-range"]],
    ["a number beyond 2^53 is kept", { connectorId: 2 ** 63 }, { connectorId: 2 ** 63 }, [
      "out-of-range",
    ]],
    ["a number for text is written out", { idTag: 4711 }, { idTag: "4711" }, ["number-for-text"]],
    ["a boolean for text is written out", { idTag: true }, { idTag: "true" }, ["boolean-for-text"]],
    ["a number of three decimals is kept", { limit: 16.125 }, { limit: 16.125 }, [
      "odd-precision",
    ]],
    ["text for a boolean", { flag: "True" }, { flag: true }, ["odd-boolean"]],
    ["zero for false", { flag: 0 }, { flag: false }, ["odd-boolean"]],
    ["a URL that is none is kept", { location: "ftp server" }, { location: "ftp server" }, [
      "odd-format",
    ]],
    ["a time without a zone is UTC (27)", { timestamp: "2024-05-01T12:00:00" }, {
      timestamp: "2024-05-01T12:00:00.000Z",
    }, ["odd-time"]],
    ["a time with a short zone (27)", { timestamp: "2024-05-01 12:00:00+02" }, {
      timestamp: "2024-05-01T10:00:00.000Z",
    }, ["odd-time"]],
    ["a time as a number (27)", { timestamp: 1714564800 }, {
      timestamp: "2024-05-01T12:00:00.000Z",
    }, ["number-for-text", "odd-time"]],
    ["an optional time that is none is left out", { timestamp: "soon" }, {}, ["unreadable-time"]],
    ["one value for an array", { key: "a" }, { key: ["a"] }, ["single-for-array"]],
    ["null among values goes", { key: [null, "a", null, "b"] }, { key: ["a", "b"] }, [
      "null-field",
    ]],
    [
      "objects for arrays, two deep",
      {
        meterValue: { timestamp: at, sampledValue: { value: "1" } },
      },
      meter({ value: "1" }),
      ["single-for-array", "single-for-array"],
    ],
    ["the case of a field's name", { Status: "Available", time_stamp: at }, {
      status: "Available",
      timestamp: at,
    }, ["field-case", "field-case"]],
    ["values for value (41)", meter({ values: "5" }), meter({ value: "5" }), ["field-name"]],
    ["values beside value is unknown", meter({ values: "5", value: "6" }), meter({ value: "6" }), [
      "unknown-field",
    ]],
    ["a name and a type at once", meter({ Values: 1, Value: 2.5 }), meter({ value: "2.5" }), [
      "unknown-field",
      "field-case",
      "number-for-text",
    ]],
    [
      "a repeated oddity is said once",
      meter({ value: 1 }, { value: 2 }, { value: 3 }),
      meter(
        ...["1", "2", "3"].map((value) => ({ value })),
      ),
      ["number-for-text"],
    ],
    ["an empty array is kept", meter(), meter(), ["too-few"]],
    ["a number in a union", { choice: 5 }, { choice: "5" }, ["number-for-text"]],
    ["a field's name in a union", { choice: { A: "5" } }, { choice: { a: 5 } }, [
      "field-case",
      "text-for-number",
    ]],
    ["oddities one inside the other", {
      MeterValue: { timestamp: 1714564800, SampledValue: { values: 5, unit: "wh" } },
    }, {
      meterValue: [{
        timestamp: "2024-05-01T12:00:00.000Z",
        sampledValue: [{ unit: "Wh", value: "5" }],
      }],
    }, [
      ...["field-case", "single-for-array", "field-case", "number-for-text", "single-for-array"],
      ...["field-name", "odd-time", "number-for-text", "value-spelling"],
    ]],
    ["the object of a union", { choice: { a: "5" } }, { choice: { a: 5 } }, ["text-for-number"]],
  ] as [string, Record<string, unknown>, Record<string, unknown>, string[]][]
) {
  Deno.test(`Law 6: ${name}`, () => {
    const payloadBefore = JSON.stringify({ ...good, ...payload });
    const given = { ...good, ...payload };
    if (Object.hasOwn(payload, "__proto__")) {
      Object.defineProperty(given, "__proto__", { value: 1, enumerable: true });
    }
    const result = read(given);
    assert.ok(result.ok, JSON.stringify(result));
    assert.deepEqual(result.value, { ...good, ...value });
    assert.deepEqual(result.kinds, kinds);
    if (!Object.hasOwn(payload, "__proto__")) assert.equal(JSON.stringify(given), payloadBefore);
  });
}

Deno.test("A good payload comes back without a remark", () => {
  const payload = { ...good, ...meter({ value: "1" }), timestamp: at };
  assert.deepEqual(readPayload(schema, payload), { ok: true, value: payload, remarks: [] });
});

Deno.test("A remark names the field and shows the first value it was for", () => {
  const result = read({ ...good, ...meter({ value: 1 }, { value: 2 }) });
  assert.deepEqual(result.remarks, [{
    kind: "number-for-text",
    text: "meterValue.sampledValue.value is a number instead of text.",
    example: "1",
  }]);
});

Deno.test("A fault names the value as it came", () => {
  const result = read({ ...good, connectorId: "1e999" });
  assert.ok(!result.ok);
  assert.match(result.message, /received "1e999"$/);
});

Deno.test("The name in the wrong case counts, also where the right one is null", () => {
  const result = read({ ConnectorId: 3, idtag: "B", idTag: null });
  assert.ok(result.ok);
  assert.deepEqual(result.value, { connectorId: 3, idTag: "B" });
});

for (
  const [payload, kind, path] of [
    [{ connectorId: 1 }, "occurrence", "idTag"],
    [{ idTag: null, connectorId: 1 }, "occurrence", "idTag"],
    [null, "occurrence", "connectorId"],
    [undefined, "occurrence", "connectorId"],
    ["text", "type", ""],
    [[1, 2], "type", ""],
    [{ ...good, connectorId: "one" }, "type", "connectorId"],
    [{ ...good, connectorId: "" }, "type", "connectorId"],
    [{ ...good, idTag: {} }, "type", "idTag"],
    [{ ...good, status: {} }, "type", "status"],
    [{ ...good, flag: "perhaps" }, "type", "flag"],
    [{ ...good, meterValue: [{ timestamp: "soon", sampledValue: [{ value: "1" }] }] }, "format"],
    [{ ...good, ...meter({}) }, "occurrence", "meterValue.0.sampledValue.0.value"],
  ] as [unknown, string, string?][]
) {
  Deno.test(`Law 6: ${JSON.stringify(payload)} is past repair: ${kind}`, () => {
    const result = read(payload);
    assert.ok(!result.ok);
    assert.equal(result.kind, kind);
    assert.equal(result.path, path ?? "meterValue.0.timestamp");
    assert.ok(result.message.length > 5);
  });
}

Deno.test("What is missing is filled in by its name, arrays included, and said", () => {
  const fill = { idTag: () => "none", "meterValue.timestamp": () => at };
  const result = read({ connectorId: 1, meterValue: [{ sampledValue: [{ value: "1" }] }] }, {
    fill,
  });
  assert.ok(result.ok);
  assert.deepEqual(result.value, { connectorId: 1, idTag: "none", ...meter({ value: "1" }) });
  assert.deepEqual(result.kinds, ["missing-field", "missing-field"]);
});

Deno.test("A time that cannot be read is filled in like a missing one", () => {
  const required = z.strictObject({ timestamp });
  const result = readPayload(required, { timestamp: "soon" }, { fill: { timestamp: () => at } });
  assert.ok(result.ok);
  assert.deepEqual(result.value, { timestamp: at });
  assert.deepEqual(result.remarks.map(({ kind }) => kind), ["unreadable-time", "missing-field"]);
});

Deno.test("What is there already is not filled in", () => {
  const fill = { idTag: () => assert.fail("not asked for") };
  assert.ok(read({ ...good, x: 1 }, { fill }).ok);
});

for (
  const [payload, kind, path] of [
    [{ connectorId: 1 }, "occurrence", "idTag"],
    [{ ...good, foo: 1 }, "occurrence", "foo"],
    [
      { ...good, ...meter({ value: "1", values: "1" }) },
      "occurrence",
      "meterValue.0.sampledValue.0.values",
    ],
    [{ ...good, connectorId: "1" }, "type", "connectorId"],
    [{ ...good, status: null }, "type", "status"],
    [{ ...good, status: 5 }, "type", "status"],
    [{ ...good, status: "Error" }, "constraint", "status"],
    [{ ...good, idTag: "x".repeat(21) }, "constraint", "idTag"],
    [{ ...good, limit: 0.15 }, "constraint", "limit"],
    [{ ...good, timestamp: "2024-05-01" }, "format", "timestamp"],
    [{ ...good, choice: { a: "x" } }, "type", "choice.a"],
    [{ ...good, choice: 5 }, "type", "choice"],
  ] as [unknown, string, string][]
) {
  Deno.test(`A strict reader refuses ${JSON.stringify(payload)}: ${kind} at ${path}`, () => {
    const fault = readStrict(schema, payload);
    assert.ok(!fault.ok);
    assert.deepEqual([fault.kind, fault.path], [kind, path]);
    assert.match(fault.message, new RegExp(path.replaceAll(".", "\\.")));
  });
}

Deno.test("A missing enum is missing, not an unknown value", () => {
  const parsed = z.strictObject({ status: z.enum(["A"]) }).safeParse({});
  assert.ok(!parsed.success);
  assert.equal(refusal(parsed.error, {}).kind, "occurrence");
});
