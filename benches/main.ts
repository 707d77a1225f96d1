/**
 * Prints one table of what kvolt costs, against what the runtime alone costs: `deno task bench`, under
 * six minutes. Filling a list with 1,000,000 transactions takes most of it; `--quick` fills 100,000.
 * Absolute figures are this machine's; the ratios travel, best of all those of the CPU.
 *
 * What a profile shows (node:inspector's Profiler in the server, CPU by thread from /proc):
 *
 * - Heartbeat takes some 4.5 µs more than raw echo, where it was 8. Each step is short: reading the frame leniently,
 *   one change with nothing to write, checking and writing the answer, telling those who listen, and the turns of
 *   the promises between them. What it did beside that is gone: a look at how strict the station is (only what is
 *   wrong is judged), three of its five looks at the clock (0.2 µs each), and half of its asynchronous functions
 *   (0.1 µs each).
 * - The durable mix takes a fifth less CPU than before frames of the log were written together: 126 against 154 µs
 *   in turns on a busy machine, and a third more messages a second. Two thirds of it are the main thread's, a third
 *   SQLite's, which runs beside it, the rest V8's helpers'. A message writes 2.8 keys on average and checks 0.1: the
 *   frames of a commit are one record of the log, its events one record of the journal, what the cache knows is not
 *   checked, starts with one token take turns in memory, and what is read is only the rollups.
 * - A key for each frame at its station's own place took a third of what SQLite did. Sorting them by station later,
 *   many to a record, takes half of that gain again: what is read back and removed costs as much as what is written,
 *   so that it is done once a thousand, and nothing is read twice. A frame is stored as strings: its text as it is
 *   and the rest as JSON, which clone and measure at once, where its fields took 7 µs, and escaping the text 2.
 * - Of those keys 0.2 are the tally of each end, written and removed, and 0.1 the rollups that it changes. They are
 *   changed by station, every 5 seconds: in the order of the ends it was 0.6, and as many reads, which was a fifth
 *   of the CPU. That work falls in whoever's turn it is, so that a slice of one second may show none of it.
 * - Deno KV takes 5 to 7 µs of the main thread for a key (structured clone and the op, half each), and of SQLite's
 *   thread 6 where it is written over or follows the last, 20 to 30 where it lies apart; 20 values in one key take
 *   3 µs each of both. Expiring costs nothing: without it there is a second index to write at another place. A read
 *   from the cache takes 0.55 µs, of which there are some ten a message.
 * - SQLite pays by the page: 200 keys that follow each other are written in 3 ms, 200 that lie apart,
 *   as those of 100 stations do, in 10 ms. Its cache and page size make no difference to that.
 * - The same session told by 2.0.1 takes 1.2 to 1.32 times the CPU, at 3.3 keys a message: the transaction is
 *   written by eight messages of ten, not six, and a frame is half as long again. It was up to 1.5 while each event
 *   was a record of its own beside its samples.
 * - The main thread was idle for half of its time under the mix, while SQLite wrote and waited for its disk: since the
 *   next batch is sent beside the one under way there are 8 to 12 % more messages a second, in turns with what was
 *   there before, at 4 % more CPU each, as batches are smaller. From 20 changes on a second batch is worth it; 5 or
 *   10 gain no more, nor does a third under way. V8's flags for what is young (single-threaded, not parallel, 8 to
 *   64 MB) make no difference.
 * - A log in front of the store was tried: all of a commit in one record, shown to readers from memory and put in its
 *   places every 5 s, many changes of a key at once. Putting takes 1.05 keys a message, of which most lie apart, and
 *   most of what the log saves: in turns 0.100 to 0.101 of the echo against 0.093 to 0.096 without, and 0.089 against
 *   0.069 amid much other work. Were nothing ever put in its place it would be 0.13 to 0.15, and with no store at all
 *   0.18 to 0.19.
 * - So what would help further is fewer keys that lie apart, and nothing else by much: no step of our own takes more
 *   than 4 %. For Heartbeat it made no difference to ask less often how much waits in a socket (0.3 µs in the
 *   profile), nor to give telemetry its time in place. JSON in place of structured clone makes none for a transaction.
 * - A station takes 9 kB of V8's heap and about twice as much beside it, however many there are; raw echo takes 4.4
 *   and 16: each socket of the runtime keeps its Request with all headers and an aborted signal. It was 15 kB while a
 *   connection was a function for each thing that socket, session, limits and watch may tell it.
 * - The first thousand look dearer, since V8 gives what is young ever more room while many connect: 40 to 75 MB, which
 *   no station needs, and which is never given back. With --max-semi-space-size=8, as kvolt is started, that ends at
 *   20 MB. No difference to the CPU could be seen, with 4, 8, 16 or none.
 * - 50 browsers that watch 100 stations, all of which change all the time, took two fifths more CPU when each was told
 *   five times a second. What took it: making an Intl.NumberFormat for each number (a third), the list of connectors
 *   read from the database for each card, and the same 90 kB joined, split into lines and encoded for each browser.
 *   Now a card costs 20 µs, half to read and half to write it, and what changes together is one piece of bytes for
 *   all; the rest is the kernel's, which copies it 50 times. So being told three times a second is what counts.
 * - A connection that nobody reads from holds some 4 MB, in the kernel, before its stream is asked for nothing more;
 *   until then it costs what one costs that reads. 15 to 30 s later its stream is ended.
 * - Of the first page with 500 stations reading them takes a half, cards a fifth, and gzip most of the rest.
 */
import { firstPage } from "./first_page.ts";
import { memory } from "./memory.ts";
import { program } from "./program.ts";
import { type Speed, speeds } from "./speed.ts";
import { startUp } from "./start_up.ts";
import { type Storm, storm, stormOfChosen } from "./storm.ts";
import { type Row, table } from "./table.ts";
import { checking, importing } from "./toolchain.ts";

const quick = Deno.args.includes("--quick");
const rows: Row[] = [];

function tell(text: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(`${text}\n`));
}

function add(row: Row): void {
  rows.push(row);
  tell(`${row.what}: ${row.result}`);
}

/** `least` is the share of the echo's rate that is to be reached. */
function timed(what: string, { rate, p50, p99, cpuUs }: Speed, echo: Speed, least?: number): void {
  const ratio = rate / echo.rate;
  add({
    what,
    result: `${Math.round(rate).toLocaleString("en")} msg/s`,
    ...{ p50: p50.toFixed(1), p99: p99.toFixed(1), cpu: cpuUs.toFixed(1) },
    ratio: ratio.toFixed(2),
    ...(least === undefined ? {} : { target: `≥ ${least}`, met: ratio >= least }),
  });
}

async function messages(): Promise<void> {
  const [beats, heartbeat] = await speeds([["echo", "heartbeat"], ["kvolt", "heartbeat"]]);
  timed("raw echo of Heartbeat", beats!, beats!);
  timed("Heartbeat", heartbeat!, beats!, 0.6);

  // From the id-tag cache and not logged: what writing costs is the next rows' matter.
  const [tags, authorize] = await speeds([["echo", "authorize"], ["kvolt", "authorize"]], {
    LOG_SKIP: "Authorize",
  });
  timed("raw echo of Authorize", tags!, tags!);
  timed("Authorize, cache hit", authorize!, tags!);

  const [sessions, mix, newer, alone] = await speeds([
    ...[["echo", "durable"], ["kvolt", "durable"]] as const,
    ...[["kvolt", "durable 2.0.1"], ["one by one", "durable"]] as const,
  ], { LOG_SKIP: "none" });
  timed("raw echo of the durable mix", sessions!, sessions!);
  timed("durable mix", mix!, sessions!, 0.15);
  timed("durable mix, told by 2.0.1", newer!, sessions!);
  timed("durable mix, group commit off", alone!, sessions!);
  const gain = mix!.rate / alone!.rate;
  const what = "group commit on against off";
  add({ what, result: `${gain.toFixed(1)} ×`, target: "≥ 3 ×", met: gain >= 3 });
  against(newer!, mix!);
}

/** The same session told by 2.0.1, against 1.6: by the rate, and by the CPU, which others disturb less. */
function against(newer: Speed, older: Speed): void {
  const rate = newer.rate / older.rate;
  const cpu = newer.cpuUs / older.cpuUs;
  add({
    what: "durable mix, 2.0.1 against 1.6",
    result: `${rate.toFixed(2)} × the rate`,
    cpu: `${cpu.toFixed(2)} ×`,
    ...{ target: "within 25 %", met: rate >= 0.75 && cpu <= 1.25 },
  });
}

/** What a station that sends without end takes from the others, which keep to the limit. */
async function flood(): Promise<void> {
  const [alone, beside] = await speeds([["kvolt", "durable"], ["flooded", "durable"]], {
    ...{ LOG_SKIP: "none", FLOOD_STATION_FRAMES: "500/5" },
  });
  const rate = beside!.rate / alone!.rate;
  add({
    what: "durable mix beside a flooding station",
    result: `${rate.toFixed(2)} × the rate`,
    ...{ p50: beside!.p50.toFixed(1), p99: beside!.p99.toFixed(1) },
    cpu: `${(beside!.cpuUs / alone!.cpuUs).toFixed(2)} ×`,
    ...{ target: "≥ 0.9 ×", met: rate >= 0.9 },
  });
}

/** What browsers that watch take from the mix, and those that have stopped to read. */
async function watched(): Promise<void> {
  const [alone, ...beside] = await speeds(
    [["kvolt", "durable"], ["watched", "durable"], ["unread", "durable"]],
    { LOG_SKIP: "none" },
  );
  const names = ["durable mix, 50 browsers watch it", "durable mix, 50 browsers stopped reading"];
  for (const [i, { rate, p50, p99, cpuUs }] of beside.entries()) {
    const share = rate / alone!.rate;
    add({
      what: names[i]!,
      result: `${share.toFixed(2)} × the rate`,
      ...{ p50: p50.toFixed(1), p99: p99.toFixed(1) },
      cpu: `${(cpuUs / alone!.cpuUs).toFixed(2)} ×`,
      ...{ target: "≥ 0.9 ×", met: share >= 0.9 },
    });
  }
}

async function reconnecting(): Promise<void> {
  const count = 5_000;
  const told = (what: string, { seconds, connected, refused, cpuUs }: Storm) =>
    add({
      what: `${count.toLocaleString("en")} stations with ${what}: all in`,
      result: `after ${seconds.toFixed(1)} s`,
      cpu: cpuUs.toFixed(0),
      ...{ target: "≤ 30 s", met: connected === count && refused === 0 && seconds <= 30 },
    });
  told("keys dial again", await storm(count));
  const { again, restarted } = await stormOfChosen(count);
  told("chosen keys dial again", again);
  told("chosen keys dial kvolt that was restarted", restarted);
}

async function toolchain(): Promise<void> {
  const ms = await importing();
  add({
    what: "process that imports all schemas, start to end",
    result: `${Math.round(ms)} ms`,
    ...{ target: "≤ 150 ms", met: ms <= 150 },
  });
  const { cold, warm } = await checking();
  for (const [cache, { ms, ok }] of Object.entries({ cold, warm })) {
    add({
      what: `deno check of the whole project, ${cache}`,
      result: `${(ms / 1000).toFixed(1)} s${ok ? "" : ", with errors"}`,
      ...{ target: "≤ 15 s", met: ok && ms <= 15_000 },
    });
  }
}

async function idle(): Promise<void> {
  const counts = [1_000, 5_000];
  for (const [i, kB] of (await memory(counts)).entries()) {
    add({
      what: `memory, ${counts[i]!.toLocaleString("en")} more idle stations`,
      result: `${kB.toFixed(1)} kB each`,
      ...{ target: "≤ 35 kB", met: kB <= 35 },
    });
  }
}

async function dashboard(): Promise<void> {
  const { kB, cpuMs, toldMs } = await firstPage(500);
  add({
    what: "first page with 500 stations, transferred",
    result: `${kB.toFixed(0)} kB`,
    ...{ target: "≤ 100 kB", met: kB <= 100 },
  });
  add({
    what: "first page with 500 stations, CPU of the server",
    result: `${cpuMs.toFixed(0)} ms`,
    ...{ target: "≤ 100 ms", met: cpuMs <= 100 },
  });
  add({
    what: "status frame to a page's stream, at worst",
    result: `${toldMs.toFixed(0)} ms`,
    ...{ target: "≤ 500 ms", met: toldMs <= 500 },
  });
}

async function pages(): Promise<void> {
  const counts = [1_000, quick ? 100_000 : 1_000_000];
  tell(`filling ${counts[1]!.toLocaleString("en")} transactions…`);
  const reading = program("pages.ts", { args: counts.map(String) });
  let least = 0;
  for (const _ of counts) {
    const { count, p50, p99 } = await reading.hears();
    least ||= p50;
    add({
      what: `page of 50 of ${count.toLocaleString("en")} transactions`,
      result: `${p50.toFixed(2)} ms`,
      ...{ p50: p50.toFixed(2), p99: p99.toFixed(2) },
      ...(count === 1_000 ? {} : { target: "flat: ≤ 1.5 ×", met: p50 <= 1.5 * least }),
    });
  }
  await reading.stop();
}

tell(`Deno ${Deno.version.deno}, ${navigator.hardwareConcurrency} cores`);
await messages();
await flood();
await watched();
await reconnecting();
await idle();
add({ what: "start-up, warm cache, to listening", result: `${Math.round(await startUp())} ms` });
await toolchain();
await dashboard();
await pages();
Deno.stdout.writeSync(new TextEncoder().encode(`${table(rows)}\n`));
