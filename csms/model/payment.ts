/** Payments that stations and drivers make without a token of ours: a leaf that imports nothing. */

/** A postal address. */
interface Address {
  readonly name: string;
  readonly address1: string;
  readonly address2?: string;
  readonly city: string;
  readonly postalCode?: string;
  readonly country: string;
}

/** One thing that happened around a payment. */
export interface Payment {
  readonly id: string;
  readonly station: string;
  readonly kind: "settlement" | "web-started" | "vat-check";
  readonly at: string;
  readonly evse?: number;
  /** Seconds that a payment on the web may take. */
  readonly timeout?: number;
  /** The transaction that a settlement is of, where it is known here. */
  readonly transaction?: string;
  /** The transaction as the station named it. */
  readonly said?: string;
  readonly status?: string;
  readonly info?: string;
  /** The reference of the payment service. */
  readonly reference?: string;
  readonly amount?: number;
  readonly receiptId?: string;
  readonly receiptUrl?: string;
  readonly vatNumber?: string;
  readonly company?: Address;
}
