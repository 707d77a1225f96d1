/** What stations show to drivers, and what they know of them: a leaf, types only. */
import type { Component } from "./device.ts";

/** A text; the language by RFC 5646. */
export interface DisplayText {
  readonly format: string;
  readonly language?: string;
  readonly content: string;
}

/** A text with where, when and in what state of the station it is shown. */
export interface DisplayMessage {
  readonly id: number;
  readonly priority: string;
  readonly state?: string;
  readonly startAt?: string;
  readonly endAt?: string;
  /** It goes when this transaction ends. */
  readonly transaction?: string;
  readonly display?: Component;
  readonly text: DisplayText;
  /** The same in other languages. */
  readonly more?: readonly DisplayText[];
}

/** A message that a station took, or said that it has. */
export interface ShownMessage extends DisplayMessage {
  readonly station: string;
  readonly at: string;
}

/** What a station told of a customer: personal, so that it is soon forgotten. */
export interface CustomerReport {
  readonly station: string;
  readonly requestId: number;
  readonly state: "running" | "complete";
  /** The station's word for the request; absent where it reports unasked. */
  readonly status?: string;
  /** The parts by their number; some stations begin at 1. */
  readonly parts: readonly { readonly seq: number; readonly text: string }[];
  readonly last?: number;
  readonly startedAt: string;
  readonly at: string;
}
