/** What a token is taken for where nobody has said: an RFID card. */
const CARD = "ISO14443";

/** A token of ours as 2.x writes it. */
export function idTokenOf(token: string, type: string = CARD): { idToken: string; type: string } {
  return { idToken: token, type };
}
