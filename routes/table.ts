import type { z } from "@hono/zod-openapi";
import { type Cell, csv, csvFile, wantsCsv } from "./csv.ts";
import type { Api } from "./endpoint.ts";
import type { Given } from "./shown.ts";

/** A list that is given as JSON, and whole as a table. */
interface Table<Q extends z.ZodRawShape, A extends z.ZodType, T> {
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description: string;
  readonly query: Q;
  readonly answer: A;
  /** All of it. */
  read(query: z.output<z.ZodObject<Q>>): Promise<T>;
  /** What of it is given as JSON. */
  json(all: T, query: z.output<z.ZodObject<Q>>): Given<z.output<A>>;
  /** Its rows, the names of the columns first. */
  rows(all: T): Iterable<readonly Cell[]>;
}

/** Adds a list at its path, where `Accept` may ask for the table, and the table at the path with `.csv`. */
export function addTable<Q extends z.ZodRawShape, A extends z.ZodType, T>(
  api: Api,
  { path, tag, summary, description, query, answer, read, json, rows }: Table<Q, A, T>,
): void {
  const get = { method: "get", access: "read", tag, query, also: [csv] } as const;
  const file = (all: T) => csvFile(path.slice(1).replaceAll("/", "-"), rows(all));
  api.add<Record<never, never>, Q, z.ZodUndefined, A>({
    ...{ ...get, path, summary, answer },
    description: `${description} With \`Accept: text/csv\` all of it as a table.`,
    async handle({ query, context }) {
      const all = await read(query);
      return wantsCsv(context) ? file(all) : json(all, query);
    },
  });
  api.add<Record<never, never>, Q>({
    ...{ ...get, path: `${path}.csv`, summary: `${summary}, as CSV` },
    handle: async ({ query }) => file(await read(query)),
  });
}
