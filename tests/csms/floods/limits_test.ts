import assert from "node:assert/strict";
import { type Config, readConfig } from "../../../csms/config.ts";

const limits = [
  "FLOOD_STATION_HANDSHAKES",
  "FLOOD_ADDRESS_HANDSHAKES",
  "FLOOD_STATION_FRAMES",
  "FLOOD_ADDRESS_FRAMES",
  "FLOOD_PROBES",
] as const;

for (const name of limits) {
  Deno.test(`${name} is so many in so many seconds, and nothing else`, () => {
    assert.deepEqual(readConfig({ [name]: "7/30" })[name], { count: 7, seconds: 30 });
    assert.deepEqual(readConfig({ [name]: "" })[name], readConfig({})[name]);
    for (const wrong of ["7", "0/10", "7/0", "-1/10", "7/10s", "1.5/10", "7 / 10", "12345678/1"]) {
      const names = new RegExp(`^${name} is "${wrong}": not a number and the seconds`);
      assert.throws(() => readConfig({ [name]: wrong }), { name: "BadConfig", message: names });
    }
  });
}

for (
  const [name, least, most, wrong] of [
    ["FLOOD_ADDRESS_SOCKETS", 1, 1_000_000, "0"],
    ["FLOOD_SHUT_OUT_MINUTES", 0, 10_080, "-1"],
    ["FLOOD_LOG_COOLDOWN", 1, 86_400, "0"],
  ] as const
) {
  Deno.test(`${name} goes from ${least} to ${most}`, () => {
    for (const value of [least, most]) {
      assert.equal(readConfig({ [name]: String(value) })[name as keyof Config], value);
    }
    for (const text of [wrong, String(most + 1), "x"]) {
      const names = new RegExp(`^${name} is "${text}": `);
      assert.throws(() => readConfig({ [name]: text }), { name: "BadConfig", message: names });
    }
  });
}
