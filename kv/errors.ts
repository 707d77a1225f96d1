/** What can go wrong between a rule and the store, one class each. */

/** The store did not answer in time; what was to be written may still land, or not. */
export class StoreTimeout extends Error {
  override name = "StoreTimeout";
}

/** More changes wait for the store than it takes on; nothing of this one was written. */
export class StoreBusy extends Error {
  override name = "StoreBusy";
}

/** The store was closed before this change was sent. */
export class StoreClosed extends Error {
  override name = "StoreClosed";
}

/** The store can never take this change: too large, too many checks, a value that cannot be stored. */
export class ChangeRefused extends Error {
  override name = "ChangeRefused";
}

/** The cursor is not one that this list gave. */
export class BadCursor extends Error {
  override name = "BadCursor";
}

/** The database cannot be used as it is; the message says which, why, and what to do. */
export class DatabaseUnusable extends Error {
  override name = "DatabaseUnusable";
}
