// deno-lint-ignore-file no-explicit-any
import assert from "node:assert/strict";
import { setting } from "../../routes/setting.ts";
import type { WithRest } from "../../support/with_rest.ts";

const path = "/stations/CP-1/local-list";
const yes = { status: "Accepted" };
const entries = ["A", "B", "C", "D", "E"].map((token) => ({ token }));

/** A station that says how many entries it takes in one message. */
async function limited(most: string): Promise<WithRest> {
  const s = await setting();
  void s.cp.answers("GetConfiguration", {
    configurationKey: [{ key: "SendLocalListMaxLength", readonly: true, value: most }],
  });
  await s.api.send("POST", "/stations/CP-1/configuration/read");
  return s;
}

/** Answers the next messages with these; gives version, kind and tokens of each. */
async function portions({ cp }: WithRest, ...answers: string[]) {
  const sent = [];
  for (const status of answers) {
    const { payload } = await cp.answers("SendLocalList", { status });
    const { listVersion, updateType, localAuthorizationList: list } = payload;
    sent.push([listVersion, updateType, list.map(({ idTag }: any) => idTag).join("")]);
  }
  return sent;
}

const known = async ({ api }: WithRest) => {
  const { version, items } = (await api.get(path)).body;
  return [version, items.map(({ token }: any) => token).join("")];
};

Deno.test("a list goes to a station of 1.6 in as many messages as SendLocalListMaxLength asks for", async () => {
  await using s = await limited("2");
  const sending = s.api.send("PUT", path, { entries });
  assert.deepEqual(await portions(s, "Accepted", "Accepted", "Accepted"), [
    ...[[1, "Full", "AB"], [2, "Differential", "CD"], [3, "Differential", "E"]],
  ]);
  const { accepted, version } = (await sending).body;
  assert.deepEqual([accepted, version], [true, 3]);
  assert.deepEqual(await known(s), [3, "ABCDE"]);

  // What differs is split as well: three new ones, and two that go.
  const next = ["C", "D", "E", "F", "G", "H"].map((token) => ({ token }));
  const differing = s.api.send("PUT", path, { update: "differential", entries: next });
  assert.deepEqual(await portions(s, "Accepted", "Accepted", "Accepted"), [
    ...[[4, "Differential", "FG"], [5, "Differential", "HA"], [6, "Differential", "B"]],
  ]);
  assert.equal((await differing).body.version, 6);
  assert.deepEqual(await known(s), [6, "CDEFGH"]);
});

Deno.test("a station of 1.6 that refuses a portion has those before it, and REST says so", async () => {
  await using s = await limited("2");
  const sending = s.api.send("PUT", path, { entries });
  assert.deepEqual(await portions(s, "Accepted", "Failed"), [
    ...[[1, "Full", "AB"], [2, "Differential", "CD"]],
  ]);
  const { accepted, status } = (await sending).body;
  assert.deepEqual([accepted, status], [false, "Failed"]);
  assert.deepEqual(await known(s), [1, "AB"]);
  const rest = s.api.send("PUT", path, { update: "differential", entries });
  assert.deepEqual(await portions(s, "Accepted", "Accepted"), [
    ...[[2, "Differential", "CD"], [3, "Differential", "E"]],
  ]);
  assert.equal((await rest).body.accepted, true);
  assert.deepEqual(await known(s), [3, "ABCDE"]);
});

for (const most of ["0", "-1", "many", "5"]) {
  Deno.test(`a list goes in one message where SendLocalListMaxLength is ${most}`, async () => {
    await using s = await limited(most);
    const asked = s.cp.answers("SendLocalList", yes);
    assert.equal((await s.api.send("PUT", path, { entries })).body.version, 1);
    assert.equal((await asked).payload.localAuthorizationList.length, 5);
  });
}
