/** The simulator as a program: `deno task sim --url ws://localhost:8080 --id CP-1`. */
import { readArguments, USAGE } from "./arguments.ts";
import { HELP } from "./commands.ts";
import { fleet } from "./fleet.ts";
import { readScenario } from "./scenario.ts";
import { terminal } from "./terminal.ts";

const encoder = new TextEncoder();
const print = (text: string) => void Deno.stdout.writeSync(encoder.encode(`${text}\n`));

function fail(error: unknown): never {
  Deno.stderr.writeSync(encoder.encode(`${(error as Error).message}\n`));
  Deno.exit(2);
}

async function main(): Promise<number> {
  const flags = readArguments(Deno.args);
  if (!flags) {
    print(USAGE);
    return 0;
  }
  const scenario = flags.scenario === undefined
    ? undefined
    : readScenario(await Deno.readTextFile(flags.scenario));
  const all = fleet(flags, (id, text) => print(`${id}: ${text}`));
  const asked = Promise.withResolvers<void>();
  const end = () => asked.resolve();
  Deno.addSignalListener("SIGINT", end);
  Deno.addSignalListener("SIGTERM", end);
  const work = all.connect().then(async () => {
    if (scenario) await all.play(scenario);
    else {
      const typed = Deno.stdin.isTerminal();
      if (typed) print(HELP);
      // Whoever types sees when it has booted; what comes on a pipe was written before.
      else await Promise.all(all.chargePoints.map(({ booted }) => booted));
      const quit = await terminal(all.chargePoints, Deno.stdin.readable, print);
      // A service has no input, and goes on without.
      if (!quit && !typed) await asked.promise;
      await all.settled();
    }
    return 0;
  }).catch((error: Error) => {
    print(`failed: ${error.message}`);
    return 1;
  });
  const code = await Promise.race([work, asked.promise.then(() => 0)]);
  await all.close();
  return code;
}

main().then((code) => Deno.exit(code), fail);
