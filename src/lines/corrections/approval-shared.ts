/** What all approvals and decisions about one correction file have in common. */
import { account, link, unit } from '#engine/field.ts';
import type { Day } from '#engine/day.ts';
import type { Issue } from '#engine/problem.ts';
import type { Found, Reading } from '#engine/record.ts';
import type { CorrectionFile } from './correction-file-fields.ts';
import { minorOfFile } from './shared.ts';

/** Every one of them hangs on a file, takes over whom it is about, and is sealed with it. */
export const fileFields = {
  file_id: link('File', '矫正档案', 'correction_file', { required: true }),
  person_id: link('Person', '社区矫正对象', 'person', { computed: true }),
  minor: minorOfFile,
  officer_id: account('Officer in charge', '责任人', { computed: true }),
};

/** It goes along with the file, and counts where it was begun. */
export const begunAt = {
  home_unit_id: unit('Begun at', '登记单位', { computed: true }),
};

export const fileCopies = {
  person_id: ['file_id', 'person_id'],
  minor: ['file_id', 'minor'],
  officer_id: ['file_id', 'officer_id'],
} as const;

type OnFile = { readonly file_id: string | null };

export const theFile = (r: OnFile): Reading => ({
  type: 'correction_file',
  where: { id: r.file_id ? [r.file_id] : [] },
  records: 1,
});

export const fileIn = (found: Found | undefined) =>
  found?.records[0] as unknown as CorrectionFile | undefined;

/** Whose correction has ended, or goes on elsewhere, has nothing to ask and nothing to answer for here. */
export function* stillHere(file: CorrectionFile | undefined): Generator<Issue> {
  if (!file || !gone.has(file.state)) return;
  yield {
    field: 'file_id',
    message: {
      en: 'This person is no longer under correction here. Choose an open file.',
      zh: '该对象已解除、终止矫正或者已转出，请选择在册对象的档案。',
    },
  };
}
const gone: ReadonlySet<string> = new Set(['released', 'terminated', 'moved']);

/** The file is read with the locks of other checks, so that it cannot end in between. */
export const underCorrection = {
  locks: ['file_id'],
  reads: [theFile],
  check: (_r: OnFile, [file]: readonly Found[]) => stillHere(fileIn(file)),
};

/** Nothing is allowed beyond the term of correction: then nobody has to ask any more. */
export function* withinTerm(file: CorrectionFile | undefined, field: string, until: Day | null) {
  if (!file?.term_until || !until || until <= file.term_until) return;
  yield {
    field,
    message: {
      en: `Correction ends on ${file.term_until}. Choose a day up to then.`,
      zh: `矫正期至${file.term_until}届满，请填写不晚于该日的日期。`,
    },
  } satisfies Issue;
}

/** One at a time: two that run at once would be two permissions for one thing. */
export function* noneBeside(found: Found | undefined, message: Issue['message']): Generator<Issue> {
  if ((found?.count ?? 0) > 0) yield { field: 'file_id', message };
}
