import { answering } from "../../answer.ts";
import type { Station } from "../station.ts";

/** How a 1.6 charge point answers one action. */
export const answer = answering<Station>();
