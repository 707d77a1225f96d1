/** What to do about each kind of finding; the words of the finding itself say what was seen. */
const advices: Readonly<Record<string, string>> = {
  "no-subprotocol":
    "Choose the OCPP version in the charger's settings if it has that choice. kvolt speaks 1.6 with it meanwhile.",
  "other-version":
    "Pin the version that it really speaks (Access), or choose the right one in the charger's settings.",
  "subprotocol-case": "Nothing to do: kvolt reads it.",
  "foreign-user": "Set the user name of its authorization to its station id, if you can.",
  "broken-json":
    "Update its firmware; tell the vendor, with the example. kvolt reads what can be read.",
  "broken-frame":
    "Update its firmware; tell the vendor, with the example. Frames that cannot be read are refused.",
  "unreadable-request": "Update its firmware; tell the vendor, with the example.",
  "unreadable-answer": "Update its firmware; tell the vendor, with the example.",
  "unasked-answer":
    "Usually an answer that came twice or very late. If it goes on, look at the messages around it.",
  "refused-request": "Look at the messages: what it asked for could not be done as it was.",
  "clock-unset":
    "Its clock is not set: check that its heartbeat is answered and that it may set its clock from it.",
  "clock-ahead": "Its clock is wrong: switch on setting the time by heartbeat, or by NTP.",
  "odd-time": "Set its time zone to UTC, if it has one.",
  "unreadable-time": "Set its clock, and its time zone to UTC.",
  "no-connector":
    "Have it send StatusNotification (Now, Trigger). Connectors are learned from sessions meanwhile.",
  "evse-zero": "Nothing to do: kvolt asks for the only connector instead.",
  "meter-outside-transaction":
    "Check whether a session began while it was offline. The values were kept.",
  "configuration-lost":
    "Look at the setting that it forgets (Configuration): wish for another value, or for none.",
  "certificate-expires": "Have it ask for a new one (Maintenance), and accept what it asks for.",
  "hasty-certificates":
    "It seems to take none of them: look at its messages, then sign what waits, or set signing to never.",
  "many-limits": "Clear the charging profiles that are not needed (Smart charging).",
};

const ordinary =
  "Nothing to do: kvolt reads it as it is meant. A newer firmware may mend it; the vendor will want the example.";

/** What to do about a finding of that kind, in a sentence or two. */
export const adviceFor = (kind: string): string => advices[kind] ?? ordinary;
