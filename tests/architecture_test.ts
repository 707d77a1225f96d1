import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

interface Dependency {
  readonly specifier: string;
  /** Present where something is imported to run. */
  readonly code?: { readonly specifier?: string };
  readonly type?: { readonly specifier?: string };
}
interface Module {
  readonly specifier: string;
  readonly dependencies?: readonly Dependency[];
}
/** One import, by paths from the root of the checkout; what comes from a package is named as it is written. */
interface Import {
  readonly from: string;
  readonly to: string;
  readonly written: string;
  readonly runs: boolean;
}

const root = new URL("../", import.meta.url);
const clocks = ["csms/clock.ts", "csms/model.ts", "csms/verbs.ts", "csms/model/virtual.ts"];
const isModel = (path: string) => path === "csms/model.ts" || path.startsWith("csms/model/");
const isWord = (path: string) => isModel(path) || path === "csms/events.ts";

/** What each room may import of others; a file that is named may be imported for its types alone where `types`. */
const rooms: Record<string, { rooms: readonly string[]; files?: readonly string[] }> = {
  kv: { rooms: [] },
  csms: { rooms: ["kv"] },
  ocpp: { rooms: ["csms"] },
  routes: { rooms: ["csms"] },
  dashboard: { rooms: ["csms"] },
  serve: { rooms: ["csms", "ocpp"] },
  simulator: { rooms: ["ocpp"], files: clocks },
  benches: { rooms: ["main", "kv", "csms", "ocpp", "routes", "simulator"] },
  main: { rooms: ["kv", "csms", "ocpp", "routes", "dashboard", "serve", "simulator"] },
};

const entries = ["main.ts", "simulator/main.ts", "benches/main.ts", "kv/backup.ts"]
  .filter((entry) => existsSync(new URL(entry, root)));
const roomOf = (path: string) => path.includes("/") ? path.split("/")[0]! : "main";
const pathOf = (url: string) =>
  url.startsWith(root.href) ? decodeURIComponent(url.slice(root.href.length)) : url;

/** Every import of every file that an entry reaches, those of types too. */
async function importsFrom(entry: string): Promise<Import[]> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", entry],
    cwd: fileURLToPath(root),
    stderr: "inherit",
  });
  const { stdout, success } = await command.output();
  assert.ok(success, `deno info ${entry}`);
  const { modules } = JSON.parse(new TextDecoder().decode(stdout)) as { modules: Module[] };
  return modules.filter(({ specifier }) => specifier.startsWith(root.href)).flatMap((module) =>
    (module.dependencies ?? []).map(({ specifier: written, code, type }) => ({
      from: pathOf(module.specifier),
      to: pathOf(code?.specifier ?? type?.specifier ?? written),
      written,
      runs: code !== undefined,
    }))
  );
}

/** Every source file of the checkout, by its path from the root. */
function* sources(folder = ""): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(new URL(folder || ".", root))) {
    if (name.startsWith(".") || name === "node_modules") continue;
    const path = `${folder}${name}`;
    if (isDirectory) yield* sources(`${path}/`);
    else if (/\.(ts|tsx|js)$/.test(name)) yield path;
  }
}

const read = (path: string) => Deno.readTextFileSync(new URL(path, root));
const imports = (await Promise.all(entries.map(importsFrom))).flat();
const own = imports.filter(({ to }) => !to.includes(":"));

Deno.test("every room imports only from the rooms it may", () => {
  const wrong = own.filter(({ from, to }) => {
    const [here, there] = [roomOf(from), roomOf(to)];
    if (here === there) return false;
    const may = rooms[here];
    assert.ok(may, `${from} is in a room that has no rule`);
    return !may.rooms.includes(there) && !may.files?.includes(to) &&
      !(here === "kv" && isWord(to));
  });
  assert.deepEqual(wrong.map(({ from, to }) => `${from} imports ${to}`), []);
  for (const room of ["kv", "csms", "ocpp", "routes", "serve", "simulator"]) {
    assert.ok(own.some(({ from }) => roomOf(from) === room), `${room} is looked at`);
  }
});

Deno.test("the store takes the words of the rules for its types alone", () => {
  const running = own.filter(({ from, to, runs }) =>
    roomOf(from) === "kv" && roomOf(to) !== "kv" && runs
  );
  assert.deepEqual(running, []);
});

Deno.test("model, verbs and events are leaves: they import each other's types and nothing else", () => {
  const isLeaf = (path: string) => isWord(path) || path === "csms/verbs.ts";
  const wrong = imports.filter(({ from, to, runs }) => isLeaf(from) && (runs || !isLeaf(to)));
  assert.deepEqual(wrong, []);
  assert.deepEqual(imports.filter(({ from }) => from === "csms/clock.ts"), []);
});

Deno.test("the protocol knows no socket of its own, and no database", () => {
  const protocol = [...sources("ocpp/")];
  const naming = (word: RegExp, paths: string[]) => paths.filter((path) => word.test(code(path)));
  assert.deepEqual(naming(/\bDeno\.(Kv|openKv)|\bopenStore\b/, protocol), []);
  const sockets = naming(/\bnew WebSocket\b|\bupgradeWebSocket\b|: WebSocket\b/, protocol);
  assert.deepEqual(sockets, []);
});

Deno.test("a database is opened in one place, and never because something was imported", () => {
  const opening = [...sources()].filter((path) =>
    !/^(tests|benches)\//.test(path) && /\bopenKv\(/.test(code(path))
  );
  assert.deepEqual(opening, ["kv/open.ts"]);
});

Deno.test("what a version does is decided in ocpp/ alone", () => {
  const branching =
    /\b(?:if|case|switch)\b.*(?:\bprotocol\b|ocpp[12]\.)|\bprotocol\s*[!=]==(?!\s*"(?:http|ws)s?:")|[!=]==\s*["']ocpp[12]|["']ocpp[12][^"']*["']\s*[!=]==/;
  const wrong = [...sources()].filter((path) => !/^(ocpp|simulator|tests|benches)\//.test(path))
    .flatMap((path) =>
      code(path).split("\n").filter((line) => branching.test(line)).map((line) =>
        `${path}: ${line.trim()}`
      )
    );
  assert.deepEqual(wrong, []);
});

Deno.test("every package that is imported is in deno.json, with an exact version", () => {
  const { imports: packages } = JSON.parse(read("deno.json")) as {
    imports: Record<string, string>;
  };
  const inexact = Object.values(packages).filter((of) => !/^npm:.+@\d+\.\d+\.\d+$/.test(of));
  assert.deepEqual(inexact, []);
  const specifier = /(?:^(?:import|export|\}).* from |^import |\bimport\()\s*"([^"./\n][^"\n]*)"/gm;
  const used = new Map<string, string>();
  for (const path of sources()) {
    for (const [, name] of read(path).matchAll(specifier)) {
      if (!name!.startsWith("node:")) used.set(name!, path);
    }
  }
  const covers = (name: string, by: string) => name === by || name.startsWith(`${by}/`);
  const unknown = [...used].filter(([name]) =>
    !Object.keys(packages).some((known) => covers(name, known))
  );
  assert.deepEqual(unknown, []);
});

Deno.test("files are short, named in snake case, and none is a drawer for odds and ends", () => {
  const long: string[] = [];
  const badly: string[] = [];
  for (const path of sources()) {
    const lines = read(path).split("\n").length - 1;
    if (lines > (path.startsWith("tests/") ? 400 : 300)) long.push(`${path}: ${lines} lines`);
    const name = path.split("/").at(-1)!;
    const drawer = /^(index|utils?|helpers?|common|misc|shared)\./.test(name);
    if (drawer || !/^[a-z0-9_]+(\.d|\.min)?\.(ts|tsx|js)$/.test(name)) badly.push(path);
  }
  assert.deepEqual(long, []);
  assert.deepEqual(badly, []);
});

Deno.test("only a dialect's mod.ts and the head of a room gather what others export", () => {
  const gathers = [...sources()].filter((path) => /^export \* from/m.test(code(path)));
  assert.deepEqual(gathers, []);
});

/** A file without its comments, so that words about a thing are not the thing. */
function code(path: string): string {
  return read(path).replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/^\s*\/\/.*$/gm, "");
}
