/** The page of a tariff, and under /api/v1 what REST calls it. */
export const tariffHref = (id: string): string => `/tariffs/${encodeURIComponent(id)}`;
