import { TooMany } from "./too_many.ts";

/** 19 MiB and two passes, the least that OWASP's cheat sheet on storing passwords asks for. */
const cost = { parallelism: 1, iterations: 2, memorySize: 19_456, hashLength: 32 } as const;
const SALT_BYTES = 16;
/** Passwords that may wait; each takes a tenth of a second. */
const WAITING = 32;

/** Loaded with the first password, since it takes as long as all the rest of a start. */
const library = () => import("hash-wasm");

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Time as it is taken here, in ms: what a test puts in place of the real one. */
interface Time {
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/**
 * Hashes passwords with argon2id, one after the other and with a pause as long as each took, so that a flood of
 * them leaves every other piece of work half of the time. Throws TooMany where too many wait already.
 */
export function argon2(time: Time = { now: () => performance.now(), sleep }) {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let restUntil = 0;

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (waiting >= WAITING) throw new TooMany("too many passwords are looked at just now", 5);
    waiting++;
    const own = last.then(async () => {
      const rest = restUntil - time.now();
      if (rest > 0) await time.sleep(rest);
      const begun = time.now();
      try {
        return await work();
      } finally {
        waiting--;
        const now = time.now();
        restUntil = now + (now - begun);
      }
    });
    last = own.catch(() => {});
    return own;
  }

  async function hashNow(password: string): Promise<string> {
    const { argon2id } = await library();
    const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
    return await argon2id({ ...cost, password, salt, outputType: "encoded" });
  }

  return {
    /** The digest of a password with its salt and its cost, as text (`$argon2id$v=19$…`). */
    hash: async (password: string): Promise<string> => await inTurn(() => hashNow(password)),
    /** Whether a password is the one of that digest; takes as long where there is none. */
    verify: async (digest: string | undefined, password: string): Promise<boolean> =>
      await inTurn(async () => {
        if (digest !== undefined) {
          return await (await library()).argon2Verify({ password, hash: digest });
        }
        await hashNow(password);
        return false;
      }),
  };
}
