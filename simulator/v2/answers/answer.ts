import { answering } from "../../answer.ts";
import type { Station } from "../station.ts";

/** How a station of 2.x answers one action. */
export const answer = answering<Station>();
