import assert from "node:assert/strict";
import { API_TOKEN, type TestKvolt } from "../support/kvolt.ts";

/** One message of a stream. */
export interface Message {
  readonly event?: string;
  readonly id?: string;
  // deno-lint-ignore no-explicit-any
  readonly data?: any;
  readonly comment?: string;
}

/** A client of the stream of events, for a test's hand. */
interface Stream {
  /** The next message that is no comment. */
  next(): Promise<Message>;
  /** The next comment. */
  comment(): Promise<string>;
  /** Every message up to the end of the stream. */
  rest(): Promise<Message[]>;
  close(): Promise<void>;
}

/** Opens the stream; resolves once its first line has come, from when on nothing is missed. */
export async function listen(
  { api }: Pick<TestKvolt, "api">,
  query = "",
  headers: Record<string, string> = {},
): Promise<Stream> {
  const response = await fetch(`${api}/events${query}`, {
    headers: { authorization: `Bearer ${API_TOKEN}`, ...headers },
  });
  assert.equal(response.status, 200);
  assert.match(response.headers.get("content-type")!, /^text\/event-stream/);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";

  async function read(): Promise<Message | undefined> {
    while (!text.includes("\n\n")) {
      const { value, done } = await reader.read();
      if (done) return undefined;
      text += value;
    }
    const end = text.indexOf("\n\n");
    const block = text.slice(0, end);
    text = text.slice(end + 2);
    if (block.startsWith(":")) return { comment: block.slice(1).trim() };
    const fields = Object.fromEntries(block.split("\n").map((line) => line.split(/: ?(.*)/s, 2)));
    return { ...fields, data: JSON.parse(fields.data) };
  }

  async function next(is: (message: Message) => boolean): Promise<Message> {
    for (;;) {
      const message = await read();
      assert.ok(message, "the stream ended");
      if (is(message)) return message;
    }
  }

  const stream: Stream = {
    next: () => next(({ comment }) => comment === undefined),
    comment: async () => (await next(({ comment }) => comment !== undefined)).comment!,
    async rest() {
      const found: Message[] = [];
      for (let message = await read(); message; message = await read()) found.push(message);
      return found;
    },
    close: () => reader.cancel(),
  };
  await stream.comment();
  return stream;
}
