import { z } from "zod";
import { changed } from "./since.ts";

/** A number of things, or of one among them: 2.1 says that it is not negative. */
export const unsigned = changed(z.int().min(0), { was: z.int() });

/** How many phases, or which one: 2.1 says that there are three. */
export const phases = changed(z.int().min(0).max(3), { was: z.int() });

/** An amount that 2.0.1 has in whole numbers. */
export const decimal = changed(z.number(), { was: z.int() });

/** The answer `Accepted` or `Rejected` and no other (GenericStatusEnumType and its like). */
export const accepted = z.enum(["Accepted", "Rejected"]);
