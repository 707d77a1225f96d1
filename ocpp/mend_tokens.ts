/** The tokens of broken JSON: blanks, texts and bare words. */

/** Where reading stands, and what was found wrong on the way. */
export interface Cursor {
  readonly text: string;
  at: number;
  readonly wrong: Set<string>;
  /** Set where a value may be cut or guessed. */
  doubtful: boolean;
}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};
const WORDS = new Map<string, unknown>([
  ["true", true],
  ["false", false],
  ["null", null],
  ["nan", null],
  ["infinity", null],
  ["-infinity", null],
  ["undefined", null],
  ["none", null],
]);

/** Passes over blanks, and over NUL bytes and other control characters that JSON does not allow. */
export function blanks(c: Cursor): void {
  for (; c.at < c.text.length; c.at++) {
    const code = c.text.charCodeAt(c.at);
    if (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) continue;
    if (code === 0xfeff) c.wrong.add("there is a byte order mark");
    else if (code === 0) c.wrong.add("there are NUL bytes");
    else if (code < 0x20 || code === 0xa0) c.wrong.add("there are control characters");
    else return;
  }
}

/** Whether a number, a literal or an unquoted word begins here. */
export function startsWord(c: Cursor): boolean {
  return c.at < c.text.length && isWord(c.text.charCodeAt(c.at));
}

/** Passes over an unquoted word and returns it; `also` are further characters it may have. */
export function bareWord(c: Cursor, also = ""): string {
  const start = c.at;
  while (
    c.at < c.text.length && (isWord(c.text.charCodeAt(c.at)) || also.includes(c.text[c.at]!))
  ) c.at++;
  return c.text.slice(start, c.at);
}

/** Reads a number, a literal, or an unquoted text such as a time. */
export function readWord(c: Cursor): unknown {
  const start = c.at;
  const word = bareWord(c, ":");
  // At the end of an unclosed text nobody knows whether 12 was to be 1200; alone it is whole.
  if (c.at === c.text.length && start > 0) c.doubtful = true;
  if (NUMBER.test(word)) return Number(word);
  if (word === "true" || word === "false" || word === "null") return WORDS.get(word);
  const known = WORDS.get(word.toLowerCase());
  if (known !== undefined) {
    c.wrong.add(`${word} is not a value of JSON`);
    return known;
  }
  const number = Number(word);
  c.wrong.add(Number.isFinite(number) ? "a number is odd" : "a text is not in quotes");
  return Number.isFinite(number) ? number : word;
}

/** Reads a text in double quotes, or in single ones where they plainly end before a delimiter. */
export function readText(c: Cursor): string {
  const quote = c.text[c.at]!;
  if (quote !== '"') c.wrong.add("a text is in single quotes");
  let read = "";
  let from = ++c.at;
  const take = () => read += c.text.slice(from, c.at);
  for (; c.at < c.text.length; c.at++) {
    const char = c.text[c.at]!;
    if (char === quote && (quote === '"' || endsHere(c))) {
      take();
      c.at++;
      return read;
    }
    if (char === "\\") {
      take();
      read += escaped(c);
      from = c.at + 1;
    } else if (char < " ") {
      take();
      c.wrong.add(char === "\0" ? "there are NUL bytes" : "there are raw control characters");
      if (char !== "\0") read += char;
      from = c.at + 1;
    }
  }
  take();
  c.wrong.add("a closing quote is missing");
  c.doubtful = true;
  return read;
}

/** Leaves the cursor on the last character of the escape. */
function escaped(c: Cursor): string {
  const char = c.text[++c.at] ?? "";
  if (char === "u") {
    const hex = c.text.slice(c.at + 1, c.at + 5);
    if (/^[0-9a-fA-F]{4}$/.test(hex)) {
      c.at += 4;
      return String.fromCharCode(parseInt(hex, 16));
    }
  }
  const known = Object.hasOwn(ESCAPES, char) ? ESCAPES[char] : undefined;
  if (known !== undefined) return known;
  c.wrong.add("an escape is unknown");
  return char === "\0" ? "" : char;
}

function endsHere(c: Cursor): boolean {
  let at = c.at + 1;
  while (at < c.text.length && c.text.charCodeAt(at) <= 0x20) at++;
  return at >= c.text.length || ",:]}".includes(c.text[at]!);
}

function isWord(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x61 && code <= 0x7a) || code === 0x2b || code === 0x2d || code === 0x2e ||
    code === 0x5f;
}
