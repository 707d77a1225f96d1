import { NotConnected } from "../ocpp/errors.ts";
import type { Timers } from "./timers.ts";

/** A message that must arrive: kept until it is answered, sent in order (1.6 §4.1.1, §3.7.1). */
export interface Letter {
  readonly action: string;
  readonly payload: Record<string, unknown>;
  /** The local name of the transaction that it belongs to. */
  readonly transaction: string;
  attempts: number;
}

export interface Outbox {
  /** Keeps it and sends it as soon as what was kept before it is through. */
  post(letter: Omit<Letter, "attempts">): void;
  /** Sends what is kept at once, if it may: a connection has come back. */
  flush(): void;
  /** Resolves when nothing is kept. */
  empty(): Promise<void>;
}

export function outbox(options: {
  /** The messages not yet answered; kept by whoever keeps the state. */
  letters: Letter[];
  timers: Timers;
  ready(): boolean;
  send(letter: Letter): Promise<void>;
  /** Told when the last attempt has failed and the message is given up. */
  lost(letter: Letter, error: unknown): void;
  attempts(): number;
  /** Seconds before the second attempt; doubled, tripled and so on for those after (1.6 §9.1.28). */
  retryS(): number;
}): Outbox {
  const { letters } = options;
  let running = false;
  let pausing = false;
  let drained = Promise.withResolvers<void>();
  if (letters.length === 0) drained.resolve();

  function failed(letter: Letter, error: unknown): void {
    letter.attempts++;
    if (letter.attempts >= options.attempts()) {
      letters.shift();
      return options.lost(letter, error);
    }
    pausing = true;
    options.timers.after(options.retryS() * letter.attempts * 1000, () => {
      pausing = false;
      run();
    });
  }

  async function run(): Promise<void> {
    if (running || pausing) return;
    running = true;
    while (letters[0] && options.ready() && !pausing) {
      const letter = letters[0];
      try {
        await options.send(letter);
        letters.shift();
      } catch (error) {
        // A lost connection is no failed attempt: the CSMS never had the chance to process it.
        if (error instanceof NotConnected) break;
        failed(letter, error);
      }
    }
    running = false;
    if (letters.length === 0) drained.resolve();
  }

  return {
    post(letter) {
      if (letters.length === 0) drained = Promise.withResolvers();
      letters.push({ ...letter, attempts: 0 });
      run();
    },
    flush() {
      pausing = false;
      run();
    },
    empty: () => drained.promise,
  };
}
