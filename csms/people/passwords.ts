import { argon2 } from "../argon2.ts";

/** A password that will not do; the message says why and not what it is. */
export class BadPassword extends Error {
  override name = "BadPassword";
}

const SHORTEST = 10;
const LONGEST = 200;

/** Passwords of people: long enough, and nothing else is asked of them (NIST SP 800-63B, §5.1.1.2). */
export function passwords() {
  const { hash, verify } = argon2();
  // One keyboard sends an accent as one character and another as two.
  const same = (password: string) => password.normalize("NFKC");

  return {
    /** The digest of a new password; throws BadPassword, TooMany. */
    async digestOf(password: string): Promise<string> {
      const length = [...password].length;
      if (length < SHORTEST || length > LONGEST) {
        throw new BadPassword(`it has ${length} characters, and ${SHORTEST} to ${LONGEST} will do`);
      }
      return await hash(same(password));
    },
    /** Whether it is the password of that digest; as slow where there is no digest. Throws TooMany. */
    matches(digest: string | undefined, password: string): Promise<boolean> {
      const possible = password !== "" && [...password].length <= LONGEST;
      return possible ? verify(digest, same(password)) : verify(undefined, "-");
    },
  };
}

export type Passwords = ReturnType<typeof passwords>;
