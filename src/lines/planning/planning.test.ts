/** What planning counts of its own work, and how a survey gives a target its baseline: a record in, lines out. */
import { describe, expect, it } from 'vitest';
import { statutoryCalendar } from '#engine/holidays.ts';
import type { Indicator } from '#engine/indicator.ts';
import { applyAction, blankRecord } from '#engine/apply.ts';
import type { AnyRecord, AnyRecordType } from '#engine/record.ts';
import type { Actor, Role } from '#engine/permission.ts';
import { Problem } from '#engine/problem.ts';
import { book } from '#lines/index.ts';
import { brief } from './brief.ts';
import { codes } from './codes.ts';
import { instruction } from './instruction.ts';
import { planning } from './line.ts';
import { survey } from './survey.ts';
import { target } from './target.ts';

const actor = (role: Role): Actor => ({
  person_id: '00000000-0000-4000-8000-000000000001',
  name: '某',
  grant: { role, unit_id: 1, path: '1.', lines: ['*'] },
});

function begin(type: AnyRecordType): AnyRecord {
  return blankRecord(type, { id: 'r', unit_id: 1, path: '1.', created_by: 'p' });
}

function act(
  type: AnyRecordType,
  before: AnyRecord,
  action: string,
  fields: Record<string, unknown>,
  {
    role = 'bureau',
    today = '2009-03-20',
    reason,
  }: { role?: Role; today?: string; reason?: string } = {},
): AnyRecord {
  const calendar = statutoryCalendar;
  const moment = { today, now: `${today}T02:00:00.000Z`, actor: actor(role), reason, calendar };
  const deed = { action, fields, reason };
  return applyAction(type, before, deed, moment, () => undefined).after;
}

const refusal = (work: () => unknown): string[] => {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem) return error.issues.map((issue) => issue.field ?? '');
    throw error;
  }
  return [];
};

describe('a survey', () => {
  const designed = act(survey, begin(survey), 'design', { ...survey.example });
  const results = (answered: number, yes: number) => ({
    valid: 600,
    closed_on: '2009-03-18',
    questions: [{ ...designed['questions'][0], answered, yes }],
  });

  it('counts people who know, of people asked, on the day of its results', () => {
    const closed = act(survey, designed, 'close', results(580, 406));
    expect(survey.postings(closed as never)).toEqual([
      { measure: 'survey_answers', amount: 580, day: '2009-03-18', unit_id: 1, facets: { topic: 'legal_aid_awareness' } },
      { measure: 'survey_yes', amount: 406, day: '2009-03-18', unit_id: 1, facets: { topic: 'legal_aid_awareness' } },
    ]); // prettier-ignore
    const rate = book.findIndicator('legal_aid_awareness_rate') as Indicator & { kind: 'rate' };
    expect(rate.numerator).toEqual({
      measure: 'survey_yes',
      where: { topic: ['legal_aid_awareness'] },
    });
  });

  it('counts nothing before its results are in', () => {
    expect(survey.postings(designed as never)).toEqual([]);
  });

  it('needs one question for the rate, and no more who know than were asked', () => {
    const none = { ...survey.example, questions: [{ text: '您知道吗？' }] };
    expect(refusal(() => act(survey, begin(survey), 'design', none))).toEqual(['questions']);
    expect(refusal(() => act(survey, designed, 'close', results(580, 581)))).toContain(
      'questions.0.yes',
    );
    expect(refusal(() => act(survey, designed, 'close', results(601, 5)))).toContain(
      'questions.0.answered',
    );
  });
});

describe('an instruction', () => {
  const given = act(
    instruction,
    begin(instruction),
    'give',
    { ...instruction.example },
    { role: 'leader', today: '2009-03-02' },
  );

  it('stands on the page Today of whoever answers, until its day, and is counted in time or not', () => {
    expect(instruction.duties!(given as never, statutoryCalendar)).toMatchObject([
      { due_on: '2009-03-20', action: 'answer', roles: ['bureau'] },
    ]);
    const in_time = (today: string) => {
      const done = act(instruction, given, 'answer', { answer: '已督促' }, { today });
      return instruction
        .postings(done as never)
        .find((line) => line.measure === 'instructions_due');
    };
    expect(in_time('2009-03-20')).toMatchObject({ day: '2009-03-20', facets: { done: 'done' } });
    expect(in_time('2009-03-21')).toMatchObject({
      day: '2009-03-20',
      facets: { done: 'not_done' },
    });
  });

  it('asks for nothing once it is answered or taken back', () => {
    const back = act(instruction, given, 'take_back', {}, { role: 'leader', reason: '误登' });
    expect(instruction.duties!(back as never, statutoryCalendar)).toEqual([]);
    expect(instruction.postings(back as never)).toEqual([]);
  });
});

describe('a brief', () => {
  it('counts when it is submitted, and once more for each level that adopts it, with its points', () => {
    const submitted = act(
      brief,
      begin(brief),
      'submit',
      { ...brief.example },
      { role: 'director' },
    );
    const adopted = act(brief, submitted, 'adopt', {
      adoptions: [
        { level: 'city', adopted_on: '2009-03-10', points: 2 },
        { level: 'region', adopted_on: '2009-03-15', points: 5 },
      ],
    });
    const counted = brief
      .postings(adopted as never)
      .map(({ measure, amount }) => [measure, amount]);
    expect(counted).toEqual([
      ['briefs_submitted', 1],
      ['briefs_adopted', 1],
      ['brief_points', 2],
      ['briefs_adopted', 1],
      ['brief_points', 5],
    ]);
  });
});

describe('a target', () => {
  it('counts as issued on its day, and not once it was withdrawn', () => {
    const draft = act(target, begin(target), 'draft', { ...target.example });
    expect(target.postings(draft as never)).toEqual([]);
    const issued = act(target, draft, 'issue', { issued_on: '2009-03-02' });
    expect(target.postings(issued as never)).toEqual([
      { measure: 'targets_issued', day: '2009-03-02', amount: 1, unit_id: 1, facets: { kind: 'rate' } },
    ]); // prettier-ignore
    const gone = act(target, issued, 'withdraw', {}, { reason: '计划取消' });
    expect(target.postings(gone as never)).toEqual([]);
  });

  it('is due by the end of its year where no other day is given, and at least where nothing else is said', () => {
    const draft = act(target, begin(target), 'draft', { ...target.example });
    expect(draft).toMatchObject({
      from_day: '2010-01-01',
      due_on: '2010-12-31',
      direction: 'at_least',
      goal_in: 'percent',
    });
  });
});

describe('the line', () => {
  it('says of every figure what is counted and on which day', () => {
    for (const { rule, name } of planning.indicators)
      expect({ name, en: rule.en.at(-1), zh: rule.zh.at(-1) }).toEqual({ name, en: '.', zh: '。' });
  });

  it('makes every measure from a record of its own, and lists every code list that its fields use', () => {
    const types = planning.records.map((type) => type.name);
    expect(planning.measures.filter(({ of }) => !types.includes(of))).toEqual([]);
    const used = planning.records.flatMap((type) =>
      [
        type.fields,
        ...Object.values(type.children as Record<string, { fields: object }>).map((c) => c.fields),
      ].flatMap((fields) =>
        Object.values(fields as Record<string, { list?: { name: string } }>).flatMap(
          (f) => f.list?.name ?? [],
        ),
      ),
    );
    const known = codes.map((list) => list.name);
    expect(used.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('names in duties only actions that there are', () => {
    const record = {
      ...begin(target),
      state: 'issued',
      parent_id: 'p',
      due_on: '2010-12-31',
      issued_on: '2010-01-02',
    };
    const due = target.duties!(
      { ...record, milestones: [{ name: 'x', due_on: '2010-06-30' }] } as never,
      statutoryCalendar,
    );
    expect(due.map((one) => one.action)).toEqual(['report_milestones', 'self_assess']);
    for (const one of due) expect(target.actions).toHaveProperty(one.action);
  });
});
