import type { ChargePoint } from "./charge_point.ts";
import { command, HELP } from "./commands.ts";

/** Reads commands line by line until `quit` or the end of input; `@n` in front means the n-th charge point. */
export async function terminal(
  chargePoints: readonly ChargePoint[],
  input: ReadableStream<Uint8Array>,
  print: (text: string) => void,
): Promise<void> {
  print(HELP);
  let rest = "";
  for await (const text of input.pipeThrough(new TextDecoderStream() as Decoder)) {
    const lines = (rest + text).split("\n");
    rest = lines.pop()!;
    for (const line of lines) {
      if (line.trim() === "quit") return;
      const [, number = "1", words = ""] = /^\s*(?:@(\d+)\s+)?(.*)$/.exec(line)!;
      const cp = chargePoints[Number(number) - 1];
      try {
        if (!cp) throw new Error(`there are ${chargePoints.length} charge points: ${number}`);
        print(await command(cp, words));
      } catch (error) {
        print((error as Error).message);
      }
    }
  }
}

type Decoder = ReadableWritablePair<string, Uint8Array>;
