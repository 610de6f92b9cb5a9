/** What cannot be right in a file, whichever deed would bring it about. */
import type { Issue } from '#engine/problem.ts';
import { rule } from '#engine/statute.ts';
import { released } from './codes.ts';
import type { CorrectionFile } from './correction-file-fields.ts';

const group = rule('R45').id;

export function* checkFile(r: CorrectionFile): Generator<Issue> {
  yield* checkTerm(r);
  yield* checkGroup(r);
  yield* checkAnnouncement(r);
  yield* checkRows(r);
  yield* checkEnd(r);
}

function* checkTerm(r: CorrectionFile): Generator<Issue> {
  if (r.term_from && r.term_until && r.term_until <= r.term_from)
    yield {
      field: 'term_until',
      message: {
        en: 'The term has to end after it begins. Compare the judgment.',
        zh: '矫正期止应晚于矫正期起，请核对法律文书。',
      },
    };
  if (r.category !== 'outside_prison' && r.organ_kind && r.organ_kind !== 'court')
    yield {
      field: 'organ_kind',
      message: {
        en: 'Public surveillance, suspension and parole are decided by a court (Community Corrections Law 17).',
        zh: '管制、缓刑、假释由人民法院决定（社区矫正法第十七条），请核对决定机关。',
      },
    };
}

/** Community Corrections Law 25 and 52. */
function* checkGroup(r: CorrectionFile): Generator<Issue> {
  if (r.group_members.length === 0) return;
  if (r.sex === 'female' && !r.group_members.some((one) => one.sex === 'female'))
    yield {
      field: 'group_members',
      rule: group,
      message: {
        en: 'The group of a woman needs a woman among its members (Community Corrections Law 25). Add one.',
        zh: '社区矫正对象为女性的，矫正小组中应有女性成员（社区矫正法第二十五条），请增加女性成员。',
      },
    };
  if (r.minor && !r.group_members.some((one) => one.knows_minors))
    yield {
      field: 'group_members',
      rule: group,
      message: {
        en: 'The group of a minor needs somebody who knows minors (Community Corrections Law 52). Add or mark one.',
        zh: '未成年社区矫正对象的矫正小组应吸收熟悉未成年人身心特点的人员（社区矫正法第五十二条），请增加或者标明。',
      },
    };
}

/** Community Corrections Law 22 and 54. */
function* checkAnnouncement(r: CorrectionFile): Generator<Issue> {
  if (!r.announced_on) return;
  const must = ['facts', 'term', 'rules'];
  if (!must.every((one) => r.announced?.includes(one)))
    yield {
      field: 'announced',
      message: {
        en: 'Facts, term and rules have to be announced (Community Corrections Law 22). Tick all three.',
        zh: '应当宣告犯罪事实、执行社区矫正的期限以及应当遵守的规定（社区矫正法第二十二条），请补齐。',
      },
    };
  if (r.minor && r.announced_publicly)
    yield {
      field: 'announced_publicly',
      message: {
        en: 'Nothing of a minor is announced in public: their identity is kept secret (Community Corrections Law 54).',
        zh: '未成年社区矫正对象的宣告不公开进行，身份信息应当保密（社区矫正法第五十四条）。',
      },
    };
  if (r.minor && !r.announced_to.some((one) => one.role === 'guardian'))
    yield {
      field: 'announced_to',
      warning: true,
      message: {
        en: 'The guardian should be there when a minor is received. Put down who came, or why nobody did.',
        zh: '未成年人宣告时应通知监护人到场，请登记到场的监护人。',
      },
    };
}

function* checkRows(r: CorrectionFile): Generator<Issue> {
  for (const [i, row] of r.contacts.entries())
    if (row.on_day && r.received_on && row.on_day < r.received_on)
      yield {
        field: `contacts.${i}.on_day`,
        message: {
          en: 'Nothing of this kind can be before the person reported in.',
          zh: '日期不能早于报到接收日期。',
        },
      };
  for (const [i, row] of r.pauses.entries())
    if (row.until_day && row.from_day && row.until_day < row.from_day)
      yield {
        field: `pauses.${i}.until_day`,
        message: { en: 'It cannot end before it begins.', zh: '恢复日期不能早于起始日期。' },
      };
}

/** Community Corrections Law 44 and 45. */
function* checkEnd(r: CorrectionFile): Generator<Issue> {
  if (!r.end_kind || !r.ended_on) return;
  if (r.end_kind === 'over' && r.term_until && r.ended_on < r.term_until)
    yield {
      field: 'ended_on',
      rule: rule('R44').id,
      message: {
        en: `The term runs to ${r.term_until}: nobody is released as full before. Choose that day, or another way of ending.`,
        zh: `矫正期至${r.term_until}届满，不能提前按期满解除；因其他原因终结的，请选择相应情形。`,
      },
    };
  const fits: Readonly<Record<string, readonly string[]>> = {
    probation_revoked: ['probation'],
    parole_revoked: ['parole'],
    recommitted: ['outside_prison'],
  };
  const wanted = fits[r.end_kind];
  if (wanted && !wanted.includes(r.category ?? ''))
    yield {
      field: 'end_kind',
      message: {
        en: 'This way of ending belongs to another category. Suspensions and paroles are revoked; who serves outside prison is taken back.',
        zh: '终结情形与矫正类别不符：缓刑、假释为撤销，暂予监外执行为收监执行。',
      },
    };
  if ((released as readonly string[]).includes(r.end_kind) && r.reoffended_on)
    yield {
      field: 'reoffended_on',
      message: {
        en: 'Whoever was convicted of a new crime under correction is not released. Choose how it ended.',
        zh: '矫正期间再犯罪的不予解除，请选择相应的终止情形。',
      },
    };
} // prettier-ignore
