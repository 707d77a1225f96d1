/** A charge point on npm's ocpp-rpc, which nobody here wrote; it holds every frame against the official schemas. */
// deno-lint-ignore-file no-explicit-any
import { RPCClient } from "ocpp-rpc";
import { strict21 } from "./strict_21.ts";

interface ForeignCharger {
  call(action: string, payload: unknown): Promise<any>;
  /** Resolves with the payload of the next request of an action, once it was answered. */
  asked(action: string): Promise<any>;
  /** Answers requests of an action from now on. */
  answers(action: string, answer: (payload: any) => unknown): void;
  /** Resolves when it is connected again after its connection was lost. */
  reconnected(): Promise<void>;
  /** What was not valid, in either direction. */
  readonly failures: string[];
  close(): Promise<void>;
}

/** Connects it to `ws://…`; it comes back by itself when the connection is lost. */
export async function foreignCharger(
  ws: string,
  identity: string,
  { protocols = ["ocpp1.6"] }: { protocols?: string[] } = {},
): Promise<ForeignCharger> {
  // Its types ask for every option, all of which have defaults.
  const options: any = {
    endpoint: `${ws}/ocpp`,
    identity,
    protocols,
    strictMode: true,
    strictModeValidators: protocols.includes("ocpp2.1") ? [strict21()] : [],
    backoff: { initialDelay: 20, maxDelay: 100, factor: 2, randomisationFactor: 0 },
  };
  const client: any = new RPCClient(options);
  const failures: string[] = [];
  const asked = new Map<string, any[]>();
  const waiting = new Map<string, ((payload: any) => void)[]>();
  client.on(
    "strictValidationFailure",
    ({ error }: { error: Error }) => failures.push(String(error)),
  );
  client.on("badMessage", ({ error }: { error: Error }) => failures.push(String(error)));
  await client.connect();
  return {
    failures,
    call: (action, payload) => client.call(action, payload),
    asked(action) {
      const known = asked.get(action)?.shift();
      if (known) return Promise.resolve(known);
      return new Promise((resolve) => {
        waiting.set(action, [...(waiting.get(action) ?? []), resolve]);
      });
    },
    answers(action, answer) {
      client.handle(action, ({ params }: { params: any }) => {
        const waiter = waiting.get(action)?.shift();
        if (waiter) waiter(params);
        else asked.set(action, [...(asked.get(action) ?? []), params]);
        return answer(params);
      });
    },
    reconnected: () => new Promise((resolve) => client.once("open", () => resolve())),
    close: async () => void await client.close({ awaitPending: true }),
  };
}
