// deno-lint-ignore-file no-explicit-any
import assert from "node:assert/strict";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { API_TOKEN, type TestKvolt } from "./kvolt.ts";

/** An answer of REST that the document allows. */
interface Answer {
  readonly status: number;
  readonly body: any;
  readonly headers: Headers;
}

/** A client of REST that holds every answer against the OpenAPI document. */
export interface Rest {
  readonly document: any;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  send(method: string, path: string, body?: unknown): Promise<Answer>;
}

/** The document, which is the same for every kvolt: to write it and to read it takes longer than most tests. */
let read: ReturnType<typeof readDocument> | undefined;

async function readDocument(api: string) {
  const document: any = await (await fetch(`${api}/openapi.json`)).json();
  const ajv = new Ajv2020({ strict: false, validateSchema: false, allErrors: true });
  (addFormats as any).default(ajv);
  ajv.addSchema({ ...document, $id: "document" });
  const templates = Object.keys(document.paths).map((template) => ({
    template,
    // What stands in the path itself goes before what a parameter takes.
    free: template.split("{").length,
    pattern: new RegExp(
      `^${template.replaceAll(".", "\\.").replace(/\{\w+\}/g, "[^/]+")}$`,
    ),
  })).sort((a, b) => a.free - b.free);
  return { document, ajv, templates };
}

export async function rest({ api }: Pick<TestKvolt, "api">): Promise<Rest> {
  const { document, ajv, templates } = await (read ??= readDocument(api));

  function hold(method: string, path: string, { status, body, headers }: Answer): void {
    const { pathname } = new URL(api + path);
    const template = templates.find(({ pattern }) => pattern.test(pathname))?.template;
    if (!template) return assert.equal(status, 404, `${pathname} is not in the document`);
    const operation = document.paths[template][method.toLowerCase()];
    if (!operation) return assert.equal(status, 405, `${method} ${template}: not in the document`);
    const response = operation.responses[status];
    assert.ok(response, `${method} ${template} may not answer ${status}: ${JSON.stringify(body)}`);
    if (status === 204) return assert.equal(body, "");
    const type = headers.get("content-type")!.split(";")[0]!.trim();
    assert.ok(response.content[type], `${method} ${template} ${status} may not be ${type}`);
    const part = (text: string) => text.replaceAll("~", "~0").replaceAll("/", "~1");
    const pointer = ["paths", template, method.toLowerCase(), "responses", String(status)];
    const parts = [...pointer, "content", type, "schema"].map(part).join("/");
    const $ref = `document#/${encodeURI(parts)}`;
    const validate = ajv.getSchema($ref) ?? ajv.compile({ $ref });
    assert.ok(
      validate(body),
      `${method} ${template} ${status}: ${ajv.errorsText(validate.errors)} ${JSON.stringify(body)}`,
    );
  }

  async function send(
    method: string,
    path: string,
    body?: unknown,
    more: Record<string, string> = {},
  ): Promise<Answer> {
    const headers: Record<string, string> = { authorization: `Bearer ${API_TOKEN}`, ...more };
    if (body !== undefined) headers["content-type"] ??= "application/json";
    const response = await fetch(api + path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = /json/.test(response.headers.get("content-type") ?? "");
    const answer = {
      status: response.status,
      body: json ? JSON.parse(text) : text,
      headers: response.headers,
    };
    hold(method, path, answer);
    return answer;
  }

  return { document, send, get: (path, headers) => send("GET", path, undefined, headers) };
}
