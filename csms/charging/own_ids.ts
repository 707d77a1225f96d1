/** The profile ids that kvolt uses for limits: one for each EVSE, from here. */
export const FIRST_LIMIT_ID = 900_000;

/** The profile ids that kvolt uses for the schedules of vehicles: one for each EVSE, from here. */
export const FIRST_NEEDS_ID = 910_000;
