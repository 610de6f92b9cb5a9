/** What an honour counts for and what is due on it, and the papers of its file. */
import type { Calendar } from '#engine/calendar.ts';
import { nationalCode } from '#engine/code-book.ts';
import type { Posting } from '#engine/measure.ts';
import type { Duty, Paper } from '#engine/record.ts';
import type { Text } from '#engine/text.ts';
import { dutyFrom } from '../common/office-period.ts';
import { stays } from '../common/stretch.ts';
import { decidedAbove, termsOf } from './codes.ts';
import type { Honour } from './honour-fields.ts';
import { rhythm } from './rhythm.ts';

/**
 * Named is a fact of its year, whatever came later; held counts only while it is valid; recommended
 * stands apart from both.
 */
export function honourPostings(r: Honour): Posting[] {
  if (r.state === 'withdrawn') return [];
  const unit_id = r.honoured_unit_id ?? r.unit_id;
  const kind = nationalCode(r.kind ?? '');
  const level = r.level ?? '';
  const lines: Posting[] = stays(
    { measure: 'honours_held', unit_id, facets: { kind, level } },
    r.terms,
  );
  if (r.recommended_on)
    lines.push({
      measure: 'honours_recommended',
      day: r.recommended_on,
      unit_id,
      amount: 1,
      facets: { kind, level },
    });
  if (r.named_on)
    lines.push({
      measure: 'honours_named',
      day: r.named_on,
      unit_id,
      amount: 1,
      facets: { kind, level, subject: r.subject_kind ?? '' },
    });
  if (r.ended_on && r.ended_how)
    lines.push({
      measure: 'honours_ended',
      day: r.ended_on,
      unit_id,
      amount: 1,
      facets: { end: r.ended_how },
    });
  return lines;
}

export function honourDuties(r: Honour, calendar: Calendar): Duty[] {
  const above = ['county', 'bureau'] as const;
  const one = (rule: (typeof rhythm)[keyof typeof rhythm], from: string, rest: DutyWords) =>
    dutyFrom(rule, from, calendar, { statutory: false, roles: above, ...rest });
  switch (r.state) {
    case 'nominated':
      return r.nominated_on
        ? [
            one(rhythm.inspect, r.nominated_on, {
              key: 'inspect',
              label: { en: 'Inspect the nomination', zh: '考察申报对象' },
              action: r.subject_kind === 'bureau' ? 'publicise' : 'inspect',
              asked: true,
            }),
          ]
        : [];
    case 'inspected':
      return r.inspected_on
        ? [
            one(rhythm.decide, r.inspected_on, {
              key: 'publicise',
              label: { en: 'Put on public notice', zh: '公示' },
              action: 'publicise',
              asked: true,
            }),
          ]
        : [];
    case 'publicised':
      return [
        ...r.objections.flatMap((objection, i) =>
          objection.received_on && !objection.finding
            ? [
                one(rhythm.answer_objection, objection.received_on, {
                  key: `objection-${i + 1}`,
                  label: { en: 'Answer an objection', zh: '核查答复公示异议' },
                  action: 'object',
                  asked: true,
                }),
              ]
            : [],
        ),
        ...(r.notice_until
          ? [
              one(rhythm.decide, r.notice_until, {
                key: 'decide',
                label: { en: 'Decide after the public notice', zh: '公示期满审定' },
                action: decidedAbove(r.level) ? 'recommend' : 'name',
                asked: true,
              }),
            ]
          : []),
      ];
    case 'recommended':
      return r.recommended_on
        ? [
            one(rhythm.follow_up, r.recommended_on, {
              key: 'follow_up',
              label: { en: 'Ask what became of the recommendation', zh: '了解推荐结果' },
              action: 'name',
            }),
          ]
        : [];
    case 'held': {
      if (!termsOf(r.kind).reverified || !r.named_on) return [];
      const last = r.terms.at(-1);
      // What has run out is over; there is nothing left to verify.
      if (!last) return [];
      return [
        one(rhythm.reverify, r.verified_on ?? r.named_on, {
          key: 'verify',
          label: { en: 'Verify the honour again', zh: '复核荣誉' },
          action: 'verify',
        }),
      ];
    }
    default:
      return [];
  }
}

type DutyWords = Pick<Duty, 'key' | 'label' | 'action' | 'asked'>;

export const honourForms = {
  nomination: { en: 'Nomination form', zh: '荣誉申报（推荐）表' },
  inspection: { en: 'Inspection record', zh: '荣誉考察记录' },
  'public-notice': { en: 'Public notice', zh: '公示' },
  certificate: { en: 'Certificate', zh: '荣誉证书' },
} as const satisfies Record<string, Text>;

/** These carry a signature or a seal; a notice on the wall and a photo do not. */
const signed: ReadonlySet<string> = new Set(['nomination', 'inspection']);

/** One body, one file (一村一档): in the order in which the papers come. */
export function honourPapers(r: Honour): Paper[] {
  const noticed = r.notice_from !== null;
  const above = decidedAbove(r.level);
  const rows: readonly (readonly [
    string,
    string,
    string,
    Paper['required'],
    (keyof typeof honourForms)?,
  ])[] = [
    ['nomination', 'Nomination form', '荣誉申报（推荐）表', 'always', 'nomination'],
    ['self-check', 'Self-check', '自查报告', 'as_needed'],
    ['evidence', 'Evidence and photos', '佐证材料、照片', 'as_needed'],
    [
      'inspection',
      'Inspection record',
      '荣誉考察记录',
      r.inspected_on ? 'always' : 'as_needed',
      'inspection',
    ],
    ['public-notice', 'Public notice', '公示', noticed ? 'always' : 'as_needed', 'public-notice'],
    ['minutes', 'Minutes of the decision', '研究决定会议纪要', 'as_needed'],
    [
      'recommendation',
      'Report of recommendation',
      '推荐上报文件',
      above && r.recommended_on ? 'always' : 'as_needed',
    ],
    ['document', 'Document that names it', '命名（表彰）文件', r.named_on ? 'always' : 'as_needed'],
    [
      'certificate',
      'Certificate',
      '荣誉证书',
      r.named_on && !above ? 'always' : 'as_needed',
      'certificate',
    ],
    ['plaque', 'Photo of the plaque', '牌匾照片', 'as_needed'],
  ];
  return rows.map(([name, en, zh, required, template], i) => ({
    name,
    order: i + 1,
    label: { en, zh },
    required,
    signature: signed.has(name) ? 'needed' : 'none',
    ...(template ? { template } : {}),
  }));
}
