/** What a token is taken for where nobody has said: an RFID card. */
const CARD = "ISO14443";

/** A token of ours as 2.x writes it. */
export function idTokenOf(token: string, type: string = CARD): { idToken: string; type: string } {
  return { idToken: token, type };
}

const LONGEST_GROUP = 36;

/** A group as 2.x writes it, of one kind whatever its tokens are: stations compare both. One too long for 2.0.1 is left out. */
export function groupOf(group: string | undefined) {
  if (!group || [...group].length > LONGEST_GROUP) return {};
  return { groupIdToken: { idToken: group, type: "Central" as const } };
}
