/** Somebody tries too often, or too many at once; `retryAfter` is in s. */
export class TooMany extends Error {
  override name = "TooMany";
  readonly retryAfter: number;
  constructor(why: string, retryAfter: number) {
    super(`${why}; try again in ${retryAfter} s`);
    this.retryAfter = retryAfter;
  }
}
