/**
 * The office's own rhythm: periods that no law sets, kept in one place so that an office can set
 * others. What the law sets is in the register
 * (`#engine/statute.ts`).
 */
import type { OfficePeriod } from '#engine/line.ts';
import { days, habit, workdays } from '../common/office-period.ts';

/** Ids begin with the line, so that nobody takes them for rules of the register. */
export const rhythm = {
  accept: habit(
    'mediation.accept',
    workdays(3),
    'Accept or decline what was written down',
    '受理登记的纠纷',
  ),
  /** One month is the norm of practice for mediation, not of the Act. */
  mediate: habit('mediation.one-month', { n: 1, unit: 'months' }, 'Mediate to an end', '调解办结'),
  revisit: habit('mediation.revisit', days(30), 'Revisit after the agreement', '协议达成后回访'),
  close: habit('mediation.close', workdays(5), 'Close after performance', '履行后结案'),
  file: habit('mediation.file', { n: 3, unit: 'months' }, 'File after closing', '结案后归档'),
  complete: habit(
    'mediation.complete',
    workdays(3),
    'Complete what was sent from a telephone',
    '补全手机登记内容',
  ),
  answer_contact: habit(
    'mediation.answer',
    workdays(3),
    'Answer who came or called',
    '答复来访来电',
  ),
  reply_linkage: habit(
    'mediation.linkage-reply',
    workdays(3),
    'Reply to the other organ',
    '回复联动单位',
  ),
  report_sweep: habit('mediation.sweep', workdays(3), 'Report a sweep', '上报排查情况'),
  rectify: habit(
    'mediation.rectify',
    { n: 1, unit: 'months' },
    'Rectify after an assessment',
    '考评后整改',
  ),
  review_claim: habit(
    'mediation.review',
    workdays(10),
    'Review a claim for the subsidy',
    '审核以案定补申请',
  ),
  answer_reminder: habit('mediation.reminder', workdays(3), 'Answer a reminder', '答复催办'),
  /** The register says “promptly”; ten days is what the office reminds itself of. */
  tell_court: {
    ...habit(
      'R09',
      workdays(10),
      'Tell the court of committees set up and of changes in them',
      '向人民法院通报调委会设立、人员组成和调整情况',
    ),
  },
  /** The register says “at once”. */
  tell_police: {
    ...habit('R11', days(0), 'Tell the police of danger', '向公安机关报告激化危险'),
    rolls_over: false,
  },
  /** Performance falls due on the day that the agreement names, workday or not. */
  on_the_day: {
    ...habit('mediation.performance', days(0), 'Perform on the day agreed', '按约定日期履行'),
    rolls_over: false,
  },
} as const satisfies Record<string, OfficePeriod>;

/** Those that an office may set otherwise. What is at once, or on the day agreed, is no period. */
export const officePeriods: readonly OfficePeriod[] = Object.values(rhythm).filter(
  (one) => one.period.n > 0,
);

/** How long a list of subsidies hangs out at least, both days counted. */
export const noticeDaysMin = 5;
