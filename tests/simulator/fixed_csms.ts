/** A CSMS that gives fixed answers, checks every frame against the official schemas, and waits for none. */
import assert from "node:assert/strict";
import type { Protocol } from "../../csms/model.ts";
import { official } from "../support/official.ts";

type Payload = Record<string, unknown>;
type Answer = Payload | ((payload: Payload) => Payload | undefined);

/** One request of a charge point, as it came. */
interface Call {
  readonly action: string;
  // deno-lint-ignore no-explicit-any
  readonly payload: any;
}

const now = () => "2026-01-01T00:00:00Z";

const defaults2 = (): Record<string, Answer> => ({
  BootNotification: () => ({ status: "Accepted", currentTime: now(), interval: 300 }),
  Heartbeat: () => ({ currentTime: now() }),
  Authorize: { idTokenInfo: { status: "Accepted" } },
  TransactionEvent: ({ idToken }) => idToken ? { idTokenInfo: { status: "Accepted" } } : {},
  DataTransfer: { status: "Accepted" },
  SignCertificate: { status: "Accepted" },
  OpenPeriodicEventStream: { status: "Accepted" },
});

function defaults(): Record<string, Answer> {
  let transactionId = 0;
  const idTagInfo = { status: "Accepted" };
  return {
    BootNotification: () => ({ status: "Accepted", currentTime: now(), interval: 300 }),
    Heartbeat: () => ({ currentTime: now() }),
    Authorize: { idTagInfo },
    StartTransaction: () => ({ transactionId: ++transactionId, idTagInfo }),
    StopTransaction: {},
    DataTransfer: { status: "Accepted" },
    SignCertificate: { status: "Accepted" },
  };
}

/** Starts it on a free port; an answer of `undefined` is none at all, `{ error }` a CALLERROR. */
export function fixedCsms(answers: Record<string, Answer> = {}, protocol: Protocol = "ocpp1.6") {
  const fixed = { ...protocol === "ocpp1.6" ? defaults() : defaults2(), ...answers };
  const calls: Call[] = [];
  const problems: string[] = [];
  const headers: Headers[] = [];
  const paths: string[] = [];
  const waiting: { test: (call: Call) => boolean; resolve: (call: Call) => void }[] = [];
  const pending = new Map<string, { action: string; resolve: (outcome: unknown) => void }>();
  let seen = 0;
  let nextId = 0;
  let live: WebSocket | undefined;
  let gate: ((request: Request) => Response | undefined) | undefined;
  const sockets = new Set<WebSocket>();

  function check(direction: "req" | "conf", action: string, payload: unknown) {
    const wrong = official(protocol, direction, action)(payload);
    if (wrong) problems.push(`${action}.${direction}: ${wrong}: ${JSON.stringify(payload)}`);
  }

  function take(socket: WebSocket, [type, id, ...rest]: unknown[]) {
    if (type === 2 || type === 6) {
      const [action, payload] = rest as [string, Payload];
      check("req", action, payload);
      const fixedAnswer = fixed[action] ?? {};
      const answer = typeof fixedAnswer === "function" ? fixedAnswer(payload) : fixedAnswer;
      if (type === 6) assert.equal(protocol, "ocpp2.1", "only 2.1 has SEND");
      else if (answer?.error) socket.send(JSON.stringify([4, id, answer.error, "", {}]));
      else if (answer) socket.send(JSON.stringify([3, id, answer]));
      const call = { action, payload };
      calls.push(call);
      for (const waiter of waiting.splice(0)) {
        if (waiter.test(call)) waiter.resolve(call);
        else waiting.push(waiter);
      }
      return;
    }
    const asked = pending.get(id as string);
    assert(asked, `an answer nobody waits for: ${id}`);
    pending.delete(id as string);
    if (type === 3) check("conf", asked.action, rest[0]);
    asked.resolve(type === 3 ? rest[0] : { error: rest[0], description: rest[1] });
  }

  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (request) => {
    headers.push(new Headers(request.headers));
    paths.push(new URL(request.url).pathname);
    const refusal = gate?.(request);
    if (refusal) return refusal;
    const { socket, response } = Deno.upgradeWebSocket(request);
    response.headers.set("sec-websocket-protocol", protocol);
    sockets.add(socket);
    live = socket;
    socket.onmessage = ({ data }) => take(socket, JSON.parse(data));
    socket.onclose = () => sockets.delete(socket);
    return response;
  });

  return {
    url: `ws://127.0.0.1:${server.addr.port}/ocpp`,
    calls,
    headers,
    paths,
    of: (action: string) => calls.filter((call) => call.action === action).map((c) => c.payload),
    /** Changes an answer from now on. */
    answer(action: string, answer: Answer) {
      fixed[action] = answer;
    },
    /** Looks at each handshake first. */
    refuse(decide: (request: Request) => Response | undefined) {
      gate = decide;
    },
    /** The first request of this action, and of this content, that no `next` has returned before. */
    // deno-lint-ignore no-explicit-any
    async next(action: string, test: (payload: any) => boolean = () => true): Promise<any> {
      const fits = (call: Call) => call.action === action && test(call.payload);
      const index = calls.findIndex((call, n) => n >= seen && fits(call));
      if (index >= 0) {
        seen = index + 1;
        return calls[index]!.payload;
      }
      const { promise, resolve } = Promise.withResolvers<Call>();
      waiting.push({ test: fits, resolve });
      const call = await promise;
      seen = calls.indexOf(call) + 1;
      return call.payload;
    },
    /** Asks the charge point; a CALLERROR resolves as `{ error, description }`. */
    // deno-lint-ignore no-explicit-any
    ask(action: string, payload: Payload = {}): Promise<any> {
      check("req", action, payload);
      const { promise, resolve } = Promise.withResolvers<unknown>();
      const id = `csms-${nextId++}`;
      pending.set(id, { action, resolve });
      live!.send(JSON.stringify([2, id, action, payload]));
      return promise;
    },
    /** The answer to a request whose text the test sends itself. */
    // deno-lint-ignore no-explicit-any
    expect(id: string, action: string, send: () => void = () => {}): Promise<any> {
      const { promise, resolve } = Promise.withResolvers<unknown>();
      pending.set(id, { action, resolve });
      send();
      return promise;
    },
    /** Sends a text as it is. */
    raw: (text: string) => live!.send(text),
    drop: () => live!.close(1001, "gone"),
    async close() {
      for (const socket of sockets) socket.close(1001);
      await server.shutdown();
      assert.deepEqual(problems, []);
    },
  };
}

export type FixedCsms = ReturnType<typeof fixedCsms>;
