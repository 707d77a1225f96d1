import assert from "node:assert/strict";
import { charger } from "../../support/charger.ts";
import { kvolt } from "../../support/kvolt.ts";

const many = Array.from({ length: 250 }, (_, n) => `Key${n}`);

for (const [store, exclusive] of [["SQLite", true], ["KV Connect", false]] as const) {
  const open = async () => ({
    ...{ kv: await Deno.openKv(":memory:"), exclusive, where: "the memory of a test" },
  });

  Deno.test(`a configuration of 250 keys is kept whole, as often as it is told, on ${store}`, async () => {
    const csms = await kvolt({}, { open });
    const cp = await charger(csms.ws, "CP-1");
    await cp.boot();
    await csms.csms.devices.configuration.desire("CP-1", "Key7", "wish");
    for (const value of ["1", "2"]) {
      const read = csms.csms.devices.configuration.read("CP-1");
      await cp.answers("GetConfiguration", {
        configurationKey: many.map((key) => ({ key, readonly: false, value })),
      });
      assert.equal((await read).keys.length, 250);
      const kept = await csms.csms.devices.configuration.all("CP-1");
      assert.deepEqual(
        kept.map(({ key }) => key),
        many.toSorted((a, b) => a.toLowerCase() < b.toLowerCase() ? -1 : 1),
      );
      assert.ok(kept.every((key) => key.value === value));
      assert.deepEqual(kept.filter(({ desired }) => desired).map(({ key }) => key), ["Key7"]);
    }
    await cp.close();
    await csms.stop();
  });

  Deno.test(`an answer of GetVariables with 250 values is kept whole on ${store}`, async () => {
    const csms = await kvolt({}, { open });
    const cp = await charger(csms.ws, "CP-1", { protocols: ["ocpp2.0.1"] });
    await cp.boot();
    const items = many.map((name) => ({
      ...{ component: { name: "Ctrlr" }, variable: { name } },
    }));
    const asked = csms.csms.ask("CP-1", "readVariables", { items });
    await cp.answers("GetVariables", {
      getVariableResult: many.map((name) => ({
        ...{ attributeStatus: "Accepted", attributeValue: "1" },
        ...{ component: { name: "Ctrlr" }, variable: { name } },
      })),
    });
    assert.equal((await asked).items.length, 250);
    const kept = await csms.csms.devices.configuration.all("CP-1");
    assert.equal(kept.filter(({ value }) => value === "1").length, 250);
    const known = await csms.csms.devices.model.get("CP-1", items[249]!);
    assert.equal(known?.attributes[0]?.value, "1");
    await cp.close();
    await csms.stop();
  });
}
