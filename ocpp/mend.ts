/** A JSON parser that goes on where the meaning is plain, in linear time and bounded depth. */
import { bareWord, blanks, type Cursor, readText, readWord, startsWord } from "./mend_tokens.ts";

/** What could be read, and in plain words what was wrong: empty where nothing was. */
interface Mended {
  readonly value: unknown;
  readonly what: string;
  /** The text ends amid something, so that a value may be cut: not to be acted upon. */
  readonly doubtful?: true;
}

const MAX_DEPTH = 64;

/** Reads broken JSON; undefined where there is no value in it, or one nested deeper than 64. */
export function mend(text: string): Mended | undefined {
  const found = from(text, 0);
  const array = text.indexOf("[");
  if (array < 0 || (found && !found.rest)) return found && mended(found);
  // What looked like a value was garbage in front of the array.
  const container = typeof found?.value === "object" && found.value !== null;
  if (container || found?.deep) return found.deep ? undefined : mended(found);
  const again = from(text, array);
  if (!again || again.deep) return undefined;
  if (array > 0) again.wrong.add("there is text before the array");
  return mended(again);
}

interface Found {
  readonly value: unknown;
  readonly wrong: Set<string>;
  readonly doubtful: boolean;
  readonly rest: boolean;
  readonly deep: boolean;
}

function mended({ value, wrong, doubtful, deep }: Found): Mended | undefined {
  if (deep) return undefined;
  const what = [...wrong].join(", ");
  return doubtful ? { value, what, doubtful } : { value, what };
}

function from(text: string, at: number): Found | undefined {
  const c: Cursor = { text, at, wrong: new Set(), doubtful: false };
  blanks(c);
  const open: ("[" | "{")[] = [];
  let deep = false;

  function value(): unknown {
    const char = c.text[c.at];
    if (char === "[" || char === "{") {
      if (open.length >= MAX_DEPTH) {
        deep = true;
        c.at = c.text.length;
        return null;
      }
      open.push(char);
      c.at++;
      const container = char === "[" ? array() : object();
      open.pop();
      return container;
    }
    if (char === '"' || char === "'") return readText(c);
    return readWord(c);
  }

  /** Whether this container ends here; a closer of the other kind ends it where one is open. */
  function ends(closer: "]" | "}"): boolean {
    for (;;) {
      blanks(c);
      const char = c.text[c.at];
      if (char === undefined) {
        c.wrong.add("a closing bracket is missing");
        return true;
      }
      if (char === closer) {
        c.at++;
        return true;
      }
      if (char !== "]" && char !== "}") return false;
      if (open.includes(char === "]" ? "[" : "{")) {
        c.wrong.add("a closing bracket is missing");
        return true;
      }
      c.wrong.add("there is a closing bracket too many");
      c.at++;
    }
  }

  /** Steps over what separates two items; false where nothing sensible follows. */
  function separated(): void {
    blanks(c);
    const char = c.text[c.at];
    if (char === ",") {
      c.at++;
      blanks(c);
      const next = c.text[c.at];
      if (next === "]" || next === "}") c.wrong.add("there is a comma too many");
      // What came after the last comma is lost.
      if (next === undefined) c.doubtful = true;
    } else if (char !== undefined && char !== "]" && char !== "}") {
      c.wrong.add("a comma is missing");
      if (!startsValue(c)) skip();
    }
  }

  /** Passes over characters that begin nothing; what they meant is not plain. */
  function skip(): void {
    c.wrong.add("there are stray characters");
    c.doubtful = true;
    while (c.at < c.text.length && !startsValue(c) && !",]}".includes(c.text[c.at]!)) c.at++;
  }

  function array(): unknown[] {
    const items: unknown[] = [];
    while (!ends("]")) {
      if (c.text[c.at] === ",") {
        c.wrong.add("a value is missing");
        items.push(null);
      } else if (startsValue(c)) items.push(value());
      else {
        skip();
        continue;
      }
      separated();
    }
    return items;
  }

  function object(): Record<string, unknown> {
    const fields: Record<string, unknown> = {};
    while (!ends("}")) {
      const char = c.text[c.at]!;
      if (char === ",") {
        c.wrong.add("there is a comma too many");
        c.at++;
        continue;
      }
      if (char !== '"' && char !== "'" && !startsWord(c)) {
        skip();
        // A container where a name belongs would never be passed.
        if (c.text[c.at] === "[" || c.text[c.at] === "{") value();
        continue;
      }
      const name = char === '"' || char === "'" ? readText(c) : bareWord(c);
      if (char !== '"') c.wrong.add("a name is not in double quotes");
      put(fields, name, member());
      separated();
    }
    return fields;
  }

  function member(): unknown {
    blanks(c);
    if (c.text[c.at] === ":") {
      c.at++;
      blanks(c);
    } else {
      c.wrong.add("a colon is missing");
      c.doubtful = true;
    }
    if (c.at < c.text.length && startsValue(c)) return value();
    c.wrong.add("a value is missing");
    if (c.at >= c.text.length) c.doubtful = true;
    return null;
  }

  if (c.at >= text.length || !startsValue(c)) return undefined;
  const read = value();
  blanks(c);
  const rest = c.at < text.length;
  if (rest) c.wrong.add("there is text after the end");
  return { value: read, wrong: c.wrong, doubtful: c.doubtful, rest, deep };
}

function startsValue(c: Cursor): boolean {
  const char = c.text[c.at];
  return char === "[" || char === "{" || char === '"' || char === "'" || startsWord(c);
}

/** Assignment would set the prototype where the name is `__proto__`; JSON.parse does not. */
function put(fields: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(fields, name, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}
