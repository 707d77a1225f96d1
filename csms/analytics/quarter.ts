import { QUARTER_MS } from "../tariffs/local_time.ts";

/** Quarters of an hour in a day. */
export const QUARTERS = 96;

/** A quarter of an hour in UTC, counted since 1970: days of every zone are made of these. */
export const quarterOf = (ms: number): number => Math.floor(ms / QUARTER_MS);

/** When a quarter begins, in ms. */
export const startOf = (quarter: number): number => quarter * QUARTER_MS;

/** The day of a quarter, counted since 1970, and the quarter's place in it, from 0. */
export function dayOf(quarter: number): { day: number; slot: number } {
  const day = Math.floor(quarter / QUARTERS);
  return { day, slot: quarter - day * QUARTERS };
}

/** The month of a day, counted since the year 0, and the day's place in it, from 1. */
export function monthOf(day: number): { month: number; date: number } {
  const at = new Date(day * QUARTERS * QUARTER_MS);
  return { month: at.getUTCFullYear() * 12 + at.getUTCMonth(), date: at.getUTCDate() };
}
