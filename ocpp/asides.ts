import { getLogger } from "@logtape/logtape";
import type { Csms } from "../csms/mod.ts";
import type { Remark } from "./rpc.ts";

const log = getLogger(["kvolt", "ocpp"]);
/** Characters of one station's frames that may wait to be written; what comes beyond is not kept. */
const MOST_WAITING = 4_000_000;
/** What one commit takes of them: a store refuses 1,000 values or 800 kB at once. */
const PER_COMMIT = { frames: 200, characters: 250_000 };

type Frame = Parameters<Csms["messages"]["add"]>[2];

/** What a connection leaves behind beside its answers. */
export interface Asides {
  /** Counts a finding. */
  remark(remark: Remark): void;
  /** Keeps a frame. */
  frame(frame: Frame): void;
}

/**
 * Writes findings and frames that belong to no answer, one commit at a time: whatever comes meanwhile
 * goes into the next, so that a flood costs no more than a trickle. Nothing is written before `ready`.
 */
export function asides({ csms, station, ready }: {
  csms: Csms;
  station: string;
  ready: Promise<void>;
}): Asides {
  let remarks = new Map<string, { remark: Remark; count: number }>();
  const frames: Frame[] = [];
  let waiting = 0;
  let writing = false;

  function take(): Frame[] {
    const taken: Frame[] = [];
    let characters = 0;
    while (frames.length > 0 && taken.length < PER_COMMIT.frames) {
      characters += frames[0]!.text.length;
      if (taken.length > 0 && characters > PER_COMMIT.characters) break;
      waiting -= frames[0]!.text.length;
      taken.push(frames.shift()!);
    }
    return taken;
  }

  async function writeAll(): Promise<void> {
    writing = true;
    try {
      await ready;
      while (remarks.size > 0 || frames.length > 0) {
        const [said, came] = [remarks, take()];
        remarks = new Map();
        await csms.apply(async (change) => {
          for (const frame of came) csms.messages.add(change, station, frame);
          for (const { remark: { kind, text, example }, count } of said.values()) {
            await csms.findings.add(change, station, kind, text, example, count);
          }
        });
      }
    } catch (error) {
      log.error("findings or messages of {station} were not kept: {error}", { station, error });
    } finally {
      writing = false;
    }
  }

  function write(): void {
    if (!writing) void writeAll();
  }

  return {
    remark(remark) {
      const count = 1 + (remarks.get(remark.kind)?.count ?? 0);
      remarks.set(remark.kind, { remark, count });
      write();
    },
    frame(frame) {
      if (waiting > MOST_WAITING) return;
      waiting += frame.text.length;
      frames.push(frame);
      write();
    },
  };
}
