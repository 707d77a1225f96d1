import type { Letter } from "./outbox.ts";

interface Certificate {
  readonly type: string;
  readonly pem: string;
}

/** What a charge point of any version keeps in flash; plain JSON. */
export interface Flash {
  /** When it was saved: the time of the power cut. */
  at: string;
  configuration: Record<string, string>;
  firmware: string;
  /** Wh, of connector 1 and up. */
  registers: number[];
  /** Connector 0 and up. */
  inoperative: boolean[];
  certificates: Certificate[];
  letters: Letter[];
}

/** A charge point as it leaves the factory. */
export function factoryFlash(connectors: number, random: () => number): Flash {
  return {
    at: "",
    configuration: {},
    firmware: "1.0.0",
    registers: Array.from({ length: connectors }, () => Math.floor(random() * 1_000_000)),
    inoperative: Array.from({ length: connectors + 1 }, () => false),
    certificates: [],
    letters: [],
  };
}
