import assert from "node:assert/strict";
import fc from "fast-check";
import type { ListEntry } from "../../csms/model.ts";
import { differences } from "../../csms/local_lists.ts";
import { plug } from "../support/plug.ts";
import { of, pages, type Room, room } from "./room.ts";

const entry = (token: string, status: ListEntry["status"] = "Accepted"): ListEntry => ({
  token,
  status,
});
const accept = (it: Room, version: number, update: "Full" | "Differential", entries: ListEntry[]) =>
  it.apply((change) => it.csms.localLists.accepted(change, "CP-1", { version, update, entries }));
const names = async (it: Room) =>
  (await it.csms.localLists.entries("CP-1")).map(({ token }) => token);

Deno.test("a full list takes the place of the one before, a differential one changes, adds and takes off", async () => {
  await using it = await room();
  await accept(it, 1, "Full", [entry("A"), entry("B")]);
  await accept(it, 2, "Full", [entry("B"), entry("C")]);
  assert.deepEqual(await names(it), ["B", "C"]);
  await accept(it, 3, "Differential", [entry("b", "Blocked"), { token: "c" }, entry("D")]);
  assert.deepEqual(await it.csms.localLists.entries("CP-1"), [entry("b", "Blocked"), entry("D")]);
  assert.deepEqual(await it.csms.localLists.of("CP-1"), {
    ...{ station: "CP-1", version: 3, size: 2, changedAt: "2026-01-01T00:00:00.000Z" },
  });
  await accept(it, 4, "Full", []);
  assert.equal((await it.csms.localLists.of("CP-1"))?.size, 0);
  assert.deepEqual(
    of(it, "list.changed").map(({ data }) => data),
    [1, 2, 3, 4].map((version) => ({
      version,
    })),
  );
});

Deno.test("a list of thousands is kept whole, replaced whole, and paged", async () => {
  await using it = await room();
  const many = Array.from({ length: 2_345 }, (_, n) => entry(`T-${String(n).padStart(5, "0")}`));
  await accept(it, 1, "Full", many);
  assert.equal((await it.csms.localLists.of("CP-1"))?.size, 2_345);
  const paged = await pages((options) => it.csms.localLists.page("CP-1", options), 1_000);
  assert.deepEqual(paged.map(({ value }) => value), many);
  await accept(it, 2, "Full", [entry("X")]);
  assert.deepEqual(await names(it), ["X"]);
});

Deno.test("a list is sent with the next version, a differential one with what differs, and kept when accepted", async () => {
  await using it = await room();
  await it.station();
  let status = "Accepted";
  const station = plug(it, "CP-1", { SendLocalList: () => ({ status }) });
  const { send } = it.csms.localLists;
  const full = await send("CP-1", [entry("A"), entry("B")], "Full");
  assert.deepEqual(full, { accepted: true, status: "Accepted", version: 1 });
  status = "VersionMismatch";
  assert.equal((await send("CP-1", [entry("C")], "Full")).accepted, false);
  assert.deepEqual(await names(it), ["A", "B"]);
  status = "Accepted";
  await send("CP-1", [entry("B", "Blocked"), entry("C")], "Differential");
  const { payload } = station.asked.at(-1)!;
  assert.deepEqual(payload, {
    ...{ listVersion: 2, updateType: "Differential" },
    localAuthorizationList: [
      { idTag: "B", idTagInfo: { status: "Blocked" } },
      { idTag: "C", idTagInfo: { status: "Accepted" } },
      { idTag: "A" },
    ],
  });
  assert.deepEqual(await names(it), ["B", "C"]);
  station.unplug();
});

Deno.test("a long list is sent though its record is longer than the store takes", async () => {
  await using it = await room();
  await it.station();
  const station = plug(it, "CP-1", { SendLocalList: () => ({ status: "Accepted" }) });
  const many = Array.from({ length: 3_000 }, (_, n) => ({
    ...entry(`TOKEN-${n}`),
    ...{ expiresAt: "2027-01-01T00:00:00Z", parent: "FLEET" },
  }));
  assert.equal((await it.csms.localLists.send("CP-1", many, "Full")).accepted, true);
  assert.equal((await it.csms.localLists.of("CP-1"))?.size, 3_000);
  station.unplug();
});

Deno.test("the version that a station says is believed, and the next list goes one above it, never below 1", async () => {
  await using it = await room();
  await it.station();
  let listVersion = 41;
  const station = plug(it, "CP-1", {
    GetLocalListVersion: () => ({ listVersion }),
    SendLocalList: () => ({ status: "Accepted" }),
  });
  await it.csms.ask("CP-1", "listVersion", {});
  assert.equal((await it.csms.localLists.send("CP-1", [], "Full")).version, 42);
  // -1: it has no local list (1.6 §6.28); 0 would say that the list is empty.
  listVersion = -1;
  await it.csms.ask("CP-1", "listVersion", {});
  assert.equal((await it.csms.localLists.send("CP-1", [], "Full")).version, 1);
  station.unplug();
});

const token = fc.constantFrom("A", "a", "B", "C", "D");
const entries = fc.array(
  fc.record({
    token,
    status: fc.constantFrom("Accepted" as const, "Blocked" as const),
    parent: fc.option(fc.constantFrom("P", "Q"), { nil: undefined }),
  }),
  { maxLength: 6 },
);

Deno.test("the differences of two lists turn the one into the other, whatever they are", async () => {
  const plain = (list: readonly ListEntry[]) =>
    [...new Map(list.map((entry) => [entry.token.toLowerCase(), entry])).entries()]
      .map(([key, { status, parent }]) => `${key} ${status} ${parent}`).sort();
  await fc.assert(
    fc.asyncProperty(entries, entries, async (have, want) => {
      await using it = await room();
      await accept(it, 1, "Full", have);
      await accept(
        it,
        2,
        "Differential",
        differences(await it.csms.localLists.entries("CP-1"), want),
      );
      assert.deepEqual(plain(await it.csms.localLists.entries("CP-1")), plain(want));
      assert.equal((await it.csms.localLists.of("CP-1"))?.size, plain(want).length);
      assert.deepEqual(differences(await it.csms.localLists.entries("CP-1"), want), []);
    }),
    { numRuns: 100 },
  );
});
