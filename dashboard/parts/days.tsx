import type { Day } from "../../csms/analytics/zone.ts";

const DAY_MS = 86_400_000;

/** Whether a text of an address is a day. */
export const isDay = (text: string | undefined): text is Day =>
  /^(19[7-9]|2\d\d)\d-\d\d-\d\d$/.test(text ?? "") && !Number.isNaN(Date.parse(text!));

/** The times that an address asks for: from where its first day begins to where its last one is over, in UTC. */
export function timesOf(
  { from, to }: Readonly<Record<string, string>>,
): { from?: Date; to?: Date } {
  return {
    ...(isDay(from) ? { from: new Date(from) } : {}),
    ...(isDay(to) ? { to: new Date(Date.parse(to) + DAY_MS) } : {}),
  };
}

/** Where one says from which day to which. */
export function Days({ from, to, required }: { from: string; to: string; required?: true }) {
  return (
    <>
      <label>
        From <input type="date" name="from" value={from} required={required} />
      </label>
      <label>
        To <input type="date" name="to" value={to} required={required} />
      </label>
    </>
  );
}
