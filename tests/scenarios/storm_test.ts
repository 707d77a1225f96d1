import assert from "node:assert/strict";
import { soon } from "../support/until.ts";
import { kvolt } from "../support/kvolt.ts";

/** Fewer than the 5,000 that `deno task bench` measures, so that the tests stay quick. */
const STATIONS = 500;
const BOOT = '[2,"1","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]';

/** Dials with a key, and boots; resolves once that is answered, rejects where it is refused. */
function dial(ws: string, id: string, key: string): Promise<WebSocket> {
  const headers = { authorization: `Basic ${btoa(`${id}:${key}`)}` };
  const socket = new WebSocket(`${ws}/ocpp/${id}`, { protocols: ["ocpp1.6"], headers });
  return new Promise((resolve, reject) => {
    socket.onopen = () => socket.send(BOOT);
    socket.onmessage = () => resolve(socket);
    socket.onerror = (event) => reject(new Error((event as ErrorEvent).message));
  });
}

async function close(socket: WebSocket): Promise<void> {
  await new Promise<void>((resolve) => {
    socket.onclose = () => resolve();
    socket.close();
  });
}

Deno.test("storm: stations with keys that all dial again at once are all let in, and nobody is shut out", async () => {
  const csms = await kvolt({ DISCOVERY: "closed" });
  const { stations, links, floods, handshakes } = csms.csms;
  const ids = Array.from({ length: STATIONS }, (_, n) => `CP-${n}`);
  const keys = await Promise.all(ids.map(async (id) => {
    await stations.register(id);
    return (await stations.giveKey(id))!;
  }));
  const all = () => Promise.all(ids.map((id, n) => dial(csms.ws, id, keys[n]!)));
  const first = await all();
  // The old sockets end while the new ones come, as when a router starts anew.
  const [second] = await Promise.all([all(), ...first.map(close)]);
  assert.equal([...links.all()].length, STATIONS);
  assert.deepEqual(floods.counted().flooders, []);
  assert.deepEqual(await handshakes.list(), []);
  await Promise.all(second.map(close));
  await soon(() => assert.equal([...links.all()].length, 0));
  await csms.stop();
});

Deno.test("clock jumps: a clock that jumps a day forth and back keeps stations, lets others in, and ends no shut-out", async () => {
  let ahead = 0;
  const clock = {
    now: () => new Date(Date.now() + ahead),
    after(ms: number, task: () => void) {
      const timer = setTimeout(task, ms);
      return () => clearTimeout(timer);
    },
  };
  const env = { HOST: "::", FLOOD_PROBES: "1/600", FLOOD_STATION_FRAMES: "5/1" };
  const csms = await kvolt(env, { clock });
  const there = csms.ws.replace("ws://127.0.0.1", "http://[::1]");
  const statusThere = async (path: string) => {
    const response = await fetch(there + path);
    await response.body?.cancel();
    return response.status;
  };
  const key = "";
  const stays = await dial(csms.ws, "STAYS", key);
  for (let n = 0; n < 3; n++) await statusThere("/.env");
  assert.equal(await statusThere("/api/v1/health"), 403);

  let beats = 0;
  let lastId = "";
  stays.onmessage = ({ data }) => [beats, lastId] = [beats + 1, JSON.parse(data)[1]];
  const closed: number[] = [];
  stays.onclose = ({ code }) => closed.push(code);
  for (const jump of [86_400_000, -86_400_000, -365 * 86_400_000, 0]) {
    ahead = jump;
    beats = 0;
    // More than the bucket holds: the rest has to wait, whatever the clock says.
    for (let n = 0; n < 8; n++) stays.send(`[2,"${jump} ${n}","Heartbeat",{}]`);
    await soon(() => assert.deepEqual([beats, lastId], [8, `${jump} 7`]));
    assert.equal(await statusThere("/api/v1/health"), 403, "its time is not over");
    await close(await dial(csms.ws, `NEW-${jump}`, key));
  }
  assert.deepEqual(closed, []);
  await close(stays);
  await soon(() => assert.equal([...csms.csms.links.all()].length, 0));
  await csms.stop();
});
