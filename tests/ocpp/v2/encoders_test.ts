import assert from "node:assert/strict";
import fc from "fast-check";
import type { Verb } from "../../../csms/verbs.ts";
import { wire } from "../../../ocpp/strict.ts";
import { v201, v21 } from "../../../ocpp/v2/mod.ts";
import { official } from "../../support/official.ts";
import { verbArguments } from "./verb_arguments.ts";

const verbs = Object.keys(verbArguments) as Verb[];

for (const dialect of [v201, v21]) {
  Deno.test(`${dialect.protocol}: what every verb becomes is valid, whatever is left out of its arguments`, () => {
    const used = new Set<string>();
    for (const verb of verbs) {
      const actions = dialect.doing(verb);
      if (actions.length === 0) continue;
      const property = fc.property(verbArguments[verb] as fc.Arbitrary<never>, (args) => {
        for (const action of actions) {
          const request = action.codecs.get(verb)!.encode(args);
          if (request === undefined) continue;
          used.add(`${verb} ${action.name}`);
          const sent = wire(action.request, request);
          assert(sent.ok, `${verb}: ${!sent.ok && sent.message}`);
          const text = JSON.stringify(sent.value);
          const check = official(dialect.protocol, "req", action.name);
          assert.equal(check(JSON.parse(text)), null, `${verb}: ${text}`);
          return;
        }
      });
      fc.assert(property, { numRuns: 60 });
    }
    const known = verbs.flatMap((verb) => dialect.doing(verb).map(({ name }) => `${verb} ${name}`));
    assert.deepEqual(known.filter((each) => !used.has(each)), []);
  });
}
