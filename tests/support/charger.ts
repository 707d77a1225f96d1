// deno-lint-ignore-file no-explicit-any
import assert from "node:assert/strict";
import type { Protocol } from "../../csms/model.ts";
import { official } from "./official.ts";

/** The CALLERROR that a call was answered with. */
export class Refused extends Error {
  constructor(readonly code: string, readonly description: string, readonly details: unknown) {
    super(`${code}: ${description}`);
  }
}

/** A request of the CSMS. */
interface Asked {
  readonly id: string;
  readonly action: string;
  readonly payload: any;
}

export interface ChargerOptions {
  /** What stands before the id in the URL. */
  readonly path?: string;
  readonly protocols?: string[];
  readonly headers?: Record<string, string>;
}

/** A charger under a test's hand: it sends the text it is told to, and holds all it receives against the official schemas. */
export interface Charger {
  readonly id: string;
  readonly socket: WebSocket;
  /** Sends a request; resolves with the payload of its result, rejects with Refused. */
  call(action: string, payload: unknown, messageId?: string): Promise<any>;
  /** Boots, which has to be accepted. */
  boot(): Promise<void>;
  /** The subprotocol that kvolt chose, as it echoed it. */
  readonly protocol: string;
  /** Sends text as it is. */
  raw(text: string): void;
  /** The next answer (type 3 or 4) to a message id that `call` does not wait for, as it is on the wire. */
  answerTo(messageId: string): Promise<any[]>;
  /** The next request of the CSMS. */
  asked(action?: string): Promise<Asked>;
  answer(asked: Asked, payload: unknown): void;
  refuse(asked: Asked, code: string, description?: string): void;
  /** Answers the next request of this action. */
  answers(action: string, payload: unknown): Promise<Asked>;
  readonly closed: Promise<{ code: number; reason: string }>;
  close(): Promise<void>;
}

const versions: readonly Protocol[] = ["ocpp1.6", "ocpp2.0.1", "ocpp2.1"];

/** Connects a charger, of 1.6 where nothing is offered; rejects where the handshake is refused. */
export async function charger(
  ws: string,
  id: string,
  { path = "/ocpp", protocols = ["ocpp1.6"], headers = {} }: ChargerOptions = {},
): Promise<Charger> {
  // What it is sent must be valid for the version that was chosen.
  let protocol: Protocol = "ocpp1.6";
  const socket = new WebSocket(`${ws}${path}/${encodeURIComponent(id)}`, { protocols, headers });
  const asked: Asked[] = [];
  const answers = new Map<string, PromiseWithResolvers<any[]>>();
  const actions = new Map<string, string>();
  const waiting: { action?: string; resolve: (asked: Asked) => void }[] = [];
  const closed = Promise.withResolvers<{ code: number; reason: string }>();
  const problems: string[] = [];

  function slot(messageId: string) {
    let known = answers.get(messageId);
    if (!known) answers.set(messageId, known = Promise.withResolvers());
    return known;
  }

  function check(direction: "req" | "conf", action: string, payload: unknown): void {
    const problem = official(protocol, direction, action)(payload);
    if (problem) problems.push(`${action}.${direction}: ${problem}`);
  }

  socket.onmessage = ({ data }) => {
    const frame = JSON.parse(data);
    if (frame[0] === 2) {
      const [, messageId, action, payload] = frame;
      check("req", action, payload);
      const call = { id: messageId, action, payload };
      const at = waiting.findIndex((waiter) => !waiter.action || waiter.action === action);
      if (at < 0) asked.push(call);
      else waiting.splice(at, 1)[0]!.resolve(call);
      return;
    }
    const action = actions.get(String(frame[1]));
    if (frame[0] === 3 && action) check("conf", action, frame[2]);
    slot(String(frame[1])).resolve(frame);
  };
  socket.onclose = ({ code, reason }) => closed.resolve({ code, reason });
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => {
      protocol = versions.find((each) => each === socket.protocol.toLowerCase()) ?? "ocpp1.6";
      resolve();
    };
    socket.onerror = (event) => reject(new Error((event as ErrorEvent).message));
  });
  socket.onerror = () => {};

  const self: Charger = {
    id,
    socket,
    closed: closed.promise,
    async call(action, payload, messageId = crypto.randomUUID()) {
      actions.set(messageId, action);
      answers.delete(messageId);
      socket.send(JSON.stringify([2, messageId, action, payload]));
      const frame = await slot(messageId).promise;
      if (frame[0] === 3) return frame[2];
      throw new Refused(frame[2], frame[3], frame[4]);
    },
    async boot() {
      const boot = protocol === "ocpp1.6"
        ? { chargePointVendor: "Test", chargePointModel: "One" }
        : { reason: "PowerUp", chargingStation: { vendorName: "Test", model: "One" } };
      assert.equal((await self.call("BootNotification", boot)).status, "Accepted");
    },
    protocol: socket.protocol,
    raw: (text) => socket.send(text),
    answerTo: (messageId) => slot(messageId).promise,
    asked(action) {
      const at = asked.findIndex((call) => !action || call.action === action);
      if (at >= 0) return Promise.resolve(asked.splice(at, 1)[0]!);
      return new Promise((resolve) => waiting.push({ action, resolve }));
    },
    answer: ({ id }, payload) => socket.send(JSON.stringify([3, id, payload])),
    refuse: ({ id }, code, description = "") =>
      socket.send(JSON.stringify([4, id, code, description, {}])),
    async answers(action, payload) {
      const call = await self.asked(action);
      self.answer(call, payload);
      return call;
    },
    async close() {
      socket.close();
      await closed.promise;
      assert.deepEqual(problems, [], "every frame of the CSMS is valid");
    },
  };
  return self;
}
