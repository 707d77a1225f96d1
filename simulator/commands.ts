import type { ChargePoint } from "./charge_point.ts";
import { act, type Step } from "./scenario.ts";

/** What can be typed, with what it takes. */
export const HELP = `plug [connector]      put a cable in
unplug [connector]    pull it out
tap TAG [connector]   present a tag
stop [connector]      end the transaction
fault [connector] [errorCode]
clear [connector]     end the fault
sample [connector]    send meter values now
offline, online       drop the connection and come back
status                what every connector does
help, quit`;

const simple = ["plug", "unplug", "stop", "clear", "sample"] as const;

function connectorId(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  throw new Error(`not a connector's number: ${text}`);
}

/** One line for each connector. */
function describe(cp: ChargePoint): string {
  const link = cp.connected ? cp.registration ?? "booting" : "offline";
  const lines = cp.connectors.slice(1).map((one) => {
    const parts = [`${one.id} ${one.status}`, `${(one.registerWh / 1000).toFixed(3)} kWh`];
    if (one.transaction) {
      parts.push(`${(one.powerW / 1000).toFixed(1)} kW`, `tag ${one.transaction.tag}`);
    }
    if (one.soc !== undefined) parts.push(`battery ${one.soc.toFixed(0)} %`);
    return `  ${parts.join(", ")}`;
  });
  return [`${cp.id} ${link}`, ...lines].join("\n");
}

/** Does what was typed and says what came of it; throws where it makes no sense. */
export async function command(cp: ChargePoint, line: string): Promise<string> {
  const [word = "", first, second] = line.trim().split(/\s+/);
  if (word === "" || word === "help") return HELP;
  if (word === "status") return describe(cp);
  if (word === "tap") {
    if (first === undefined) throw new Error("tap needs a tag");
    const { status } = await cp.tap(first, connectorId(second));
    return `${first}: ${status}`;
  }
  const name = simple.find((name) => name === word);
  if (name) await act(cp, { at: 0, do: name, connector: connectorId(first) } as Step);
  else if (word === "offline" || word === "online") await act(cp, { at: 0, do: word });
  else if (word === "fault") {
    await act(cp, { at: 0, do: "fault", connector: connectorId(first), errorCode: second });
  } else throw new Error(`no such command: ${word}; help lists them`);
  return describe(cp);
}
