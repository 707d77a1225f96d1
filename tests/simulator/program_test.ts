import assert from "node:assert/strict";
import type { Protocol } from "../../csms/model.ts";
import { idsOf, readArguments } from "../../simulator/arguments.ts";
import { command } from "../../simulator/commands.ts";
import { fleet } from "../../simulator/fleet.ts";
import { seeded } from "../../simulator/random.ts";
import { readScenario } from "../../simulator/scenario.ts";
import { terminal } from "../../simulator/terminal.ts";
import { soon } from "../support/until.ts";
import { fixedCsms } from "./fixed_csms.ts";
import { bench } from "./session.ts";

const folder = new URL("../../simulator/", import.meta.url);

Deno.test("the command line has defaults, and errors that name the flag and the value", () => {
  const flags = readArguments(["--url", "ws://host", "--set", "A=b=c", "--count", "3"])!;
  assert.equal(flags.id, "CP-1");
  assert.equal(flags.count, 3);
  assert.deepEqual(flags.configuration, { A: "b=c" });
  assert.equal(readArguments(["--help"]), undefined);
  const wrong: [string[], RegExp][] = [
    [[], /^Error: --url: .*nothing given/],
    [["--url", "http://x"], /^Error: --url: must be a ws:.*: http:\/\/x/],
    [["--url", "ws://x", "--count", "many"], /--count: .*many/],
    [["--url", "ws://x", "--version", "2.0"], /--version: .*2\.0/],
    [["--url", "ws://x", "--set", "A"], /--set: must be KEY=VALUE/],
    [["--colour", "red"], /--colour/],
  ];
  for (const [args, message] of wrong) assert.throws(() => readArguments(args), message);
});

Deno.test("ids follow the pattern", () => {
  assert.deepEqual(idsOf("CP-1", 1), ["CP-1"]);
  assert.deepEqual(idsOf("CP-1", 2), ["CP-1-1", "CP-1-2"]);
  assert.deepEqual(idsOf("BOX{n}A", 2), ["BOX1A", "BOX2A"]);
});

Deno.test("the examples of scenarios can be read; errors name the step and the field", async () => {
  for await (const { name } of Deno.readDir(new URL("scenarios/", folder))) {
    readScenario(await Deno.readTextFile(new URL(`scenarios/${name}`, folder)));
  }
  assert.throws(() => readScenario("{"), /the scenario is not JSON/);
  const steps = (step: unknown) => JSON.stringify({ steps: [{ at: 1, do: "plug" }, step] });
  assert.throws(() => readScenario(steps({ at: 2, do: "tap" })), /at steps\.1\.tag/);
  assert.throws(() => readScenario(steps({ at: 2, do: "dance" })), /at steps\.1\.do/);
  assert.throws(() => readScenario(steps({ at: -2, do: "plug" })), /at steps\.1\.at/);
});

Deno.test("fifty charge points play the example of a scenario, offline stretch included", async () => {
  const csms = fixedCsms();
  const said: string[] = [];
  const flags = readArguments([
    ...["--url", csms.url, "--id", "CP", "--count", "50", "--speed", "200", "--seed", "1"],
  ])!;
  const all = fleet(flags, (id, text) => said.push(`${id}: ${text}`));
  await all.connect();
  const file = new URL("scenarios/charge_offline.json", folder);
  await all.play(readScenario(await Deno.readTextFile(file)));
  assert.equal(new Set(csms.paths).size, 50);
  assert.equal(csms.of("BootNotification").length, 50);
  // Who goes offline before the answer has come says it once more.
  assert.ok(csms.of("StartTransaction").length >= 50);
  const stops = csms.of("StopTransaction");
  assert.equal(stops.length, 50);
  assert.equal(new Set(stops.map(({ transactionId }) => transactionId)).size, 50);
  for (const { reason } of stops) assert.equal(reason, "EVDisconnected");
  assert(said.includes("CP-50: connector 1 charges for TAG-1"));
  await all.close();
  await csms.close();
});

Deno.test("what is typed is done, and what makes no sense is said", () =>
  bench(async ({ csms, cp }) => {
    const typed = ["plug", "tap TAG-1 1", "nonsense", "plug x", "tap", "@3 plug", "status"];
    const lines: string[] = [];
    const input = ReadableStream.from(
      typed.concat("stop", "quit", "plug").map((line) => `${line}\n`),
    );
    const bytes = input.pipeThrough(new TextEncoderStream());
    assert.equal(await terminal([cp], bytes, (text) => lines.push(text)), true);
    const [plugged, tapped, nonsense, number, tag, third, status, stopped, after] = lines;
    assert.match(plugged!, /1 Preparing/);
    assert.equal(tapped, "TAG-1: Accepted");
    assert.match(nonsense!, /no such command: nonsense/);
    assert.match(number!, /not a connector's number: x/);
    assert.match(tag!, /tap needs a tag/);
    assert.match(third!, /there are 1 charge points: 3/);
    assert.match(status!, /^CP-1 Accepted\n {2}1 Charging, .* kWh, .* kW, tag TAG-1, battery/);
    assert.match(stopped!, /1 Finishing/);
    assert.equal(after, undefined);
    await cp.delivered();
    assert.equal(csms.of("StopTransaction").length, 1);
    assert.match(await command(cp, "fault 1 GroundFailure"), /1 Faulted/);
    assert.match(await command(cp, "offline"), /^CP-1 offline/);
    assert.match(await command(cp, "online"), /^CP-1 Accepted/);
    await assert.rejects(command(cp, "plug 7"), /CP-1 has connectors 1 to 1: 7/);
  }));

/** Runs the program until it ends; `until` has it sent SIGTERM, and what is typed comes on a pipe. */
async function run(args: string[], until?: (output: string) => boolean, typed?: string) {
  const allowed = ["net", "env", "read", "sys"].map((name) => `--allow-${name}`);
  const main = new URL("main.ts", folder).pathname;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--frozen", "--no-check", ...allowed, main, ...args],
    ...{ stdin: typed === undefined ? "null" : "piped", stdout: "piped", stderr: "piped" },
  }).spawn();
  if (typed !== undefined) {
    await ReadableStream.from([typed]).pipeThrough(new TextEncoderStream()).pipeTo(child.stdin);
  }
  const errors = new Response(child.stderr).text();
  let output = "";
  let stopped = false;
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    output += text;
    if (stopped || !until?.(output)) continue;
    stopped = true;
    child.kill("SIGTERM");
  }
  return { output, errors: await errors, code: (await child.status).code };
}

Deno.test("the program runs without a terminal until SIGTERM, and then says goodbye", async () => {
  const csms = fixedCsms();
  const ready = (output: string) => output.includes("connector 1 Available");
  const { output, code } = await run(["--url", csms.url, "--id", "BOX"], ready);
  assert.match(output, /^BOX: connected to ws:.*\/BOX\nBOX: boot Accepted, interval 300 s\n/);
  assert.equal(code, 0);
  await csms.close();
});

Deno.test("what comes on a pipe is done as if it were typed; its end ends nothing, quit does", async () => {
  const csms = fixedCsms();
  const args = ["--url", csms.url, "--id", "BOX"];
  const { output, code } = await run(args, undefined, "tap TAG-1\nplug\nhelp\nquit\n");
  assert.match(output, /^TAG-1: Accepted$/m);
  assert.match(output, /^BOX: connector 1 charges for TAG-1$/m);
  assert.match(output, /^plug \[connector\]/m);
  assert.equal(code, 0);
  const left = await run(args, (said) => said.includes("help, quit"), "help\n");
  assert.match(left.output, /^help, quit$/m);
  assert.equal(left.code, 0);
  await csms.close();
});

for (const [version, action] of [["1.6", "StopTransaction"], ["2.0.1", "TransactionEvent"]]) {
  Deno.test(`${version}: who quits right after a session has told of its end`, async () => {
    const csms = fixedCsms({}, `ocpp${version}` as Protocol);
    const args = ["--url", csms.url, "--id", "BOX", "--version", version!];
    const { output, code } = await run(args, undefined, "plug\ntap TAG-1\nstop\nquit\n");
    assert.match(output, /^BOX: connector 1 has charged \d+ Wh: Local$/m);
    assert.equal(code, 0);
    const last = JSON.stringify(csms.of(action!).at(-1));
    assert.match(last ?? "nothing", /"(?:r|stoppedR)eason":"Local"/);
    await csms.close();
  });
}

for (
  const [what, answer] of [
    ["is silent", () => undefined],
    ["takes no StopTransaction", { error: "InternalError" }],
  ] as const
) {
  Deno.test(`who quits waits a while, and no longer, where the CSMS ${what}`, async () => {
    const csms = fixedCsms({ StopTransaction: answer });
    const said: string[] = [];
    const flags = readArguments(["--url", csms.url, "--id", "BOX"])!;
    const all = fleet(flags, (_, text) => said.push(text));
    await all.connect();
    const [cp] = all.chargePoints;
    await cp!.booted;
    for (const words of ["plug", "tap TAG-1", "stop"]) await command(cp!, words);
    let over = false;
    void all.settled(100).then(() => over = true);
    await soon(() => assert.ok(over, "it waits still"));
    assert.ok(said.includes("warning: not all that it had to tell was answered"));
    await all.close();
    await csms.close();
  });
}

Deno.test("who quits while the charge point is offline waits for nothing", async () => {
  const csms = fixedCsms();
  const typed = "plug\ntap TAG-1\noffline\nunplug\nquit\n";
  const { code } = await run(["--url", csms.url, "--id", "BOX"], undefined, typed);
  assert.equal(code, 0);
  await csms.close();
});

Deno.test("the program ends with the scenario; a wrong flag or file is one line and code 2", async () => {
  const csms = fixedCsms();
  const scenario = new URL("scenarios/two_cars.json", folder).pathname;
  const played = await run([
    ...["--url", csms.url, "--connectors", "2", "--speed", "500", "--scenario", scenario],
  ]);
  assert.equal(played.code, 0, played.output);
  assert.deepEqual(csms.of("StopTransaction").map(({ reason }) => reason), ["Other", "Local"]);
  await csms.close();
  const wrong = await run(["--url", "nonsense"]);
  assert.deepEqual(wrong, {
    output: "",
    errors: "--url: must be a ws:// or wss:// URL: nonsense\n",
    code: 2,
  });
});

Deno.test("the same seed gives the same numbers, in [0, 1)", () => {
  const [a, b, c] = [seeded(7), seeded(7), seeded(8)];
  const take = (next: () => number) => Array.from({ length: 1000 }, next);
  const numbers = take(a!);
  assert.deepEqual(numbers, take(b!));
  assert.notDeepEqual(numbers, take(c!));
  assert(numbers.every((number) => number >= 0 && number < 1));
  const mean = numbers.reduce((sum, number) => sum + number) / numbers.length;
  assert(Math.abs(mean - 0.5) < 0.05);
});

Deno.test("the version and variables of 2.x are taken from the command line", () => {
  const flags = readArguments([
    ...["--url", "ws://host", "--version", "2.1"],
    ...["--set", "OCPPCommCtrlr.MessageAttempts/TransactionEvent=5"],
  ])!;
  assert.equal(flags.version, "2.1");
  assert.deepEqual(flags.configuration, { "OCPPCommCtrlr.MessageAttempts/TransactionEvent": "5" });
});

Deno.test("a fleet of 2.0.1 plays the example of a scenario, offline stretch included", async () => {
  const csms = fixedCsms({}, "ocpp2.0.1");
  const flags = readArguments([
    ...["--url", csms.url, "--id", "CP", "--count", "5", "--speed", "200", "--seed", "1"],
    ...["--version", "2.0.1"],
  ])!;
  const all = fleet(flags, () => {});
  await all.connect();
  const file = new URL("scenarios/charge_offline.json", folder);
  await all.play(readScenario(await Deno.readTextFile(file)));
  const events = csms.of("TransactionEvent");
  for (const type of ["Started", "Ended"]) {
    // Who goes offline before the answer has come says it once more.
    const told = events.filter(({ eventType }) => eventType === type);
    assert.equal(
      new Set(told.map(({ transactionInfo: { transactionId } }) => transactionId)).size,
      5,
    );
  }
  assert(events.some(({ offline }) => offline === true));
  await all.close();
  await csms.close();
});
