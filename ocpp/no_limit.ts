/** What some stations write for a limit where none holds (quirk 54). */
const NONE = -1;

interface Period {
  readonly limit?: number;
}

/** The limit of a period as a station tells it; nothing where it has none. */
export function limitOf({ limit }: Period): { limit?: number } {
  return limit === undefined || limit === NONE ? {} : { limit };
}

/** Says to `finding` that periods have a number for no limit. */
export function noteNoLimit(
  periods: readonly Period[],
  finding: (kind: string, text: string) => void,
): void {
  if (!periods.some(({ limit }) => limit === NONE)) return;
  finding("no-limit", `A limit of ${NONE} stands in a schedule where none holds.`);
}
