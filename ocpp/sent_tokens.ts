/** What a handshake sends as a bearer token or as an API key. */
export function tokensIn(headers: Headers): string[] {
  const bearer = /^\s*bearer\s+(\S+)\s*$/i.exec(headers.get("authorization") ?? "")?.[1];
  return [bearer, headers.get("x-api-key")?.trim()].filter((token) => !!token) as string[];
}
