const OWN = "http://own.invalid";

/** Where to go after signing in: a path of our own, whatever was asked for, so that no link leads from here elsewhere. */
export function ownPath(next: string | undefined, otherwise = "/"): string {
  if (!next?.startsWith("/")) return otherwise;
  // As a browser would read it: `//host`, `/\host` and `/<tab>/host` all lead away.
  const url = URL.parse(next, OWN);
  if (url?.origin !== OWN || url.pathname.startsWith("//")) return otherwise;
  return url.pathname + url.search + url.hash;
}
