/** The same line under another counting rule: what begins with this name counts twice. For tests of a changed rule. */
import type { Line } from '#engine/line.ts';
import type { AnyRecord } from '#engine/record.ts';

export function countedTwice(line: Line, measures: string): Line {
  return {
    ...line,
    records: line.records.map((type) => ({
      ...type,
      postings: (record: AnyRecord) =>
        type
          .postings(record)
          .map((one) =>
            one.measure.startsWith(measures) ? { ...one, amount: 2 * one.amount } : one,
          ),
    })),
  };
}
