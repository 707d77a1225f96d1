import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import fc from "fast-check";
import { formFile } from "../../routes/form_file.ts";

const type = 'multipart/form-data; boundary="B"';

/** Bytes in chunks that end at these places. */
function cut(bytes: Uint8Array, places: readonly number[]): ReadableStream<Uint8Array> {
  const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length].sort((a, b) =>
    a - b
  );
  return ReadableStream.from(ends.map((end, at) => bytes.slice(ends[at - 1] ?? 0, end)));
}

async function read(body: ReadableStream<Uint8Array>, of = type) {
  const { source, filename } = await formFile(body, of);
  return { bytes: Buffer.concat(await Array.fromAsync(source)), filename };
}

const whole = (text: string) => cut(new TextEncoder().encode(text), []);

/** Bytes among which are beginnings of boundaries. */
const tricky = fc.array(
  fc.constantFrom("\r", "\n", "\r\n", "--", "\r\n--", "\r\n--A", "B", "\0", "ü", "log"),
).map((parts) => parts.join(""));

Deno.test("a form gives the file that the platform reads in it, wherever it is cut into chunks", async () => {
  await fc.assert(
    fc.asyncProperty(tricky, tricky, fc.array(fc.nat()), async (content, field, places) => {
      const form = new FormData();
      form.set("field", field);
      form.set("log", new File([content], "a log.txt"));
      form.set("after", "more");
      const response = new Response(form);
      const of = response.headers.get("content-type")!;
      const encoded = await response.clone().bytes();
      const expected = (await response.formData()).get("log") as File;
      const { bytes, filename } = await read(cut(encoded, places), of);
      assert.deepEqual(bytes, Buffer.from(await expected.bytes()));
      assert.equal(filename, expected.name);
    }),
    { numRuns: 200 },
  );
});

const part = (headers: string, content = "a log") => `--B\r\n${headers}\r\n\r\n${content}\r\n--B--`;

Deno.test("headers of a part are read however they are written", async () => {
  const cases: [headers: string, filename: string][] = [
    ['Content-Disposition: form-data; name="f"; filename="d.log"', "d.log"],
    ["content-disposition:form-data;name=f;filename=d.log", "d.log"],
    [
      'Content-Type: text/plain\r\nCONTENT-DISPOSITION: form-data; filename="a \\"b\\".log"',
      'a "b".log',
    ],
    ['Content-Disposition: form-data; name="f"; filename=""', ""],
    ['Content-Disposition: form-data; filename="ü;x.log"; name="f"', "ü;x.log"],
  ];
  for (const [headers, filename] of cases) {
    const { bytes, ...rest } = await read(whole(`a preamble\r\n${part(headers)}\r\nan end`));
    assert.deepEqual([bytes.toString(), rest.filename], ["a log", filename]);
  }
});

Deno.test("a form that breaks off, has no file or no boundary is refused, and never taken for whole", async () => {
  const good = part('Content-Disposition: form-data; filename="d.log"');
  for (let length = 0; length < good.length - "--".length; length++) {
    await assert.rejects(read(whole(good.slice(0, length))), { kind: "invalid" }, String(length));
  }
  assert.equal((await read(whole(good))).bytes.toString(), "a log");
  const field = part('Content-Disposition: form-data; name="f"');
  await assert.rejects(read(whole(field)), { message: "the form has no file" });
  await assert.rejects(read(whole("--B--\r\n")), { message: "the form has no file" });
  await assert.rejects(read(whole(good), "multipart/form-data"), { message: /names no boundary/ });
});

Deno.test("what a form has beside its file has an end, before it and after it", async () => {
  const long = "x".repeat(70_000);
  const file = 'Content-Disposition: form-data; filename="d.log"';
  const wrong = [
    long + part(file),
    part(`X-Long: ${long}\r\n${file}`),
    `--B\r\nContent-Disposition: form-data; name="f"\r\n\r\n${long}\r\n${part(file)}`,
    part(file) + long,
  ];
  for (const text of wrong) await assert.rejects(read(whole(text)), { kind: "too-large" });
});

Deno.test("a form is read no further than its file is taken, and let go where nobody takes the rest", async () => {
  const chunk = new Uint8Array(60_000);
  const head = new TextEncoder().encode(
    '--B\r\nContent-Disposition: form-data; filename="d.log"\r\n\r\n',
  );
  let given = 0;
  let cancelled = false;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(given++ === 0 ? head : chunk),
    cancel: () => void (cancelled = true),
  }, { highWaterMark: 0 });
  const { source } = await formFile(endless, type);
  let taken = 0;
  for await (const bytes of source) {
    taken += bytes.length;
    assert.ok(given * chunk.length - taken <= 3 * chunk.length, `${given} chunks, ${taken} bytes`);
    if (taken > 20_000_000) break;
  }
  assert.ok(cancelled);
});
