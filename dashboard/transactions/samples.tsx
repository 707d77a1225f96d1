import type { Csms } from "../../csms/mod.ts";
import type { SampledValue } from "../../csms/model.ts";
import type { Pages } from "../page.tsx";
import { htmlOf } from "../parts/html.ts";
import { More } from "../parts/more.tsx";
import { Table } from "../parts/table.tsx";
import { Time } from "../parts/time.tsx";
import { transactionHref } from "./row.tsx";

const AT_ONCE = 50;

interface Asked {
  readonly csms: Csms;
  readonly transaction: string;
  readonly cursor?: string;
}

/** A value as its station sent it: `Power.Active.Import L1 2300 W`. */
const inWords = ({ measurand, phase, value, raw, unit }: SampledValue): string =>
  [measurand, phase, value ?? raw, unit].filter((part) => part !== undefined).join(" ");

/** What a transaction's meter said, the oldest first. */
async function Rows({ csms, transaction, cursor }: Asked) {
  const { items, next } = await csms.transactions.samples(transaction, {
    limit: AT_ONCE,
    ...(cursor ? { cursor } : {}),
  });
  const page = transactionHref(transaction);
  return (
    <>
      {items.map(({ at, values }) => (
        <tr>
          <td>
            <Time at={at} />
          </td>
          <td>{values.map(inWords).join(" · ")}</td>
        </tr>
      ))}
      <More next={next} part={`${page}/samples`} page={page} query={{}} columns={2} as="samples" />
    </>
  );
}

/** The samples that the curves are drawn of, folded away, and all of them as a file. */
export function Samples({ csms, transaction, cursor }: Asked) {
  return (
    <section id="samples">
      <details open={cursor !== undefined}>
        <summary>What its meter said</summary>
        <Table label="Samples" heads={["At", "Values"]}>
          <Rows csms={csms} transaction={transaction} cursor={cursor} />
        </Table>
      </details>
      <p>
        <a
          href={`/api/v1${transactionHref(transaction)}/samples.csv`}
          role="button"
          class="outline"
          download=""
        >
          Samples as CSV
        </a>
      </p>
    </section>
  );
}

/** Where the samples that follow are fetched. */
export function samplesPart(pages: Pages): void {
  pages.part({
    path: "/transactions/:transaction/samples",
    access: "read",
    async show({ csms, context, params: { transaction }, query: { cursor } }) {
      const rows = <Rows csms={csms} transaction={transaction!} cursor={cursor} />;
      return context.html(await htmlOf(rows));
    },
  });
}
