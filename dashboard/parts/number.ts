// Kept, since to make one takes longer than all else that a card of a station does.
const [whole, hundredths] = [0, 2].map((maximumFractionDigits) =>
  new Intl.NumberFormat("en", { maximumFractionDigits, useGrouping: false })
) as [Intl.NumberFormat, Intl.NumberFormat];

/** W as people say it: `740 W`, `7.4 kW`; a dash where it is not known. */
export function power(watts: number | undefined): string {
  if (watts === undefined) return "–";
  return Math.abs(watts) < 1_000
    ? `${whole.format(watts)} W`
    : `${hundredths.format(watts / 1_000)} kW`;
}

/** Wh as people say it: `310 Wh`, `12.4 kWh`; a dash where it is not known. */
export function energy(wattHours: number | undefined): string {
  if (wattHours === undefined) return "–";
  return Math.abs(wattHours) < 1_000
    ? `${whole.format(wattHours)} Wh`
    : `${hundredths.format(wattHours / 1_000)} kWh`;
}

/** What something came to, in its currency: `12.40 EUR`. */
export const money = ({ total, currency }: { total: number; currency: string }): string =>
  `${total.toFixed(2)} ${currency}`;

/** The size of a file as people say it: `512 B`, `48 kB`, `12.4 MB`. */
export function bytes(count: number): string {
  if (count < 1_000) return `${count} B`;
  return count < 1_000_000
    ? `${whole.format(count / 1_000)} kB`
    : `${hundredths.format(count / 1_000_000)} MB`;
}

/** How long something took, from ms: `45 s`, `12 min`, `3 h 5 min`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** How often something happened: `once`, `7 times`. */
export const times = (count: number): string => count === 1 ? "once" : `${count} times`;
