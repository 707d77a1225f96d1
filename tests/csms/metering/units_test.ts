import assert from "node:assert/strict";
import fc from "fast-check";
import { baseValue, type RawSample, sampledValue } from "../../../csms/metering/units.ts";

const numbers: [string, string, number | null][] = [
  ["quirk 38: a padded number is read", "12.50 ", 12.5],
  ["quirk 38: a number with leading zeros is read", "  000123", 123],
  ["quirk 38: an empty value is no number", "", null],
  ["quirk 38: a blank value is no number", "  ", null],
  ["a decimal comma is read", "12,5", 12.5],
  ["a comma for thousands before a point is read", "1,234.5", 1234.5],
  ["a point for thousands before a comma is read", "1.234,5", 1234.5],
  ["an exponent is read", "1.5e3", 1500],
  ["a sign is read", "-0.4", -0.4],
  ["quirk 52: a long decimal is read", "254.90000000000003410605131648481", 254.90000000000003],
  ["a hexadecimal number is none", "0x1F", null],
  ["a number with its unit behind is none", "12 kWh", null],
  ["NaN is no number", "NaN", null],
  ["a number beyond all bounds is none", "1e999", null],
];

for (const [name, value, expected] of numbers) {
  Deno.test(name, () => {
    const sample = sampledValue({ value });
    assert.equal(sample.value, expected);
    assert.equal(sample.raw, expected === null ? value : undefined);
  });
}

Deno.test("absent fields take the defaults of the specification", () => {
  assert.deepEqual(sampledValue({ value: "7" }), {
    value: 7,
    measurand: "Energy.Active.Import.Register",
    unit: "Wh",
  });
  assert.deepEqual(sampledValue({ value: "7", measurand: "Voltage", unit: null }), {
    value: 7,
    measurand: "Voltage",
  });
});

Deno.test("fields that are given are kept as they came", () => {
  const given = {
    measurand: "Current.Import",
    unit: "A",
    phase: "L1",
    location: "Inlet",
    context: "Trigger",
    format: "Raw",
  };
  assert.deepEqual(sampledValue({ value: "1", ...given }), { value: 1, ...given });
});

Deno.test("quirk 41: `values` is read for `value`, and a bare number for a string", () => {
  assert.equal(sampledValue({ values: "42" }).value, 42);
  assert.equal(sampledValue({ value: 42.5 }).value, 42.5);
  assert.deepEqual(sampledValue({}).raw, "");
});

Deno.test("quirk 52: signed data is kept whole and never read as a number", () => {
  const ocmf = "4F434D467C7B22465622".repeat(40);
  for (const raw of [ocmf, "1234567890", 'OCMF|{"FV":"1.0"}|{"SD":"30"}']) {
    const sample = sampledValue({ value: raw, format: "SignedData" });
    assert.equal(sample.value, null);
    assert.equal(sample.raw, raw);
    assert.equal(baseValue(sample), undefined);
  }
  assert.equal(sampledValue({ value: ocmf }).raw, ocmf);
});

const units: [string | undefined, number][] = [
  ["Wh", 2],
  [undefined, 2],
  ["kWh", 2000],
  ["KWH", 2000],
  [" k Wh ", 2000],
  ["W", 2],
  ["kW", 2000],
  ["kw ", 2000],
  ["A", 2],
  ["V", 2],
  ["Percent", 2],
  ["Celsius", 2],
  ["Celcius", 2],
  ["Hz", 2],
  ["K", 2 - 273.15],
  ["Fahrenheit", -30 / 1.8],
];

for (const [unit, expected] of units) {
  Deno.test(`quirk 52: 2 in ${JSON.stringify(unit)} is ${expected} in its base unit`, () => {
    assert.equal(
      baseValue({ value: 2, measurand: "Energy.Active.Import.Register", unit }),
      expected,
    );
  });
}

Deno.test("what is no number has no base value", () => {
  for (const value of [null, NaN, Infinity]) {
    assert.equal(baseValue({ value, measurand: "Voltage" }), undefined);
  }
  assert.equal(baseValue({ value: Number.MAX_VALUE, measurand: "Voltage", unit: "kV" }), undefined);
});

Deno.test("any wire form is read without a throw, and to a number or its own text", () => {
  const text = fc.option(fc.string());
  const raw: fc.Arbitrary<RawSample> = fc.record(
    { value: fc.anything(), values: fc.anything(), measurand: text, unit: text, format: text },
    { requiredKeys: [] },
  );
  fc.assert(fc.property(raw, (wire) => {
    const sample = sampledValue(wire);
    assert.equal(sample.value === null, sample.raw !== undefined);
    assert.ok(Number.isFinite(baseValue(sample) ?? 0));
  }));
});

Deno.test("any number that is written down is read back", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
      // -0 is written as 0.
      assert.equal(sampledValue({ value: ` ${number} ` }).value, number + 0);
    }),
  );
});
