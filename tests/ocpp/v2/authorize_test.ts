import assert from "node:assert/strict";
import { card, event, shown, stage } from "./stage.ts";

Deno.test("a token is decided on by its kind, place, group and language", async () => {
  const { csms, cp, end } = await stage();
  const put = async (id: string, body: unknown) => {
    assert.equal((await csms.send("PUT", `/tokens/${id}`, body)).status, 200);
  };
  const info = async (idToken: string, type = "ISO14443") =>
    (await cp.call("Authorize", { idToken: { idToken, type } })).idTokenInfo;
  await put("GROUP", { type: "Central" });
  await put("MEMBER", {
    ...{ type: "ISO14443", parent: "GROUP", languages: ["de", "en"] },
    expiresAt: "2099-01-01T00:00:00.500Z",
  });
  assert.deepEqual(await info("MEMBER"), {
    status: "Accepted",
    groupIdToken: { idToken: "GROUP", type: "Central" },
    ...{ language1: "de", language2: "en", cacheExpiryDateTime: "2099-01-01T00:00:00Z" },
  });
  assert.equal((await info("MEMBER", "KeyCode")).status, "Invalid");
  assert.equal((await info("member", "ISO14443")).status, "Accepted");
  assert.equal((await info("NOBODY", "eMAID")).status, "Unknown");
  await put("HERE", { places: [{ station: "CP-1", evses: [2] }] });
  assert.deepEqual(await info("HERE"), { status: "Accepted", evseId: [2] });
  await put("ELSEWHERE", { places: [{ station: "CP-2" }] });
  assert.equal((await info("ELSEWHERE")).status, "NotAtThisLocation");
  await put("OUT", { status: "Blocked" });
  assert.equal((await info("OUT")).status, "Blocked");
  assert.deepEqual((await csms.get("/tokens/HERE")).body.places, [
    { station: "CP-1", evses: [2] },
  ]);
  await end();
});

Deno.test("a token that may not charge at an EVSE is refused there, and what it starts is flagged", async () => {
  const { csms, cp, end } = await stage();
  const places = [{ station: "CP-1", evses: [2] }];
  await csms.csms.tokens.put({ id: "CARD-2", status: "Accepted", places });
  const idToken = { idToken: "CARD-2", type: "ISO14443" };
  const { idTokenInfo } = await cp.call("TransactionEvent", event("Started", 0, 0, { idToken }));
  assert.equal(idTokenInfo.status, "NotAllowedTypeEVSE");
  assert.ok((await shown(csms))[0].flags.includes("token-refused"));
  await end();
});

Deno.test("a start by a button asks nobody who it is", async () => {
  const { csms, cp, end } = await stage();
  const idToken = { idToken: "", type: "NoAuthorization" };
  const { idTokenInfo } = await cp.call("TransactionEvent", event("Started", 0, 0, { idToken }));
  assert.deepEqual(idTokenInfo, { status: "Accepted" });
  const [{ token, flags }] = await shown(csms);
  assert.equal(token, "");
  assert.ok(!flags.includes("unknown-token"), String(flags));
  await end();
});

Deno.test("a contract certificate is not judged where no root is known", async () => {
  const { cp, end } = await stage();
  const answer = await cp.call("Authorize", { idToken: card, certificate: "PEM" });
  assert.equal(answer.certificateStatus, "NoCertificateAvailable");
  assert.equal(answer.idTokenInfo.status, "Accepted");
  await end();
});

Deno.test("a kind of identifier that 2.1 lets parties agree on is taken", async () => {
  const { cp, end } = await stage("ocpp2.1");
  const idToken = {
    ...{ idToken: "CARD-1", type: "VIN" },
    additionalInfo: [{ additionalIdToken: "x".repeat(200), type: "seed" }],
  };
  assert.equal((await cp.call("Authorize", { idToken })).idTokenInfo.status, "Accepted");
  await end();
});
