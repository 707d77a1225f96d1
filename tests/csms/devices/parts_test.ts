import assert from "node:assert/strict";
import fc from "fast-check";
import { inRequests } from "../../../csms/devices/ask_variables.ts";
import { countParts, missingParts, type Ranges, withPart } from "../../../csms/devices/parts.ts";

const add = (parts: readonly number[]): Ranges => parts.reduce<Ranges>(withPart, []);

Deno.test("parts in any order, repeats included, are counted once, and gaps are named", () => {
  fc.assert(fc.property(fc.array(fc.nat(60), { minLength: 1 }), (parts) => {
    const ranges = add(parts);
    const all = new Set(parts);
    assert.equal(countParts(ranges), all.size);
    const start = Math.min(...all) > 2 ? 0 : Math.min(...all);
    const missing: number[] = [];
    for (let n = start; n < Math.max(...all); n++) if (!all.has(n)) missing.push(n);
    assert.deepEqual(missingParts(ranges), missing);
  }));
});

Deno.test("a list is cut into requests that hold all of it, in order, none beyond what is taken", () => {
  const sizes = fc.array(fc.nat(500), { minLength: 1 });
  fc.assert(fc.property(sizes, fc.integer({ min: 1, max: 9 }), (sizes, most) => {
    const bytes = 2_000;
    const requests = inRequests(sizes, (size) => size, { most, bytes });
    assert.deepEqual(requests.flat(), sizes);
    for (const request of requests) {
      assert.ok(request.length <= most);
      const sum = request.reduce((sum, size) => sum + size + 150, 150);
      assert.ok(request.length === 1 || sum <= bytes, `${sum}`);
    }
  }));
});
