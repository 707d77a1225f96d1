import assert from "node:assert/strict";
import { editions, withRest } from "../../support/with_rest.ts";

const path = "/stations/CP-1/local-list";
const entries = [
  { token: "CARD", expiresAt: "2030-01-01T00:00:00Z", parent: "FAMILY" },
  { token: "DE8EO4711", type: "eMAID", status: "Blocked" },
];

for (const protocol of editions) {
  Deno.test(`${protocol}: a list is sent whole, then only what differs, and is kept as the station took it`, async () => {
    await using s = await withRest(protocol);
    const full = s.cp.answers("SendLocalList", { status: "Accepted" });
    const sent = await s.api.send("PUT", path, { entries });
    assert.deepEqual(sent.body, { accepted: true, status: "Accepted", why: null, version: 1 });
    assert.deepEqual((await full).payload, {
      versionNumber: 1,
      updateType: "Full",
      localAuthorizationList: [
        {
          idToken: { idToken: "CARD", type: "ISO14443" },
          idTokenInfo: {
            status: "Accepted",
            cacheExpiryDateTime: "2030-01-01T00:00:00Z",
            groupIdToken: { idToken: "FAMILY", type: "Central" },
          },
        },
        {
          idToken: { idToken: "DE8EO4711", type: "eMAID" },
          idTokenInfo: { status: "Blocked" },
        },
      ],
    });
    const known = (await s.api.get(path)).body;
    assert.deepEqual([known.version, known.size], [1, 2]);
    assert.deepEqual(
      known.items.map((entry: Record<string, unknown>) => [entry.token, entry.type, entry.status]),
      [["CARD", "ISO14443", "Accepted"], ["DE8EO4711", "eMAID", "Blocked"]],
    );

    const part = s.cp.answers("SendLocalList", { status: "Accepted" });
    const next = [entries[0], { token: "NEW", type: "KeyCode" }];
    await s.api.send("PUT", path, { update: "differential", entries: next });
    assert.deepEqual((await part).payload, {
      versionNumber: 2,
      updateType: "Differential",
      localAuthorizationList: [
        { idToken: { idToken: "NEW", type: "KeyCode" }, idTokenInfo: { status: "Accepted" } },
        { idToken: { idToken: "DE8EO4711", type: "eMAID" } },
      ],
    });
    assert.deepEqual([(await s.api.get(path)).body.version, (await s.api.get(path)).body.size], [
      2,
      2,
    ]);
  });

  Deno.test(`${protocol}: an empty list empties the station's, and a refusal changes nothing`, async () => {
    await using s = await withRest(protocol);
    void s.cp.answers("SendLocalList", { status: "Accepted" });
    await s.api.send("PUT", path, { entries });
    void s.cp.answers("SendLocalList", { status: "VersionMismatch" });
    const refused = await s.api.send("PUT", path, { entries: [] });
    assert.deepEqual(refused.body, {
      accepted: false,
      status: "VersionMismatch",
      why: null,
      version: 2,
    });
    assert.equal((await s.api.get(path)).body.size, 2);
    const asked = s.cp.answers("SendLocalList", { status: "Accepted" });
    await s.api.send("PUT", path, { entries: [] });
    assert.deepEqual((await asked).payload, { versionNumber: 2, updateType: "Full" });
    assert.equal((await s.api.get(path)).body.size, 0);
  });

  Deno.test(`${protocol}: the version that a station says it has is believed, and the next one is higher`, async () => {
    await using s = await withRest(protocol);
    void s.cp.answers("GetLocalListVersion", { versionNumber: 41 });
    const told = await s.api.send("POST", `${path}/version`);
    assert.deepEqual(told.body, { accepted: true, status: "Accepted", why: null, version: 41 });
    const asked = s.cp.answers("SendLocalList", { status: "Accepted" });
    await s.api.send("PUT", path, { entries });
    assert.equal((await asked).payload.versionNumber, 42);
  });

  Deno.test(`${protocol}: the station's cache of tokens is cleared`, async () => {
    await using s = await withRest(protocol);
    const asked = s.cp.answers("ClearCache", { status: "Accepted" });
    const { body } = await s.api.send("POST", "/stations/CP-1/clear-cache");
    assert.deepEqual(body, { accepted: true, status: "Accepted", why: null });
    assert.deepEqual((await asked).payload, {});
  });
}

Deno.test("a token that 2.0.1 has no field for is refused before it is sent, and 2.1 takes it", async () => {
  const long = "X".repeat(100);
  await using old = await withRest("ocpp2.0.1");
  const refused = await old.api.send("PUT", path, { entries: [{ token: long }] });
  assert.equal(refused.status, 422);
  await using young = await withRest("ocpp2.1");
  void young.cp.answers("SendLocalList", { status: "Accepted" });
  const taken = await young.api.send("PUT", path, { entries: [{ token: long }] });
  assert.equal(taken.body.accepted, true);
});

for (const protocol of editions) {
  Deno.test(`${protocol}: a list is sent in as many messages as the station says it needs`, async () => {
    await using s = await withRest(protocol);
    await s.cp.call("NotifyReport", {
      ...{ requestId: 1, seqNo: 0, generatedAt: "2026-01-05T10:00:00Z" },
      reportData: [{
        component: { name: "LocalAuthListCtrlr" },
        variable: { name: "ItemsPerMessage" },
        variableAttribute: [{ value: "2", mutability: "ReadOnly" }],
      }],
    });
    const sending = s.api.send("PUT", path, {
      entries: ["A", "B", "C", "D", "E"].map((token) => ({ token })),
    });
    const sent = [];
    for (let n = 0; n < 3; n++) {
      const { payload } = await s.cp.answers("SendLocalList", { status: "Accepted" });
      const { versionNumber, updateType, localAuthorizationList: list } = payload;
      sent.push([versionNumber, updateType, list.length]);
    }
    assert.deepEqual(sent, [[1, "Full", 2], [2, "Differential", 2], [3, "Differential", 1]]);
    assert.deepEqual((await sending).body, {
      accepted: true,
      status: "Accepted",
      why: null,
      version: 3,
    });
    assert.equal((await s.api.get(path)).body.size, 5);
  });
}
