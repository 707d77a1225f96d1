import assert from "node:assert/strict";
import fc from "fast-check";
import type { Protocol } from "../../csms/model.ts";
import { chooseProtocol } from "../../ocpp/subprotocol.ts";

const all: readonly Protocol[] = ["ocpp1.6", "ocpp2.0.1", "ocpp2.1"];

for (
  const [header, protocol] of [
    ["ocpp1.6", "ocpp1.6"],
    ["ocpp1.6,ocpp2.0.1", "ocpp2.0.1"],
    ["ocpp1.6, ocpp2.0.1", "ocpp2.0.1"],
    ["ocpp1.6 ,ocpp2.1,  ocpp2.0.1", "ocpp2.1"],
    [",ocpp1.6,,", "ocpp1.6"],
    ["ocpp1.5, ocpp1.6", "ocpp1.6"],
    ["ocpp2.0.1.1, ocpp1.6", "ocpp1.6"],
  ] as const
) {
  Deno.test(`Law 7: the offer "${header}" is answered with ${protocol}, exactly as spelled`, () => {
    assert.deepEqual(chooseProtocol(header, all), { protocol, echo: protocol });
  });
}

for (const header of [null, "", " , ,"]) {
  Deno.test(`Quirk 1: the offer ${JSON.stringify(header)} means 1.6 with a remark and no echo`, () => {
    const choice = chooseProtocol(header, all);
    assert.ok("protocol" in choice);
    assert.equal(choice.protocol, "ocpp1.6");
    assert.equal(choice.echo, undefined);
    assert.equal(choice.remark?.kind, "no-subprotocol");
  });
}

Deno.test("Quirk 2: an offer of unknown versions only is refused, naming it and what is served", () => {
  const choice = chooseProtocol("ocpp1.5, ocpp2.0.1.1", ["ocpp1.6"]);
  assert.ok("refused" in choice);
  assert.match(choice.refused, /offers only ocpp1\.5, ocpp2\.0\.1\.1; served here: ocpp1\.6$/);
});

Deno.test("A version that is not supported is not chosen, though it is known", () => {
  assert.deepEqual(chooseProtocol("ocpp2.1,ocpp1.6", ["ocpp1.6"]), {
    protocol: "ocpp1.6",
    echo: "ocpp1.6",
  });
  assert.ok("refused" in chooseProtocol("ocpp2.1", ["ocpp1.6"]));
  assert.ok("refused" in chooseProtocol(null, ["ocpp2.1"]));
});

Deno.test("An offer in another case is echoed in its own case, with a remark", () => {
  const choice = chooseProtocol("OCPP1.6", all);
  assert.ok("protocol" in choice);
  assert.equal(choice.protocol, "ocpp1.6");
  assert.equal(choice.echo, "OCPP1.6");
  assert.equal(choice.remark?.kind, "subprotocol-case");
  assert.deepEqual(chooseProtocol("OCPP1.6,ocpp1.6", all), {
    protocol: "ocpp1.6",
    echo: "ocpp1.6",
  });
});

Deno.test("Quirk 3: a pinned version wins over a better one where it is offered", () => {
  assert.deepEqual(chooseProtocol("ocpp2.0.1,ocpp1.6", all, { pinned: "ocpp1.6" }), {
    protocol: "ocpp1.6",
    echo: "ocpp1.6",
  });
});

Deno.test("Quirk 3: a station that does not offer its pinned version is refused with that reason", () => {
  const choice = chooseProtocol("ocpp2.0.1", all, { pinned: "ocpp1.6" });
  assert.ok("refused" in choice);
  assert.match(choice.refused, /offers only ocpp2\.0\.1; it is pinned to ocpp1\.6/);
});

Deno.test("A station that offers nothing is spoken to in its pinned version", () => {
  const choice = chooseProtocol(null, all, { pinned: "ocpp2.0.1" });
  assert.ok("protocol" in choice);
  assert.equal(choice.protocol, "ocpp2.0.1");
  assert.equal(choice.echo, undefined);
});

Deno.test("A station that is pinned to a version not served is refused with that reason", () => {
  const choice = chooseProtocol("ocpp1.6", ["ocpp1.6"], { pinned: "ocpp2.1" });
  assert.ok("refused" in choice);
  assert.match(choice.refused, /pinned to ocpp2\.1, which is not served/);
});

Deno.test("Whatever is offered, the echo is one of the offers and the order does not matter", () => {
  const offer = fc.oneof(
    fc.constantFrom("ocpp1.6", "ocpp2.0.1", "ocpp2.1", "OCPP1.6", "ocpp1.5"),
    fc.string(),
  );
  fc.assert(fc.property(fc.array(offer, { minLength: 1 }), (offers) => {
    const header = offers.join(",");
    const choice = chooseProtocol(header, all);
    const mirrored = chooseProtocol(header.split(",").reverse().join(","), all);
    if ("refused" in choice) return assert.ok("refused" in mirrored);
    assert.ok("protocol" in mirrored);
    assert.equal(choice.protocol, mirrored.protocol);
    if (choice.echo === undefined) return;
    assert.ok(header.split(",").some((one) => one.trim() === choice.echo));
  }));
});

Deno.test("a station speaks the best version that it may, and hears which those are", () => {
  const allowed = ["ocpp1.6", "ocpp2.0.1"] as const;
  assert.deepEqual(chooseProtocol("ocpp2.1,ocpp2.0.1,ocpp1.6", all, { allowed }), {
    ...{ protocol: "ocpp2.0.1", echo: "ocpp2.0.1" },
  });
  const refused = (header: string | null, options: Parameters<typeof chooseProtocol>[2]) => {
    const choice = chooseProtocol(header, all, options);
    assert.ok("refused" in choice);
    return choice.refused;
  };
  assert.match(
    refused("ocpp2.1", { allowed }),
    /offers only ocpp2\.1; allowed to it: ocpp2\.0\.1, ocpp1\.6/,
  );
  assert.match(refused(null, { allowed: ["ocpp2.1"] }), /no subprotocol, and ocpp1\.6 is not/);
  assert.match(refused("ocpp2.1", { allowed, pinned: "ocpp2.1" }), /which it may not speak/);
  assert.match(refused("ocpp2.1", { allowed: [] }), /may speak no version/);
});
