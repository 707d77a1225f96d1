import assert from "node:assert/strict";
import fc from "fast-check";
import { isRange, proxies } from "../../csms/proxies.ts";

const forwarded = (value: string) => new Headers({ "x-forwarded-for": value });
const addressOf = (trusted: string[], peer: string, hops: string) =>
  proxies({ trusted })(peer, forwarded(hops)).address;

Deno.test("proxies: nobody is believed where no proxy is trusted, whatever is said", () => {
  fc.assert(fc.property(fc.ipV4(), fc.array(fc.ipV4()), (peer, hops) => {
    assert.equal(addressOf([], peer, hops.join(", ")), peer);
    assert.equal(addressOf(["192.0.2.1"], "192.0.2.2", hops.join(", ")), "192.0.2.2");
  }));
});

Deno.test("proxies: the address is the rightmost that is no trusted proxy's, whatever a client wrote before it", () => {
  const trusted = ["10.0.0.0/8", "::1"];
  const client = fc.ipV4().filter((address) => !address.startsWith("10."));
  const inside = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)).map((rest) =>
    `10.${rest.join(".")}`
  );
  const anything = fc.array(fc.oneof(fc.ipV4(), fc.ipV6(), fc.constant("unknown")));
  fc.assert(fc.property(anything, client, fc.array(inside), (forged, real, chain) => {
    const hops = [...forged, real, ...chain].join(", ");
    assert.equal(addressOf(trusted, "10.1.1.1", hops), real);
    assert.equal(addressOf(trusted, "::1", hops), real);
  }));
});

Deno.test("proxies: a chain of trusted proxies alone, or one that breaks off, gives the furthest that is known", () => {
  const trusted = ["10.0.0.0/8"];
  assert.equal(addressOf(trusted, "10.0.0.1", "10.0.0.3, 10.0.0.2"), "10.0.0.3");
  assert.equal(addressOf(trusted, "10.0.0.1", "203.0.113.9, unknown, 10.0.0.2"), "10.0.0.2");
  assert.equal(proxies({ trusted })("10.0.0.1", new Headers()).address, "10.0.0.1");
  assert.equal(proxies({ trusted })("10.0.0.1", new Headers()).direct, true);
  assert.equal(proxies({ trusted })("10.0.0.1", forwarded("203.0.113.9")).direct, false);
});

Deno.test("proxies: addresses are read with a port, in brackets and mapped into IPv6", () => {
  const cases = {
    "203.0.113.9:4711": "203.0.113.9",
    "[2001:db8::9]:4711": "2001:db8::9",
    "[2001:db8::9]": "2001:db8::9",
    "2001:db8::9": "2001:db8::9",
    "::ffff:203.0.113.9": "203.0.113.9",
  };
  for (const [hop, expected] of Object.entries(cases)) {
    assert.equal(addressOf(["127.0.0.1"], "127.0.0.1", hop), expected);
    assert.equal(addressOf(["127.0.0.1"], "::ffff:127.0.0.1", hop), expected);
  }
});

Deno.test("proxies: scheme and certificate are taken from a trusted proxy alone, and the scheme from the nearest", () => {
  const originOf = proxies({ trusted: ["127.0.0.1"], certificateHeader: "Client-Cert" });
  const headers = new Headers({ "x-forwarded-proto": "http, HTTPS", "client-cert": ":AA==:" });
  const { scheme, certificate } = originOf("127.0.0.1", headers);
  assert.deepEqual({ scheme, certificate }, { scheme: "https", certificate: ":AA==:" });
  assert.deepEqual(originOf("127.0.0.2", headers), { address: "127.0.0.2", direct: true });
  const odd = new Headers({ "x-forwarded-proto": "gopher", "client-cert": "" });
  const said = originOf("127.0.0.1", odd);
  assert.deepEqual([said.scheme, said.certificate], [undefined, undefined]);
});

Deno.test("proxies: a range is an address with as many bits as it has, or none", () => {
  for (const good of ["10.0.0.1", "10.0.0.0/8", "0.0.0.0/0", "::1", "fd00::/8", "::/128"]) {
    assert.ok(isRange(good), good);
  }
  for (const bad of ["", "proxy", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/8/8", "10/8"]) {
    assert.ok(!isRange(bad), bad);
  }
});
