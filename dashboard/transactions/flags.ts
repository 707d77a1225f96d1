/** What each flag of a transaction means, in plain words. */
const meanings: Readonly<Record<string, string>> = {
  "closed-by-hand": "An operator closed it.",
  "estimated": "Its energy is an estimate: the meter values do not say it all.",
  "implausible-reading": "A meter value that cannot be was left out.",
  "lost": "Its station never ended it: it was closed with its last meter value.",
  "matched-by-guess":
    "The station ended it without its id: it was found by tag, connector and time.",
  "meter-changed": "The station went on with another meter; what both counted is added.",
  "meter-in-kwh": "The station sent kWh where Wh are due; it was converted.",
  "meter-start-unusable":
    "The meter value of its start cannot be right: the first one after it counts.",
  "meter-stop-differs": "The meter value of its end does not fit those before: they count.",
  "no-meter-stop": "The station gave no meter value at its end: the last one before counts.",
  "no-start": "What its station told of its start has not arrived.",
  "offline": "It ran while its station was not connected, at least in part, and was told later.",
  "register-jump": "The meter jumped while it ran; the jump is not counted unless it lasts.",
  "register-reset": "The meter started over while it ran; what it counted before is added.",
  "seq-gap": "Not all that its station told of it has arrived.",
  "session-register": "Its meter counts each session from zero.",
  "stop-without-start": "Its station ended a transaction of which nobody had heard the start.",
  "stopped-late": "It was closed as lost, and then its station ended it after all: that counts.",
  "token-refused": "The tag was refused, and the station charged all the same.",
  "unknown-connector": "Its connector was not known when it began.",
  "unknown-remote-start": "Its station names a remote start that was not asked for.",
  "unknown-token": "Nobody knew the tag that it was started with.",
  "unregistered": "Its station was not accepted when it began.",
  "went-on": "It was closed as lost, and its station went on with it.",
};

/** What a flag means; one that is not known stands as it is. */
export const meaningOf = (flag: string): string => meanings[flag] ?? flag.replaceAll("-", " ");
