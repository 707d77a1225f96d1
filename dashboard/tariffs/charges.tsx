import type { Tariff } from "../../csms/model/tariff.ts";
import { chargesOf } from "./words.ts";

/** What a tariff charges, in plain words. */
export function Charges({ tariff }: { tariff: Tariff }) {
  return <ul class="charges">{chargesOf(tariff).map((line) => <li>{line}</li>)}</ul>;
}
