/** Files that kvolt keeps, and what stations say of fetching and sending them: a leaf, types only. */

/** The bytes of one file, in pieces in the store. */
export interface StoredBytes {
  readonly blob: string;
  /** Bytes. */
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
  /** Hex; the checksum that publishing firmware asks for (2.x part 2, L03). */
  readonly md5: string;
}

/** A file of the operator's that stations fetch. */
export interface HostedFile extends StoredBytes {
  readonly name: string;
  readonly type: string;
  /** Whoever knows it may fetch the file. */
  readonly token: string;
  readonly at: string;
  readonly expiresAt: string;
}

/** What kind of log a station is asked for. */
export type LogType = "diagnostics" | "security";

/** A log that a station was asked to send to kvolt. */
export interface Upload {
  readonly id: string;
  readonly station: string;
  readonly type: LogType;
  readonly requestId?: number;
  readonly state: "expected" | "received";
  readonly at: string;
  /** Until then the station may send it. */
  readonly expectedUntil: string;
  readonly received?: StoredBytes & {
    /** As the station named it. */
    readonly filename?: string;
    readonly address?: string;
    readonly at: string;
  };
}

/** What is under way on a station that it reports in steps. */
export type Process = "firmware" | "diagnostics" | "publication";

/** One step of it, in the station's own word. */
export interface ProcessReport {
  readonly station: string;
  readonly id: string;
  readonly process: Process;
  readonly status: string;
  readonly requestId?: number;
  /** What it adds, a code and words. */
  readonly info?: string;
  readonly at: string;
}

/** Firmware that a local controller offers to its stations. */
export interface Publication {
  readonly station: string;
  readonly requestId: number;
  readonly location: string;
  /** MD5 in hex. */
  readonly checksum: string;
  readonly status: string;
  /** Where its stations can fetch it. */
  readonly locations: readonly string[];
  readonly at: string;
}
