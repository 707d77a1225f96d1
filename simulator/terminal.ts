import type { ChargePoint } from "./charge_point.ts";
import { command } from "./commands.ts";

/** Reads commands line by line; `@n` in front means the n-th charge point. Gives whether it ended with `quit`, not with the input. */
export async function terminal(
  chargePoints: readonly ChargePoint[],
  input: ReadableStream<Uint8Array>,
  print: (text: string) => void,
): Promise<boolean> {
  let rest = "";
  for await (const text of input.pipeThrough(new TextDecoderStream() as Decoder)) {
    const lines = (rest + text).split("\n");
    rest = lines.pop()!;
    for (const line of lines) {
      if (line.trim() === "quit") return true;
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
  return false;
}

type Decoder = ReadableWritablePair<string, Uint8Array>;
