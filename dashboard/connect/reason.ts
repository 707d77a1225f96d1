/** What to do about a refused handshake, by what its reason says; the first that fits holds. */
const helps: readonly (readonly [RegExp, string])[] = [
  [
    /offers only|protocol/i,
    "Choose OCPP 1.6J, 2.0.1 or 2.1 (JSON over WebSocket) in the charger's settings; SOAP is not spoken here.",
  ],
  [
    /wrong key/i,
    "Type the key into the charger again, or give the station a new one (its page, Access).",
  ],
  [
    /sent no key|credentials|authoriz/i,
    "Type the key into the charger: it has to send one. Or let the station connect without (its page, Access).",
  ],
  [
    /not registered|DISCOVERY is closed/i,
    "Register the station under exactly this id, or check the id in the charger: capitals count.",
  ],
  [
    /refused by the operator/i,
    "It was refused for good; accept it on its page if that was not meant.",
  ],
  [/suspended/i, "It is suspended; resume it on its page."],
  [
    /no id|station id|names no|path/i,
    "Put the id of the charger behind the last slash of the URL, as shown above.",
  ],
  [/certificate|TLS/i, "Check its certificate and the date on its clock."],
  [
    /shut out|too many|more than/i,
    "It dials too often. It is let in again after a while; look why it redials.",
  ],
];

const other = "Compare the URL in the charger with those above, letter by letter.";

/** What to do about a handshake that was refused for that reason. */
export const helpFor = (reason: string): string =>
  helps.find(([words]) => words.test(reason))?.[1] ?? other;
