import assert from "node:assert/strict";
import type { Protocol } from "../../csms/model.ts";
import { type Charger, charger } from "../support/charger.ts";
import { type FakeClock, fakeClock } from "../support/clock.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";
import { rawPeer } from "../support/raw_peer.ts";
import { type Rest, rest } from "../support/rest.ts";
import { happens } from "../support/until.ts";

const HOUR = 3_600_000;
const basic = (password: string) => ({ authorization: `Basic ${btoa(`CP-1:${password}`)}` });

interface Family {
  readonly protocol: Protocol;
  /** Waits for the new key; gives it with an answer to give. */
  asked(cp: Charger): Promise<{ key: string; say(status: string): void; refuse(): void }>;
}

const variables = (protocol: Protocol): Family => ({
  protocol,
  async asked(cp) {
    const asked = await cp.asked("SetVariables");
    const [{ component, variable, attributeValue }] = asked.payload.setVariableData;
    assert.deepEqual([component.name, variable.name], ["SecurityCtrlr", "BasicAuthPassword"]);
    return {
      key: attributeValue,
      say: (attributeStatus) =>
        cp.answer(asked, { setVariableResult: [{ attributeStatus, component, variable }] }),
      refuse: () => cp.refuse(asked, "InternalError"),
    };
  },
});
const configuration: Family = {
  protocol: "ocpp1.6",
  async asked(cp) {
    const asked = await cp.asked("ChangeConfiguration");
    assert.equal(asked.payload.key, "AuthorizationKey");
    assert.match(asked.payload.value, /^[0-9a-f]{40}$/, "in hex");
    return {
      key: asked.payload.value,
      say: (status) => cp.answer(asked, { status }),
      refuse: () => cp.refuse(asked, "InternalError"),
    };
  },
};
const families = [configuration, variables("ocpp2.0.1"), variables("ocpp2.1")];

interface Scene extends AsyncDisposable {
  csms: TestKvolt;
  clock: FakeClock;
  api: Rest;
  cp: Charger;
  old: string;
  /** The status of a handshake with this key, or with none. */
  knock(key?: string): Promise<number>;
  rotation(): Promise<{ state: string; until: string } | null>;
}

async function scene({ protocol }: Family, env: Record<string, string> = {}): Promise<Scene> {
  const clock = fakeClock();
  const csms = await kvolt(env, { clock });
  const api = await rest(csms);
  const old = (await api.send("POST", "/stations", { id: "CP-1" })).body.key;
  const cp = await charger(csms.ws, "CP-1", { protocols: [protocol], headers: basic(old) });
  await cp.boot();
  const peers: { drop(): void }[] = [];
  return {
    ...{ csms, clock, api, cp, old },
    async knock(key) {
      const headers = {
        "sec-websocket-protocol": protocol,
        ...(key === undefined ? {} : basic(key)),
      };
      const peer = await rawPeer(csms.ws, "/ocpp/CP-1", { headers });
      peers.push(peer);
      return peer.status;
    },
    rotation: async () => (await api.get("/stations/CP-1")).body.auth.rotation,
    async [Symbol.asyncDispose]() {
      for (const peer of peers) peer.drop();
      await cp.close();
      const stopped = csms.stop();
      clock.advance(100);
      await stopped;
    },
  };
}

const rotate = ({ api }: Scene) => api.send("POST", "/stations/CP-1/key/rotate");

for (const family of families) {
  Deno.test(`rotation: the old key works until the station has come with the new one, in ${family.protocol}`, async () => {
    await using s = await scene(family);
    const asking = rotate(s);
    const { key, say } = await family.asked(s.cp);
    assert.deepEqual(await s.rotation(), {
      ...{ state: "sent", startedAt: "2026-01-01T00:00:00.000Z" },
      until: "2026-01-01T01:00:00.000Z",
    });
    say("Accepted");
    const { status, body } = await asking;
    assert.deepEqual([status, body], [200, {
      ...{ state: "taken", status: "Accepted", why: null, until: "2026-01-01T01:00:00.000Z" },
    }]);
    assert.equal((await s.rotation())?.state, "taken");
    assert.equal(await s.knock(s.old), 101);
    assert.equal(await s.knock("0".repeat(40)), 401);

    const rotated = happens(
      s.csms.csms,
      ({ type, data }) => type === "station.key" && (data as { state: string }).state === "rotated",
    );
    assert.equal(await s.knock(key), 101);
    assert.equal((await rotated).station, "CP-1");
    assert.equal(await s.rotation(), null);
    const { items } = await s.csms.csms.audit.find({}, { limit: 10 });
    const line = items.find(({ what }) => what === "station.key");
    assert.deepEqual([line?.by.kind, line?.station, line?.outcome], ["station", "CP-1", "rotated"]);
    assert.equal(await s.knock(s.old), 401, "within the hour, but the new one was shown");
    assert.equal(await s.knock(key.toUpperCase()), 101);
  });

  Deno.test(`rotation: the old key ends an hour after the new one was taken, though it never came, in ${family.protocol}`, async () => {
    await using s = await scene(family);
    const asking = rotate(s);
    const { key, say } = await family.asked(s.cp);
    say("RebootRequired");
    assert.equal((await asking).body.state, "taken");
    s.clock.advance(HOUR - 1);
    assert.equal(await s.knock(s.old), 101);
    s.clock.advance(1);
    assert.equal(await s.knock(s.old), 401);
    const [failed] = (await s.api.get("/failed-handshakes")).body.items;
    assert.match(failed.reason, /sent its old key, which was good until 2026-01-01T01:00/);
    assert.equal(await s.knock(key), 101);
  });

  Deno.test(`rotation: a clock that is set back gives the old key no longer time, in ${family.protocol}`, async () => {
    await using s = await scene(family);
    const asking = rotate(s);
    const { key, say } = await family.asked(s.cp);
    say("Accepted");
    assert.equal((await asking).body.state, "taken");
    s.clock.advance(-60_000);
    assert.equal(await s.knock(s.old), 101, "clocks differ by a little");
    s.clock.advance(-24 * HOUR);
    assert.equal(await s.knock(s.old), 401);
    assert.equal(await s.knock(key), 101);
  });

  Deno.test(`rotation: a station that refuses a new key keeps the old one, in ${family.protocol}`, async () => {
    await using s = await scene(family);
    for (const no of ["Rejected", "error"] as const) {
      const asking = rotate(s);
      const { key, say, refuse } = await family.asked(s.cp);
      if (no === "error") refuse();
      else say(no);
      const { status, body } = await asking;
      assert.deepEqual([status, body.state, body.until], [200, "refused", null]);
      assert.match(body.status, no === "error" ? /InternalError|^$/ : /Rejected/);
      assert.equal(await s.rotation(), null);
      assert.equal(
        (await s.api.send("POST", "/stations/CP-1/verify", { password: key })).body.status,
        401,
      );
    }
    s.clock.advance(2 * HOUR);
    assert.equal(await s.knock(s.old), 101);
  });

  Deno.test(`rotation: a key that was sent is nowhere to be read, in ${family.protocol}`, async () => {
    await using s = await scene(family);
    const asking = rotate(s);
    const { key, say } = await family.asked(s.cp);
    say("Accepted");
    const { body } = await asking;
    assert.ok(!JSON.stringify(body).includes(key));
    const kept = await Promise.all(
      ["messages", "commands", "configuration", "variables"].map((what) =>
        s.api.get(`/stations/CP-1/${what}`)
      ),
    );
    const { items } = await s.csms.csms.audit.find({}, { limit: 100 });
    const { items: events } = await s.csms.csms.journal.page({ limit: 100 });
    const text = JSON.stringify([kept, items, events]);
    assert.match(text, /AuthorizationKey|BasicAuthPassword/, "that there was one is to be read");
    assert.ok(!text.includes(key));
  });
}

Deno.test("rotation: a station that knows no such request keeps its key, and is not asked again", async () => {
  const family = families[0]!;
  await using s = await scene(family);
  const asking = rotate(s);
  s.cp.refuse(await s.cp.asked("ChangeConfiguration"), "NotImplemented");
  assert.equal((await asking).body.state, "refused");
  const { body } = await rotate(s);
  assert.equal(body.state, "refused");
  assert.match(body.status, /has said that it does not know/);
  assert.deepEqual([await s.rotation(), await s.knock(s.old)], [null, 101]);
});

Deno.test("rotation: of two rotations at once one is refused, and the station has one new key", async () => {
  const [family] = families;
  await using s = await scene(family!);
  const both = [rotate(s), rotate(s)];
  const { key, say } = await family!.asked(s.cp);
  say("Accepted");
  const answers = await Promise.all(both);
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
  const refused = answers.find(({ status }) => status === 409)!;
  assert.match(
    refused.body.detail,
    /was sent a key at .* another can be sent from 2026-01-01T01:00/,
  );
  s.clock.advance(HOUR);
  const third = rotate(s);
  const next = await family!.asked(s.cp);
  next.say("Accepted");
  assert.equal((await third).body.state, "taken", "the hour is over");
  assert.equal(await s.knock(s.old), 401);
  assert.equal(await s.knock(key), 101, "which is the old one now");
  assert.equal(await s.knock(next.key), 101);
  assert.equal(await s.knock(key), 401);
});

for (const comes of ["the old", "the new"] as const) {
  Deno.test(`rotation: a station that goes without a word may come with ${comes} key, at any time`, async () => {
    const family = families[1]!;
    await using s = await scene(family);
    const asking = rotate(s);
    const { key } = await family.asked(s.cp);
    s.cp.socket.close();
    const { status, body } = await asking;
    assert.deepEqual([status, body.state, body.until], [200, "sent", null]);
    s.clock.advance(2 * HOUR);
    assert.equal(await s.knock(comes === "the old" ? s.old : key), 101);
    assert.equal(await s.knock(key), 101);
    assert.equal(await s.knock(s.old), 401);
  });
}

Deno.test("rotation: a rotation goes on where it was after a restart in its middle", async () => {
  const folder = await Deno.makeTempDir();
  const KV_PATH = `${folder}/kvolt.db`;
  const family = families[0]!;
  let key: string, old: string;
  {
    await using s = await scene(family, { KV_PATH });
    const asking = rotate(s);
    key = (await family.asked(s.cp)).key;
    old = s.old;
    s.cp.socket.close();
    await asking;
  }
  const csms = await kvolt({ KV_PATH });
  const status = async (password: string) => {
    const peer = await rawPeer(csms.ws, "/ocpp/CP-1", {
      headers: { "sec-websocket-protocol": "ocpp1.6", ...basic(password) },
    });
    peer.drop();
    return peer.status;
  };
  assert.deepEqual([await status(old), await status(key), await status(old)], [101, 101, 401]);
  await csms.stop();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("rotation: a station without a key is given one through the line, and has to send it once it has", async () => {
  const family = families[2]!;
  await using s = await scene(family);
  await s.api.send("PUT", "/stations/CP-1/auth", { type: "none" });
  const asking = rotate(s);
  const { key, say } = await family.asked(s.cp);
  say("Accepted");
  await asking;
  assert.equal(await s.knock(), 101);
  assert.equal(await s.knock(key), 101);
  assert.equal(await s.knock(), 401);
  assert.equal((await s.api.get("/stations/CP-1")).body.auth.type, "basic");
});

Deno.test("rotation: what an operator gives or revokes meanwhile wins over a rotation", async () => {
  const family = families[0]!;
  await using s = await scene(family);
  const asking = rotate(s);
  const { key, say } = await family.asked(s.cp);
  const own = (await s.api.send("POST", "/stations/CP-1/key")).body.key;
  say("Accepted");
  await asking;
  assert.deepEqual([await s.rotation(), await s.knock(key), await s.knock(own)], [null, 401, 101]);
  await s.api.send("DELETE", "/stations/CP-1/key");
  assert.equal(await s.knock(own), 401);
  const offline = await rotate(s);
  assert.deepEqual([offline.status, offline.body.type], [409, "urn:kvolt:problem:offline"]);
  assert.equal((await s.api.send("POST", "/stations/CP-9/key/rotate")).status, 404);
});
