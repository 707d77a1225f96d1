import type { Csms } from "../csms/mod.ts";
import type { Caller } from "../csms/model/people.ts";

/** How soon a stream ends after whoever asked for it is shut out, in ms. */
const SOON_MS = 1_000;

/** Whether somebody is who they were, with the rights they had. */
const same = (caller: Caller, now: Caller | undefined): boolean =>
  now?.id === caller.id && now.access === caller.access &&
  String(now.stations) === String(caller.stations);

/**
 * A stream of events that ends when whoever asked for it has signed out, or may no longer what they could: it was
 * let in once, and would go on for ever.
 */
export function whileKnown(
  response: Response,
  caller: Caller,
  { identify, after }: { identify: () => Promise<Caller | undefined>; after: Csms["after"] },
): Response {
  const source = response.body!.getReader();
  let over = false;
  let cancel = () => {};

  function end(): void {
    over = true;
    cancel();
  }

  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const look = async () => {
        // Where the store does not answer nobody has been shut out.
        const now = await identify().catch(() => caller);
        if (over) return;
        if (same(caller, now)) {
          cancel = after(SOON_MS, look);
          return;
        }
        end();
        controller.close();
        await source.cancel();
      };
      cancel = after(SOON_MS, look);
    },
    async pull(controller) {
      const { done, value } = await source.read();
      if (over) return;
      if (!done) return controller.enqueue(value);
      end();
      controller.close();
    },
    cancel(reason) {
      end();
      return source.cancel(reason);
    },
  });
  return new Response(body, response);
}
