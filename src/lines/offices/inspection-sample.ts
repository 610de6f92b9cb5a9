/** What a trip owes to the sampling list that it goes through: all that was drawn is looked at, nothing is dropped. */
import type { Issue } from '#engine/problem.ts';
import type { Beside } from '#engine/record.ts';
import type { Inspection } from './inspection.ts';
import type { Sampling } from './sampling.ts';

/** What was drawn is looked at: each of it says what was seen. */
export function* checkSeen(r: Inspection): Generator<Issue> {
  if (!r.sampling_id) return;
  for (const [i, one] of r.sample.entries()) {
    if (one.seen) continue;
    yield {
      field: `sample.${i}.seen`,
      message: {
        en: 'It was drawn by lot: say what was seen there.',
        zh: '该对象为随机抽中，请填写抽查情况。',
      },
    };
  }
}

/** A row that was drawn cannot be left away on the trip: then it would be chosen by hand after all. */
export const wholeSample: Beside<Inspection> = {
  locks: ['sampling_id'],
  reads: [
    (r) => ({
      type: 'sampling',
      where: { id: r.sampling_id ? [r.sampling_id] : [] },
      records: 1,
    }),
  ],
  *check(r, [found]) {
    if (!r.sampling_id) return;
    const list = found!.records[0] as Sampling | undefined;
    const drawn = (list?.drawn ?? []).filter((one) => one.office_id === r.office_id);
    if (!list || !['drawn', 'gone_through'].includes(list.state) || drawn.length === 0) {
      yield {
        field: 'sampling_id',
        message: {
          en: 'This office is not on that sampling list. Choose another list, or none.',
          zh: '该司法所不在此抽查名单上。请另选名单，或不选。',
        },
      };
      return;
    }
    const missing = drawn.filter(
      ({ committee_id }) =>
        committee_id && !r.sample.some((one) => one.committee_id === committee_id),
    );
    if (missing.length === 0) return;
    const names = missing.map((one) => one.what).join('、');
    yield {
      field: 'sample',
      message: {
        en: `Drawn by lot and not in the sample: ${names.replaceAll('、', ', ')}. Look at them too.`,
        zh: `以下对象已抽中但未列入抽查：${names}，请一并检查。`,
      },
    };
  },
};
