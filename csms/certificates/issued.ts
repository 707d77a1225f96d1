import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import type { IssuedCertificate, RevocationReason, Revoked } from "../model/certificate.ts";
import type { Dismissals } from "../stations/dismissals.ts";
import type { OwnAuthority } from "./ca.ts";
import { revocationList } from "./revocation_list.ts";
import { serialOf } from "./serial.ts";

const DAY_MS = 86_400_000;
/** A list is made anew after so long, as another instance may have revoked something. */
const LIST_MS = 60_000;

type Paging = { limit: number; cursor?: string };

/** The certificates that kvolt has signed, and which of them it has taken back. */
export function issuedCertificates({ store, clock, config, dismissals, ca }: {
  store: Store;
  clock: Clock;
  config: Config;
  dismissals: Dismissals;
  ca: OwnAuthority;
}) {
  let list: { at: number; der: Promise<Uint8Array<ArrayBuffer>> } | undefined;
  const until = ({ expiresAt }: IssuedCertificate) =>
    Date.parse(expiresAt) + config.LOG_DAYS * DAY_MS;

  async function named(page: Awaited<ReturnType<typeof store.issuedByEnd.page>>) {
    const found = await store.issuedCertificates.getMany(page.items.map(({ value }) => [value]));
    return { items: found.flatMap((entry) => entry ? [entry.value] : []), next: page.next };
  }

  async function listNow(): Promise<Uint8Array<ArrayBuffer>> {
    const root = await ca.root();
    const revoked: Revoked[] = [];
    for await (const { value } of store.revokedCertificates.each([])) revoked.push(value);
    return await revocationList(root, revoked, clock.now());
  }

  return {
    /** Keeps a certificate that was signed. */
    add(change: Change, certificate: IssuedCertificate): void {
      const { serial, station, issuedAt, expiresAt } = certificate;
      const end = until(certificate);
      store.issuedCertificates.create(change, [serial], certificate, end);
      store.issuedByStation.put(change, [station, Date.parse(issuedAt), serial], serial, end);
      store.issuedByEnd.put(change, [Date.parse(expiresAt), serial], serial, end);
    },
    /** All of them, the first to end first, those that ended lately too. */
    page: async (options: Paging) =>
      await named(await store.issuedByEnd.page([], { ...options, reverse: false })),
    /** Those of one station, the newest first. */
    pageOf: async (station: string, options: Paging) =>
      await named(await store.issuedByStation.page([station], options)),
    /** Takes a certificate back; a connection that was made with it ends. Undefined where there is none of that number. */
    async revoke(
      serial: string,
      reason: RevocationReason = "unspecified",
    ): Promise<IssuedCertificate | undefined> {
      const number = serialOf(serial);
      const dismissal = { reason: "its certificate is revoked", serial: number };
      const certificate = await store.apply(async (change) => {
        const entry = await store.issuedCertificates.get(number);
        if (!entry || entry.value.revokedAt) return entry?.value;
        const at = clock.now().toISOString();
        const revoked: IssuedCertificate = { ...entry.value, revokedAt: at, reason };
        store.issuedCertificates.replace(change, entry, revoked, until(revoked));
        const listed: Revoked = { serial: number, at, reason };
        store.revokedCertificates.put(change, [number], listed, until(revoked));
        dismissals.add(change, revoked.station, dismissal);
        change.record("certificate.revoked", { serial: number, reason }, revoked.station);
        return revoked;
      });
      list = undefined;
      if (certificate) dismissals.end(certificate.station, dismissal);
      return certificate;
    },
    /** Takes back all that a station has. */
    async revokeAll(station: string, reason: RevocationReason): Promise<void> {
      for await (const { value } of store.issuedByStation.each([station])) {
        await this.revoke(value, reason);
      }
    },
    /**
     * Whether a certificate was taken back: its number in hex, and its issuer as a distinguished name. What
     * another CA has issued is never known here.
     */
    async revoked(serial: string, issuer: string): Promise<boolean> {
      const own = await ca.name();
      if (own === undefined || issuer.trim() !== own) return false;
      return await store.revokedCertificates.get(serialOf(serial)) !== null;
    },
    /** The list of what was taken back, as DER; rejects as `ca.root` does. */
    list(): Promise<Uint8Array<ArrayBuffer>> {
      const now = clock.now().getTime();
      if (list && now - list.at < LIST_MS) return list.der;
      const fresh = { at: now, der: listNow() };
      fresh.der.catch(() => {
        if (list === fresh) list = undefined;
      });
      list = fresh;
      return fresh.der;
    },
  };
}

export type Issued = ReturnType<typeof issuedCertificates>;
