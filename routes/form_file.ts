import { Buffer } from "node:buffer";
import { invalid, Problem } from "./problem.ts";

/** What a form may have beside its file: boundaries, headers, other fields. */
const MOST_BESIDE = 65_536;
const BLANK_LINE = Buffer.from("\r\n\r\n");

const unreadable = (why: string) => invalid("", `the form cannot be read: ${why}`);

/** The first file of a form, its bytes as they come, so that none of it is held (RFC 7578). */
export async function formFile(
  body: ReadableStream<Uint8Array>,
  type: string,
): Promise<{ source: AsyncIterable<Uint8Array>; filename?: string }> {
  const boundary = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(type);
  if (!boundary) throw unreadable("its type names no boundary");
  const delimiter = Buffer.from(`\r\n--${boundary[1] ?? boundary[2]}`);
  const form = reading(body);
  await form.skip(delimiter);
  while (!await form.ends()) {
    const filename = fileNamed((await form.skip(BLANK_LINE)).toString());
    if (filename !== undefined) return { source: form.last(delimiter), filename };
    await form.skip(delimiter);
  }
  throw invalid("", "the form has no file");
}

/** The name of a part's file, perhaps empty; undefined where the part is no file. */
function fileNamed(headers: string): string | undefined {
  const said = /^content-disposition:(.*)$/im.exec(headers)?.[1] ?? "";
  const [, quoted, bare] = /;\s*filename=(?:"((?:\\.|[^"\\])*)"|([^\s;]*))/i.exec(said) ?? [];
  return quoted?.replaceAll(/\\(.)/g, "$1") ?? bare;
}

function reading(body: ReadableStream<Uint8Array>) {
  const reader = body.getReader();
  // The first boundary has no line before it.
  let held = Buffer.from("\r\n");
  let beside = 0;

  async function more(): Promise<boolean> {
    const { value, done } = await reader.read();
    if (!done) held = Buffer.concat([held, value]);
    return !done;
  }

  /** The bytes before `end`, which is passed over. */
  async function* until(end: Buffer): AsyncGenerator<Uint8Array> {
    for (;;) {
      const at = held.indexOf(end);
      // What may be the beginning of the end waits for the rest of it.
      const sure = at < 0 ? Math.max(0, held.length - end.length + 1) : at;
      const bytes = held.subarray(0, sure);
      held = held.subarray(at < 0 ? sure : at + end.length);
      if (bytes.length > 0) yield bytes;
      if (at >= 0) return;
      if (!await more()) throw unreadable("it ends amid a part");
    }
  }

  function count(bytes: number): void {
    beside += bytes;
    if (beside > MOST_BESIDE) {
      throw new Problem("too-large", `the form has more than ${MOST_BESIDE} bytes beside its file`);
    }
  }

  return {
    /** Passes over all before `end`, and gives it. */
    async skip(end: Buffer): Promise<Buffer> {
      const parts: Uint8Array[] = [];
      for await (const bytes of until(end)) {
        count(bytes.length + end.length);
        parts.push(bytes);
      }
      return Buffer.concat(parts);
    },
    /** Whether the boundary that was passed is the last one. */
    async ends(): Promise<boolean> {
      while (held.length < 2 && await more());
      return held.subarray(0, 2).toString() === "--";
    },
    /** The bytes before `end`; what comes after it is read and dropped. */
    async *last(end: Buffer): AsyncGenerator<Uint8Array> {
      try {
        yield* until(end);
        for (;;) {
          count(held.length);
          held = Buffer.alloc(0);
          if (!await more()) return;
        }
      } finally {
        await reader.cancel().catch(() => {});
      }
    },
  };
}
