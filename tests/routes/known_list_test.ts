import assert from "node:assert/strict";
import { setting } from "./setting.ts";

Deno.test("a local list without entries is of all tokens that are known, by all their names", async () => {
  await using s = await setting();
  const until = "2199-01-01T00:00:00.000Z";
  await s.api.send("PUT", "/tokens/AB12", {
    aliases: ["21BA"],
    parent: "FAMILY",
    expiresAt: until,
  });
  await s.api.send("PUT", "/tokens/CD34", { status: "Blocked" });
  await s.api.send("PUT", "/tokens/HERE", { places: [{ station: "CP-1" }] });
  await s.api.send("PUT", "/tokens/THERE", { places: [{ station: "CP-2" }] });
  await s.api.send("PUT", "/tokens/EVSE1", { places: [{ station: "CP-1", evses: [1] }] });
  const asked = s.cp.answers("SendLocalList", { status: "Accepted" });
  const { body } = await s.api.send("PUT", "/stations/CP-1/local-list", {});
  assert.deepEqual([body.accepted, body.version], [true, 1]);
  const { updateType, localAuthorizationList } = (await asked).payload;
  assert.equal(updateType, "Full");
  const shared = { parentIdTag: "FAMILY", expiryDate: "2199-01-01T00:00:00Z", status: "Accepted" };
  assert.deepEqual(localAuthorizationList, [
    { idTag: "AB12", idTagInfo: shared },
    { idTag: "21BA", idTagInfo: shared },
    { idTag: "CD34", idTagInfo: { status: "Blocked" } },
    { idTag: "HERE", idTagInfo: { status: "Accepted" } },
  ]);
});
