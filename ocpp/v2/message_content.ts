import { text } from "../text.ts";
import { object } from "./object.ts";
import { longText, words } from "./since.ts";

/** How the text of a message is to be read (MessageFormatEnumType). */
const messageFormat = words(["ASCII", "HTML", "URI", "UTF8"], { since21: ["QRCODE"] });

/** A text to show to a driver; the language by RFC 5646 (MessageContentType). */
export const messageContent = object({
  format: messageFormat,
  language: text(8).optional(),
  content: longText(512, { since21: 1024 }),
});
