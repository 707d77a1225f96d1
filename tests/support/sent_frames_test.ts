import assert from "node:assert/strict";
import type { Socket, SocketEvents } from "../../ocpp/socket.ts";
import { charger } from "./charger.ts";
import { kvolt } from "./kvolt.ts";
import { sentFrames } from "./sent_frames.ts";

/** A socket in the place where kvolt has those of its stations: what it is sent, and what was wrong with that. */
async function placed(echo: string | undefined) {
  const { between, problems } = sentFrames();
  let socket!: Socket;
  let station!: SocketEvents;
  const sent: string[] = [];
  const own: Socket = {
    bufferedAmount: 7,
    send: (text) => void sent.push(text),
    close: (code, reason) => void sent.push(`${code} ${reason}`),
    listen: (events) => void (station = events),
  };
  const upgrade = between((_request, caller) => {
    const taken = caller.take({ echo, idleSeconds: 60 });
    socket = taken.socket;
    return Promise.resolve(taken.response);
  });
  const response = new Response();
  await upgrade(new Request("http://localhost"), {
    address: "memory",
    take: () => ({ socket: own, response }),
  });
  const heard: unknown[] = [];
  const nothing = () => {};
  socket.listen({
    ...{ opened: nothing, ended: nothing, garbled: nothing },
    received: (data) => void heard.push(data),
  });
  return { socket, says: (data: string) => station.received(data), sent, heard, problems };
}

const time = '{"currentTime":"2026-01-01T00:00:00Z"}';

Deno.test("of what kvolt sends, all is judged by the version that it speaks, and goes out all the same", async () => {
  const cases: [echo: string | undefined, asked: string, sent: string, problem: RegExp | null][] = [
    ["ocpp1.6", '[2,"1","Heartbeat",{}]', `[3,"1",${time}]`, null],
    ["OCPP2.1", '[2,"1","Heartbeat",{}]', `[3,"1",${time}]`, null],
    [undefined, '[2,7,"Heartbeat",{}]', `[3,7,${time}]`, null],
    ["ocpp1.6", '[2,"1","Heartbeat",{}]', '[3,"1",{}]', /Heartbeat .*currentTime/],
    ["ocpp1.6", '[2,"1","Heartbeat",{}]', `[3,"2",${time}]`, /nobody asked/],
    ["ocpp1.6", "", '[2,"a","Reset",{"type":"Hard"}]', null],
    ["ocpp2.0.1", "", '[2,"a","Reset",{"type":"Hard"}]', /must be one of Immediate/],
    ["ocpp2.0.1", "", '[2,"a","GetTariffs",{"evseId":1}]', /no official schema/],
    ["ocpp2.1", "", '[2,"a","GetTariffs",{"evseId":1}]', null],
    ["ocpp1.6", "", `[2,"${"x".repeat(37)}","Reset",{"type":"Hard"}]`, /no frame/],
    ["ocpp1.6", "", '[4,"1","FormationViolation","",{}]', null],
    ["ocpp2.1", "", '[4,"1","FormationViolation","",{}]', /no frame/],
    ["ocpp2.1", "", `[4,"1","FormatViolation","${"x".repeat(256)}",{}]`, /no frame/],
    ["ocpp2.1", '[2,"1","Heartbeat",{}]', `[3,"1",${time.replace("Z", ".5Z")}]`, /odd time/],
    ["ocpp2.1", '[2,"1","Heartbeat",{}]', `[3,"1",${time.replace("Z", "+00:00")}]`, /odd time/],
    ["ocpp2.1", "", '[4,"1","FormatViolation","",null]', /no frame/],
    ["ocpp2.1", "", '[4,"1","FormatViolation","",[]]', /no frame/],
    ["ocpp1.6", "", '{"no":"array"}', /no frame/],
    ["ocpp1.6", "", "null", /no frame/],
    ["ocpp1.6", "", '[2,"a","Reset",{"type":"Hard"}', /no frame/],
  ];
  for (const [echo, asked, text, problem] of cases) {
    const { socket, says, sent, heard, problems } = await placed(echo);
    if (asked) says(asked);
    socket.send(text);
    assert.deepEqual([sent, heard, socket.bufferedAmount], [[text], asked ? [asked] : [], 7]);
    assert.equal(problems.length, problem ? 1 : 0, `${text}: ${problems}`);
    if (problem) assert.match(problems[0]!, problem);
  }
});

Deno.test("answers to two requests with one id are judged in their order", async () => {
  const { socket, says, problems } = await placed("ocpp1.6");
  says('[2,"1","Heartbeat",{}]');
  says('[2,"1","StatusNotification",{}]');
  socket.send(`[3,"1",${time}]`);
  socket.send('[3,"1",{}]');
  assert.deepEqual(problems, []);
});

Deno.test("a kvolt that has sent what its version does not have cannot be stopped in peace", async () => {
  const csms = await kvolt({}, {
    between: (upgrade) => (request, caller) =>
      upgrade(request, {
        ...caller,
        take(options) {
          const { socket, response } = caller.take(options);
          const listen: Socket["listen"] = (events) =>
            socket.listen({
              opened: () => events.opened(),
              ended: (code, reason) => events.ended(code, reason),
              garbled: () => events.garbled(),
              received(data) {
                socket.send('[2,"odd","Reset",{"type":"Odd"}]');
                events.received(data);
              },
            });
          return { socket: { ...socket, send: (text) => socket.send(text), listen }, response };
        },
      }),
  });
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  await assert.rejects(cp.close(), /Reset.req/);
  await assert.rejects(csms.stop(), /"odd\\*","Reset/);
});
