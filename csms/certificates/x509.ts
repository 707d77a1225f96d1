/**
 * The library that reads and writes X.509. It is loaded when it is first needed, as most runs of kvolt sign
 * nothing, and it takes 0.1 s and 20 MB. It counts on `Reflect` to keep metadata.
 */
export async function x509() {
  await import("reflect-metadata");
  return await import("@peculiar/x509");
}

/** What the library gives, by the names it has there. */
export type X509 = Awaited<ReturnType<typeof x509>>;
