/** The version of kvolt: a leaf. */
export const version = "0.1.0";
