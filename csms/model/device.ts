/** What stations are made of, what can be read, set and watched on them: a leaf, types only. */

/** A physical or logical part of a station; without an EVSE it is of the station as a whole. */
export interface Component {
  readonly name: string;
  readonly instance?: string;
  readonly evse?: number;
  readonly connector?: number;
}

interface VariableName {
  readonly name: string;
  readonly instance?: string;
}

/** One variable of one component. */
export interface Place {
  readonly component: Component;
  readonly variable: VariableName;
}

/** Which of the values of a variable is meant. */
export type AttributeType = "Actual" | "Target" | "MinSet" | "MaxSet";

/** A value of a variable, and what may be done with it. */
export interface VariableAttribute {
  readonly type: string;
  readonly value?: string;
  readonly mutability?: string;
  readonly persistent?: boolean;
  readonly constant?: boolean;
  /** It was set, and holds once the station has started anew. */
  readonly rebootRequired?: boolean;
  /** When the station said so. */
  readonly at: string;
}

/** What values a variable can have. */
export interface Characteristics {
  readonly unit?: string;
  readonly dataType: string;
  readonly minLimit?: number;
  readonly maxLimit?: number;
  readonly maxElements?: number;
  readonly valuesList?: string;
  readonly supportsMonitoring: boolean;
}

export interface DeviceVariable extends Place {
  readonly station: string;
  readonly attributes: readonly VariableAttribute[];
  readonly characteristics?: Characteristics;
  readonly receivedAt: string;
  /** The request of the report that last told of it. */
  readonly report?: number;
}

/** How much a station takes in one request; bytes of its text. */
export interface DeviceLimits {
  readonly readItems?: number;
  readonly readBytes?: number;
  readonly writeItems?: number;
  readonly writeBytes?: number;
  readonly watchItems?: number;
  readonly watchBytes?: number;
  readonly listItems?: number;
  readonly listBytes?: number;
}

export type ReportKind = "inventory" | "monitoring";

/** A report in parts: `abandoned` is one that stopped before its last part. */
export interface DeviceReport {
  readonly station: string;
  readonly requestId: number;
  readonly kind: ReportKind;
  /** What was asked for; absent where the station reports unasked. */
  readonly asked?: string;
  /** It was asked for everything that there is of its kind. */
  readonly all?: true;
  readonly state: "running" | "complete" | "abandoned";
  /** Numbers of the parts that came, as ranges without gaps, first and last included. */
  readonly parts: readonly (readonly [first: number, last: number])[];
  /** The number of the part that said that none follows. */
  readonly last?: number;
  /** How many variables or monitors it told of. */
  readonly items: number;
  readonly startedAt: string;
  readonly at: string;
}

/** Something that the station watches; severity 0 is the worst, 9 the least. */
export interface Monitor extends Place {
  readonly station: string;
  readonly id: number;
  readonly type: string;
  readonly value: number;
  readonly severity: number;
  /** Only while a transaction runs. */
  readonly transaction: boolean;
  readonly origin?: string;
  readonly receivedAt: string;
  readonly report?: number;
}

/** Something that happened to a variable. */
export interface DeviceEvent extends Place {
  readonly station: string;
  readonly id: string;
  readonly eventId: number;
  readonly trigger: string;
  readonly actualValue: string;
  readonly cleared: boolean;
  readonly severity?: number;
  /** The event that caused it. */
  readonly cause?: number;
  readonly origin?: string;
  readonly monitor?: number;
  readonly transaction?: string;
  readonly techCode?: string;
  readonly techInfo?: string;
  readonly at: string;
  readonly receivedAt: string;
}

/** A series of values that a station sends unanswered; `interval` in s, `values` a message. */
export interface EventStream {
  readonly station: string;
  readonly id: number;
  readonly monitor?: number;
  readonly interval?: number;
  readonly values?: number;
  readonly state: "open" | "closed";
  readonly changedAt: string;
}

export interface StreamValue {
  readonly at: string;
  readonly value: string;
}

/** The latest values of a stream, the newest last. */
export interface StreamTail {
  readonly station: string;
  readonly id: number;
  /** How many values the station had yet to send. */
  readonly pending: number;
  readonly values: readonly StreamValue[];
}
