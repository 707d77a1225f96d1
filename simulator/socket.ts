/** The part of a WebSocket that a charge point uses, so that tests can give one of another make. */
export interface Socket {
  send(text: string): void;
  close(code?: number, reason?: string): void;
  readonly bufferedAmount: number;
  readonly protocol: string;
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  onerror: ((event: Event) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
}

/** Opens a socket that offers `protocols` and sends `headers` with its handshake. */
export type Connect = (
  url: string,
  protocols: string[],
  headers: Record<string, string>,
) => Socket;

/** The runtime's own WebSocket. */
export const webSocket: Connect = (url, protocols, headers) =>
  new WebSocket(url, { protocols, headers });

/** The URL of a station under that of its CSMS; throws where the latter is none. */
export function stationUrl(base: string, id: string): string {
  const url = URL.parse(base);
  if (!url || !/^wss?:$/.test(url.protocol)) {
    throw new Error(`not a WebSocket URL (ws://host:port/path or wss://…): ${base}`);
  }
  url.pathname = `${url.pathname.replace(/\/+$/, "")}/${encodeURIComponent(id)}`;
  return url.href;
}

/** HTTP Basic authorization with the station's id as user name (security whitepaper, A00.FR.204). */
export function basicAuth(id: string, key: string): string {
  const bytes = new TextEncoder().encode(`${id}:${key}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}

/** A client may close with 1000 or 3000 and up only (WebSocket API, close()). */
export function closeCode(code: number): number {
  return code === 1000 || code >= 3000 ? code : 3000;
}
