const access = "on its page, under Access";
const versions = "Choose OCPP 1.6J, 2.0.1 or 2.1 (JSON over WebSocket) in the charger's settings";

/**
 * What to do about a refused handshake, by what its reason says; the first that fits holds. What a charger says
 * itself stands in the reason as well: only the words around it count.
 */
const helps: readonly (readonly [RegExp, string])[] = [
  [
    /^TLS: .*(?:protocol|version)/i,
    "Both have to speak TLS 1.2 or 1.3: see that the charger's firmware can, and that its URL for this port begins with wss.",
  ],
  [
    /^TLS: /,
    "Encryption could not begin: check the date on the charger's clock, that it trusts the certificate of kvolt, and that its URL begins with wss.",
  ],
  [
    / sent a wrong key$/,
    `Type the key into the charger again, or give the station a new one (${access}).`,
  ],
  [
    / sent a wrong token$/,
    `Enter the token in the charger again, or give the station a new one (${access}).`,
  ],
  [
    / sent no key, but a token, .*$/,
    `It sends a token where a key is set: set the charger to Basic authorization, or give the station a token (${access}).`,
  ],
  [
    / sent no key, and has to$/,
    `Type the key into the charger: it has to send one. Or let the station connect without (${access}).`,
  ],
  [
    / sent no token, but Basic authorization, .*$/,
    `It sends a key where a token is set: set the charger to send the token as bearer or in x-api-key, or give the station a key (${access}).`,
  ],
  [
    / sent no token, and has to$/,
    `Enter the token in the charger: it has to send one. Or let the station connect without (${access}).`,
  ],
  [
    / sent (?:its old key|no key), which was good until \S+$/,
    `It never took the new key that was sent to it. Give it another one (${access}) and type that into the charger.`,
  ],
  [
    /^the (?:key|token) of .* was revoked$/,
    `Nothing that it sends is good any more: give the station a new one (${access}) and type that into the charger.`,
  ],
  [
    /^the key of .* was changed while it came in$/,
    "Nothing to do: it is let in when it dials again.",
  ],
  [
    / showed no client certificate, and has to$/,
    `Install its certificate in the charger and let it dial the port of wss, or let the station show something else (${access}).`,
  ],
  [
    / showed a certificate that is not its own: /,
    `Install the certificate that is noted for it in the charger, or note this one (${access}).`,
  ],
  [
    / has been refused by the operator$/,
    "It was refused for good; accept it on its page if that was not meant.",
  ],
  [/ has been suspended by the operator$/, "It is suspended; resume it on its page."],
  [
    / is not registered, and DISCOVERY is closed$/,
    "Register the station under exactly this id, or check the id in the charger: capitals count.",
  ],
  [
    /^the id .* does not match STATION_ID_PATTERN, /,
    "Change the id in the charger to one of that form, or start kvolt with another STATION_ID_PATTERN.",
  ],
  [
    /^more than \d+ unknown stations in a minute$/,
    "Many that are not known dial at once. It is let in when it dials again; or register it beforehand.",
  ],
  [/^too many passwords /, "kvolt is busy with keys. It is let in when it dials again."],
  [
    /^no station id in the path /,
    "Put the id of the charger behind the last slash of the URL, as shown above.",
  ],
  [/^the station id has \d+ characters, /, "Give the charger a shorter id."],
  [
    /^the station id .* has a slash or unprintable characters/,
    "Give the charger an id of letters, digits, dots and dashes, and enter it anew: one that was pasted may have signs that nobody sees.",
  ],
  [/^no client certificate was shown$/, "Install a client certificate in the charger."],
  [
    /^the client certificate cannot be read$/,
    "Install its certificate in the charger anew: X.509, as PEM or DER.",
  ],
  [
    /^the client certificate .*(?:is of .*, which is no|has no issuer that is a) CA of TLS_CLIENT_CA$/,
    "Give the charger a certificate of a CA that kvolt trusts, or add its CA to TLS_CLIENT_CA.",
  ],
  [/^the client certificate .* expired at \S+$/, "Give the charger a new certificate."],
  [
    /^the client certificate .* is good only from \S+$/,
    "Wait until then, or check the clock of the machine that kvolt runs on.",
  ],
  [
    /^the client certificate .* was revoked \(serial \w+\)$/,
    "Give the charger another certificate: this one was taken back for good.",
  ],
  [
    /^the client certificate .* is not one for TLS clients in X.509 v3$/,
    "Have its certificate made anew, with clientAuth among its extended key usages, and see that the charger has the key of it.",
  ],
  [
    /^the station offers only .*; served here: /,
    `${versions}; SOAP is not spoken here.`,
  ],
  [
    /^the station offers only .*; allowed to it: /,
    `${versions}: one that it may speak, or allow it what it offers (${access}).`,
  ],
  [
    /^the station offers only .*; it is pinned to /,
    `Set the version to speak with it to the newest that it offers (${access}), or choose that version in the charger.`,
  ],
  [
    /^the station is pinned to .*, which /,
    `Set another version to speak with it, or allow it this one (${access}).`,
  ],
  [
    /^the station may speak no version served here$/,
    `Allow it another version of OCPP (${access}).`,
  ],
  [
    /^the station offers no subprotocol, and /,
    `Set the version that it speaks, as it does not say so itself (${access}).`,
  ],
];

const other = "Compare the URL in the charger with those above, letter by letter.";

/** What to do about a handshake that was refused for that reason. */
export const helpFor = (reason: string): string =>
  helps.find(([words]) => words.test(reason))?.[1] ?? other;
