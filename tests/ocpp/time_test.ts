import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import assert from "node:assert/strict";
import fc from "fast-check";
import { readTime, timestamp, wireTime } from "../../ocpp/time.ts";
import { dateTime } from "../conformance/instances.ts";

const ajv = new Ajv();
addFormats.default(ajv);
const official = ajv.compile({ type: "string", format: "date-time" });
const strict = (text: string) => timestamp.safeParse(text).success;

const moment = fc.date({
  min: new Date("0000-01-01T00:00:00Z"),
  max: new Date("9999-12-31T23:59:59.999Z"),
  noInvalidDate: true,
});
const digits = (min: number, max: number, width = 2) =>
  fc.integer({ min, max }).map((n) => String(n).padStart(width, "0"));

/** Near misses: every part within its digits, mostly in range, in the shape of RFC 3339 §5.6. */
const shaped = fc.tuple(
  digits(0, 9999, 4),
  digits(0, 13),
  digits(0, 32),
  fc.constantFrom("T", "t"),
  fc.oneof(digits(0, 25), fc.constant("23")),
  fc.oneof(digits(0, 61), fc.constant("59")),
  fc.oneof(digits(0, 61), fc.constant("60")),
  fc.constantFrom("", ".", ".0", ".123456789012", ",5"),
  fc.oneof(fc.constantFrom("Z", "z"), fc.constantFrom("+00:00", "-23:59", "+14:00", "-00:30")),
).map(([y, mo, d, t, h, mi, s, f, z]) => `${y}-${mo}-${d}${t}${h}:${mi}:${s}${f}${z}`);

Deno.test("timestamp agrees with the field's validator on every text in the shape of RFC 3339", () => {
  fc.assert(fc.property(shaped, (text) => assert.equal(strict(text), official(text), text)), {
    numRuns: 5000,
    examples: [["1900-02-29T00:00:00Z"], ["2000-02-29T23:59:60+01:00"], ["2024-02-29t00:00:00z"]],
  });
  fc.assert(fc.property(dateTime, (text) => strict(text) && official(text)), { numRuns: 2000 });
});

Deno.test("timestamp takes nothing that the field's validator refuses", () => {
  const zone = fc.constantFrom(
    "",
    "z",
    "+02",
    "+0200",
    "+24:00",
    "+00:60",
    "+99:99",
    " Z",
    "+2:00",
  );
  const text = fc.oneof(
    fc.string(),
    fc.tuple(shaped, zone).map(([text, zone]) => text.replace(/(z|[+-]\d\d:\d\d)$/i, zone)),
    shaped.map((text) => text.replace(/t/i, " ")),
  );
  fc.assert(fc.property(text, (text) => !strict(text) || official(text)), { numRuns: 5000 });
});

Deno.test("timestamp is stricter than the field's validator where RFC 3339 is", () => {
  const loose = [
    "2024-05-01T12:00:00",
    "2024-05-01T12:00:00+02",
    "2024-05-01T12:00:00+0200",
    "2024-05-01 12:00:00Z",
    "2024-05-01T12:00:00+24:00",
    "2024-05-01T12:00:00+00:60",
  ];
  for (const text of loose) assert.deepEqual([strict(text), official(text)], [false, true], text);
});

Deno.test("timestamp names itself as a date-time in its issues", () => {
  const issue = timestamp.safeParse("noon").error!.issues[0]!;
  assert.deepEqual([issue.code, "format" in issue && issue.format], ["invalid_format", "datetime"]);
});

Deno.test("what wireTime writes is UTC in whole seconds and reads back as the same second", () => {
  fc.assert(fc.property(moment, (date) => {
    const text = wireTime(date);
    assert.match(text, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert(strict(text) && official(text));
    const second = Math.floor(date.getTime() / 1000) * 1000;
    assert.equal(readTime(text)!.getTime(), second);
  }));
});

Deno.test("wireTime refuses dates that no station could read", () => {
  for (const date of [new Date(NaN), new Date("+010000-01-01T00:00:00Z"), new Date(-1e14)]) {
    assert.throws(() => wireTime(date), /no time of the years 0 to 9999/);
  }
});

Deno.test("readTime reads every strict timestamp as the moment that it names", () => {
  fc.assert(fc.property(dateTime, (text) => {
    const leap = text.includes("23:59:60");
    const plain = text.toUpperCase().replace("23:59:60", "23:59:59");
    const expected = Date.parse(plain.replace(/(\.\d{3})\d+/, "$1")) + (leap ? 1000 : 0);
    assert.equal(readTime(text)!.getTime(), expected, text);
  }));
});

Deno.test("quirk 27: readTime reads the times that stations really send", () => {
  const noon = "2024-05-01T12:00:00.000Z";
  const sent: [unknown, string][] = [
    ["2024-05-01T12:00:00", noon],
    ["2024-05-01T12:00:00Z  ", noon],
    ["\t2024-05-01T12:00:00Z\r\n", noon],
    ["2024-05-01t12:00:00z", noon],
    ["2024-05-01 12:00:00", noon],
    ["2024-05-01 12:00:00 Z", noon],
    ["2024-05-01 12:00:00 UTC", noon],
    ["2024-05-01T14:00:00+02", noon],
    ["2024-05-01T14:00:00+0200", noon],
    ["2024-05-01T14:00:00+2:00", noon],
    ["2024-05-01 14:00:00 +02:00", noon],
    ["2024-05-01T06:30:00-05:30", noon],
    ["2024-05-01T12:00", noon],
    ["2024-05-01T12:00Z", noon],
    ["2024-5-1T12:00:00Z", noon],
    ["2024-05-01T12:00:00.000000000000Z", noon],
    ["2024-05-01T12:00:00.1Z", "2024-05-01T12:00:00.100Z"],
    ["2024-05-01T12:00:00,1239Z", "2024-05-01T12:00:00.123Z"],
    ["2024-05-01", "2024-05-01T00:00:00.000Z"],
    ["2024-05-01T24:00:00Z", "2024-05-02T00:00:00.000Z"],
    ["2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"],
    ["1970-01-01T00:00:05Z", "1970-01-01T00:00:05.000Z"],
    ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"],
    [1714564800, noon],
    [1714564800.25, "2024-05-01T12:00:00.250Z"],
    [1714564800000, noon],
    ["1714564800", noon],
    ["1714564800000", noon],
  ];
  for (const [text, expected] of sent) {
    assert.equal(readTime(text)?.toISOString(), expected, String(text));
  }
});

Deno.test("readTime reads nothing where nothing plain is written", () => {
  const nothing = [
    ...["", " ", "noon", "null", "2024", "20240501", "2024-05", "12:00:00", "01/05/2024"],
    ...["2024-02-30T00:00:00Z", "2024-05-01T25:00:00Z", "2024-05-01T24:00:01Z", "2024-13-01"],
    ...["2024-05-01T12:60:00Z", "2024-05-01T12:00:61Z", "2024-05-01T12:00:00+24:00"],
    ...["2024-05-01+02:00", "2024-05-01T12:00:00ZZ", "2024-05-01T", "0", "5", "99999999999999999"],
    ...[null, undefined, true, {}, [], ["2024-05-01"], 0, 42, -1, NaN, Infinity, 1e20, 1n],
  ];
  for (const text of nothing) assert.equal(readTime(text), undefined, String(text));
});

Deno.test("readTime never throws and never gives an invalid date", () => {
  const anything = fc.oneof(
    fc.anything(),
    fc.string(),
    fc.double(),
    shaped,
    fc.stringMatching(
      /^\d{4}-\d{1,2}-\d{1,2}[T ]?(\d{1,2}:\d\d(:\d\d)?)?([.,]\d+)? ?(Z|[+-]\d{1,4})?$/,
    ),
  );
  fc.assert(
    fc.property(anything, (text) => {
      const date = readTime(text);
      assert(date === undefined || !Number.isNaN(date.getTime()));
    }),
    { numRuns: 3000 },
  );
});

Deno.test("readTime reads an epoch back, in seconds and in milliseconds, as number and as text", () => {
  const since = fc.integer({ min: 1e11, max: 4e12 });
  fc.assert(fc.property(since, (ms) => {
    const seconds = Math.floor(ms / 1000);
    for (const value of [ms, String(ms)]) assert.equal(readTime(value)!.getTime(), ms);
    for (const value of [seconds, `${seconds}`]) {
      assert.equal(readTime(value)!.getTime(), seconds * 1000);
    }
  }));
});
