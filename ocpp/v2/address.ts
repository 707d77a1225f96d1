import { text } from "../text.ts";
import { object } from "./object.ts";

/** A postal address (AddressType). */
export const address = object({
  name: text(50),
  address1: text(100),
  address2: text(100).optional(),
  city: text(100),
  postalCode: text(20).optional(),
  country: text(50),
});
