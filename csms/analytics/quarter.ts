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

/** The day of a time, counted since 1970. */
export const dayAt = (ms: number): number => Math.floor(ms / (QUARTERS * QUARTER_MS));

/** When a day begins, in ms. */
export const firstMsOf = (day: number): number => day * QUARTERS * QUARTER_MS;

/** The month of a day, counted since the year 0, and the day's place in it, from 1. */
export function monthOf(day: number): { month: number; date: number } {
  const at = new Date(firstMsOf(day));
  return { month: at.getUTCFullYear() * 12 + at.getUTCMonth(), date: at.getUTCDate() };
}

/** The first day of a month, counted since 1970. */
export function firstDay(month: number): number {
  const { year, place } = yearOf(month);
  // Date.UTC takes the years up to 99 for those of the last century.
  return new Date(0).setUTCFullYear(year, place, 1) / (QUARTERS * QUARTER_MS);
}

/** The year of a month, and the month's place in it, from 0. */
export function yearOf(month: number): { year: number; place: number } {
  const year = Math.floor(month / 12);
  return { year, place: month - year * 12 };
}
