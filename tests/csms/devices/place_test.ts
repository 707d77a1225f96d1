import assert from "node:assert/strict";
import fc from "fast-check";
import { placeId, placeKey, readPlace } from "../../../csms/devices/place.ts";

const name = fc.string({ minLength: 1, maxLength: 50 }).filter((text) => text.trim() === text);
const number = fc.integer({ min: 1, max: 999_999 });

Deno.test("a key of any variable is read as the variable it was written for", () => {
  const place = fc.record({
    component: fc.oneof(
      fc.record({ name, instance: name }),
      fc.record({ name }),
      fc.record({ name, evse: number }),
      fc.record({ name, evse: number, connector: number }),
    ),
    variable: fc.oneof(fc.record({ name }), fc.record({ name, instance: name })),
  });
  fc.assert(fc.property(place, (place) => {
    assert.deepEqual(readPlace(placeKey(place)), structuredClone(place));
  }));
});

Deno.test("the type of a value is written unless it is the actual one, and a slash is read as the dot", () => {
  const place = { component: { name: "EVSE", evse: 1 }, variable: { name: "Power" } };
  assert.equal(placeKey({ ...place, type: "Actual" }), "EVSE@1.Power");
  assert.equal(placeKey({ ...place, type: "MaxSet" }), "EVSE@1.Power#MaxSet");
  assert.deepEqual(readPlace("EVSE@1/Power#maxset"), { ...place, type: "MaxSet" });
  for (const none of ["", "Power", "A.B#Other", ".B", "A.", "A[.B"]) {
    assert.equal(readPlace(none), undefined, none);
  }
});

Deno.test("variables are the same whatever the case of their names, and EVSE 0 is none", () => {
  const one = { component: { name: "Evse", evse: 0 }, variable: { name: "POWER" } };
  const other = { component: { name: "EVSE" }, variable: { name: "Power" } };
  assert.deepEqual(placeId(one), placeId(other));
});
