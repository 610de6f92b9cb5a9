/** What a subsidy has to stand beside other records, through the write path on a real database. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#engine/permission.ts';
import { Problem } from '#engine/problem.ts';
import { computeFigures } from '#server/figures/compute.ts';
import { listRecords } from '#server/records/list.ts';
import { readAs } from '#server/services.ts';
import { deed, makeWorld, unitId } from '#testing/world.ts';
import type { World } from '#testing/world.ts';
import { committee } from './committee.ts';
import { mediation } from './line.ts';
import { mediator } from './mediator.ts';
import { signsOfSame, textAlike } from './same-matter.ts';

let world: World;
let director: Actor;
let county: Actor;
let second: Actor;
let committee_id: string;
let mediator_id: string;
let helper_id: string;

const fresh = async (who: Actor, type: string, action: string, fields: object): Promise<string> =>
  (await world.write(who, deed(type, action, fields as Record<string, unknown>)))[0]!.id;

beforeAll(async () => {
  world = await makeWorld([mediation]);
  director = await world.actor('director', 'n1');
  county = await world.actor('county', 'north');
  second = await world.actor('county', 'north');
  committee_id = await fresh(director, 'committee', 'set_up', committee.example);
  const one = { ...mediator.example, committee_id };
  mediator_id = await fresh(director, 'mediator', 'appoint', one);
  helper_id = await fresh(director, 'mediator', 'appoint', {
    ...one,
    name: '赵玉兰',
    account_id: director.person_id,
  });
}, 60_000);
afterAll(() => world.end());

const tariffWith = (more: object) =>
  fresh(county, 'tariff', 'issue', {
    name: '以案定补标准',
    version_no: randomUUID().slice(0, 8),
    valid_from: '2009-01-01',
    grades: [{ form: 'oral', difficulty: 'simple', amount_fen: 3000 }],
    ...more,
  });

let people = 0;
/** Settled on the spot between two people whom nobody else knows. */
const settle = (more: object = {}, who = director) => {
  const n = String(++people);
  const person = (side: string, name: string) => ({ side, kind: 'person', name, role: 'party' });
  return fresh(who, 'dispute', 'settle_on_spot', {
    parties: [person('applicant', `申${n}`), person('respondent', `被${n}`)],
    dispute_type: 'boundary',
    source: 'application',
    about: '地埂',
    found_on: '2009-03-02',
    difficulty: 'simple',
    committee_id,
    mediator_id,
    agreement_content: '恢复界石',
    originals: ['oral-register'],
    ...more,
  });
};

type Claimed = { readonly id: string; version: number };

async function claim(dispute_id: string, tariff_id: string, more: object = {}): Promise<Claimed> {
  const [answer] = await world.write(
    await world.actor('clerk', 'n1'),
    deed('subsidy', 'claim', {
      dispute_id,
      tariff_id,
      grade: 'simple',
      amount_fen: 3000,
      claimed_on: '2009-03-10',
      splits: [{ mediator_id, amount_fen: 3000 }],
      ...more,
    }),
  );
  return { id: answer!.id, version: answer!.version };
}

/** Does a deed on the claim; answers its warnings, or throws the Problem. */
async function act(
  one: Claimed,
  who: Actor,
  action: string,
  fields: Record<string, unknown>,
  reason?: string,
) {
  const [answer] = await world.write(
    who,
    deed('subsidy', action, fields, { id: one.id, ...(reason ? { reason } : {}) }),
  );
  one.version = answer!.version;
  return answer!.warnings.map((issue) => issue.field);
}
const officeFields = {
  duplicate_checked: true,
  office_reviewed_on: '2009-03-12',
};
const review = async (one: Claimed, more: object = {}) =>
  act(one, await world.actor('director', 'n1'), 'office_review', { ...officeFields, ...more });
async function untilNotice(one: Claimed): Promise<void> {
  await review(one);
  await act(one, county, 'county_review', { county_reviewed_on: '2009-03-13' });
  await act(one, county, 'publicise', { notice_from: '2009-03-16', notice_until: '2009-03-20' });
}
const approve = (one: Claimed, reason?: string, day = '2009-03-23') =>
  act(one, second, 'approve', { approved_on: day }, reason);
const problemOf = (work: Promise<unknown>): Promise<Problem> =>
  work.then(
    () => expect.fail('was not refused'),
    (problem: unknown) => {
      if (!(problem instanceof Problem)) throw problem;
      return problem;
    },
  );
const fieldsOf = async (work: Promise<unknown>) =>
  (await problemOf(work)).issues.filter((issue) => !issue.warning).map((issue) => issue.field);

describe('one case, one subsidy', () => {
  it('warns at a second claim, and refuses its review', async () => {
    const tariff = await tariffWith({});
    const case_ = await settle();
    const first = await claim(case_, tariff);
    expect(await review(first)).toEqual([]);
    const again = await claim(case_, tariff);
    expect(await fieldsOf(review(again))).toEqual(['dispute_id']);
    await act(again, county, 'reject', { rejected_on: '2009-03-14', rejected_ground: '重复' });
    await act(first, county, 'county_review', { county_reviewed_on: '2009-03-13' });
  });

  it('knows the case of the other organ again under another dispute', async () => {
    const tariff = await tariffWith({});
    const [one, other] = [await settle(), await settle()];
    const link = (dispute_id: string, organ_number: string) =>
      fresh(director, 'linkage', 'propose', {
        direction: 'in',
        kind: 'entrust',
        from_track: 'judicial',
        to_track: 'people',
        organ_name: '沙坡头区人民法院',
        organ_number,
        dispute_id,
        proposed_on: '2009-03-01',
      });
    await link(one, '（2009）民字第8号');
    await link(other, '（2009）民字第8号');
    const unrelated = await settle();
    await link(unrelated, '（2009）民字第9号');
    await review(await claim(one, tariff));
    expect(await fieldsOf(review(await claim(other, tariff)))).toEqual(['dispute_id']);
    expect(await review(await claim(unrelated, tariff))).toEqual([]);
  });
});

describe('whoever mediated', () => {
  it('does not review, even as one of several and without naming an account in the shares', async () => {
    const tariff = await tariffWith({});
    const one = await claim(await settle({ co_mediators: [{ mediator_id: helper_id }] }), tariff);
    expect(await fieldsOf(act(one, director, 'office_review', officeFields))).toEqual(['splits']);
    const together = { co_mediators: [{ mediator_id: helper_id }] };
    const shared = await claim(await settle(together), tariff, {
      splits: [
        { mediator_id, amount_fen: 2000 },
        { mediator_id: helper_id, amount_fen: 1000 },
      ],
    });
    expect(await fieldsOf(act(shared, director, 'office_review', officeFields))).toEqual([
      'splits',
    ]);
    expect(await review(shared)).toEqual([]);
  });

  it('is paid, and nobody else: named in the dispute, and on the roster when it was closed', async () => {
    const tariff = await tariffWith({});
    const appoint = (more: object) =>
      fresh(director, 'mediator', 'appoint', { ...mediator.example, committee_id, ...more });
    const bystander = await appoint({ name: '孙有才' });
    const late = await appoint({ name: '吴晚来', from_day: '2009-03-20' });
    for (const [who, co_mediators] of [
      [bystander, []],
      [late, [{ mediator_id: late }]],
    ] as const) {
      const splits = [
        { mediator_id, amount_fen: 2000 },
        { mediator_id: who, amount_fen: 1000 },
      ];
      const one = await claim(await settle({ co_mediators }), tariff, { splits });
      expect(await fieldsOf(review(one))).toEqual(['splits.1.mediator_id']);
      // Said as a warning while it is being claimed, where it can still be put right.
      const own = [{ mediator_id, amount_fen: 3000 }];
      const clerk = await world.actor('clerk', 'n1');
      expect(await act(one, clerk, 'change', { splits })).toEqual(['splits.1.mediator_id']);
      expect(await act(one, clerk, 'change', { splits: own })).toEqual([]);
      expect(await review(one)).toEqual([]);
    }
  });
});

describe('the book looks for duplicates by itself', () => {
  const same = {
    parties: [
      { side: 'applicant', name: '丁一', kind: 'person', role: 'party', telephone: '13900000077' },
      { side: 'respondent', name: '丁二', kind: 'person', role: 'party' },
    ],
  };

  it('over parties, telephones and text, and wants an answer', async () => {
    const tariff = await tariffWith({});
    const about = '两家承包地相邻，因地埂归属发生争执，经村干部丈量后仍各执一词。';
    await review(await claim(await settle({ ...same, about }), tariff));
    const again = await claim(await settle({ ...same, about, found_on: '2009-03-09' }), tariff);
    const problem = await problemOf(review(again));
    expect(problem.issues.map((issue) => issue.field)).toEqual(['duplicate_signs']);
    expect(problem.detail.en).toContain('same parties, same telephone number, much the same text');
    expect(problem.detail.zh).toContain('当事人相同、联系电话相同、文书内容雷同');
    const duplicate_signs = ['parties', 'telephone', 'text'];
    expect(await fieldsOf(review(again, { duplicate_signs }))).toEqual(['duplicate_note']);
    await review(again, { duplicate_signs, duplicate_note: '两次纠纷，地块不同' });
    // The same words between other people: a warning.
    const reworded = await claim(await settle({ about: `${about}。` }), tariff);
    expect(await review(reworded)).toEqual(['duplicate_signs', 'duplicate_signs']);
  });

  it('leaves alone what is unclaimed, months apart, or shares one name in another village', async () => {
    const tariff = await tariffWith({});
    const party = (side: string, name: string) => ({ side, kind: 'person', name, role: 'party' });
    const between = (a: string, b: string) => ({
      parties: [party('applicant', a), party('respondent', b)],
    });
    await settle(between('甲一', '甲二'));
    expect(await review(await claim(await settle(between('甲一', '甲二')), tariff))).toEqual([]);
    await review(await claim(await settle(between('乙一', '乙二')), tariff));
    const later = await settle({ ...between('乙一', '乙二'), found_on: '2009-05-20' });
    expect(
      await review(await claim(later, tariff, { claimed_on: '2009-05-25' }), {
        office_reviewed_on: '2009-05-26',
      }),
    ).toEqual([]);
  });

  it('compares texts by what they say, not by their length or a comma', () => {
    const a = '两家承包地相邻，因地埂归属发生争执，各执一词。';
    expect(textAlike(a, '两家承包地相邻因地埂归属发生争执，各执一词')).toBe(1);
    expect(textAlike(a, '因拖欠工资八千元，务工人员与承包人多次协商未果。')).toBeLessThan(0.3);
    expect(textAlike('浇水', '浇水')).toBe(0);
    const one = { about: null, committee_id: 'v', parties: [{ name: '丁一' }] } as never;
    const two = {
      about: null,
      committee_id: 'v',
      parties: [{ name: '丁一' }, { name: '丁二' }],
    } as never;
    const elsewhere = { ...(two as object), committee_id: 'w' } as never;
    expect(signsOfSame(one, two)).toEqual(['parties']);
    expect(signsOfSame(one, elsewhere)).toEqual([]);
  });
});

describe('a payment list', () => {
  it('is the paid claims of that name: a register to filter, and so a file to take to the bank', async () => {
    const tariff = await tariffWith({});
    const paid = [];
    for (const payment_list of ['2009-03批次', '2009-03批次', '2009-04批次']) {
      const one = await claim(await settle(), tariff);
      await untilNotice(one);
      await approve(one);
      await act(one, county, 'pay', { paid_on: '2009-03-25', payment_list });
      paid.push(one.id);
    }
    const type = world.book.record('subsidy');
    const page = await readAs(world, county, (client) =>
      listRecords(client, type, county, {
        filters: { payment_list: { values: ['2009-03批次'] } },
        limit: 50,
        count: true,
      }),
    );
    expect(page.records.map((r) => r.id).toSorted()).toEqual(paid.slice(0, 2).toSorted());
    const sum = page.records.reduce((total, r) => total + (r['amount_fen'] as number), 0);
    expect({ count: page.count, sum }).toEqual({ count: 2, sum: 6000 });
  });
});

describe('the limits of the tariff', () => {
  it('cap what one mediator gets in a year: a warning first, a refusal at the approval', async () => {
    const tariff = await tariffWith({ cap_mediator_fen: 5000 });
    const other = await fresh(director, 'mediator', 'appoint', {
      ...mediator.example,
      name: '钱有德',
      committee_id,
    });
    const splits = [{ mediator_id: other, amount_fen: 3000 }];
    const [one, two] = [
      await claim(await settle({ mediator_id: other }), tariff, { splits }),
      await claim(await settle({ mediator_id: other }), tariff, { splits }),
    ];
    await untilNotice(one);
    await untilNotice(two);
    expect(await approve(one)).toEqual([]);
    const problem = await problemOf(approve(two, '特殊情况'));
    expect(problem.issues.map((issue) => issue.field)).toEqual(['splits.0.amount_fen']);
    expect(problem.detail.en).toContain('at most 50 yuan a year by this tariff; 30 are granted');
    const third = await world.write(
      await world.actor('clerk', 'n1'),
      deed('subsidy', 'claim', {
        dispute_id: await settle({ mediator_id: other }),
        tariff_id: tariff,
        grade: 'simple',
        amount_fen: 3000,
        claimed_on: '2009-03-10',
        splits,
      }),
    );
    expect(third[0]!.warnings.map((issue) => issue.field)).toEqual(['splits.0.amount_fen']);
    // Lowered in the county review, it fits; and in the next year the cap begins anew.
    await act(two, county, 'send_back', {}, '超限');
    await review(two);
    await act(two, county, 'county_review', {
      amount_fen: 2000,
      splits: [{ mediator_id: other, amount_fen: 2000 }],
      county_reviewed_on: '2009-03-13',
    });
    await act(two, county, 'publicise', { notice_from: '2009-03-16', notice_until: '2009-03-20' });
    expect(await approve(two)).toEqual([]);
  });

  it('keep the budget, unless the tariff lets it be exceeded with a reason', async () => {
    const strict = await tariffWith({ budget_year: 2009, budget_fen: 4000 });
    const soft = await tariffWith({
      budget_year: 2009,
      budget_fen: 4000,
      over_budget_allowed: true,
    });
    for (const tariff of [strict, soft]) {
      const [one, two] = [await claim(await settle(), tariff), await claim(await settle(), tariff)];
      await untilNotice(one);
      await untilNotice(two);
      await approve(one);
      expect(await fieldsOf(approve(two))).toEqual(['amount_fen']);
      if (tariff === strict)
        expect(await fieldsOf(approve(two, '已报财政'))).toEqual(['amount_fen']);
      else expect(await approve(two, '已报财政追加')).toEqual(['amount_fen']);
    }
  });

  it('hold when two approvals come at once, and within one transaction', async () => {
    const tariff = await tariffWith({ budget_year: 2009, budget_fen: 4000 });
    const make = async () => {
      const one = await claim(await settle(), tariff);
      await untilNotice(one);
      return one;
    };
    const [a, b, c, d] = [await make(), await make(), await make(), await make()];
    const both = await Promise.allSettled([approve(a), approve(b)]);
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    await world.write(
      county,
      deed(
        'tariff',
        'set_budget',
        { budget_year: 2009, budget_fen: 7000 },
        { id: tariff, reason: '追加' },
      ),
    );
    const at = { approved_on: '2009-03-23' };
    const together = world.write(
      second,
      deed('subsidy', 'approve', at, { id: c.id }),
      deed('subsidy', 'approve', at, { id: d.id }),
    );
    expect((await problemOf(together)).issues.map((issue) => issue.field)).toEqual(['amount_fen']);
    expect(await approve(c)).toEqual([]);
  });

  it('leave a budget as a figure: what was paid comes off, what came back goes on', async () => {
    const figureOf = async () => {
      const asked = { unit_id: unitId('city'), from: '2009-01-01', to: '2009-12-31', as_of: null };
      const indicators = ['subsidy_budget_left'].map((name) => world.book.findIndicator(name)!);
      const now = '2010-03-01T00:00:00.000Z';
      const [figure] = await computeFigures(world.owner, world.names, indicators, {
        ...asked,
        now,
      });
      return figure!;
    };
    await tariffWith({ budget_year: 2009, budget_fen: 90_000 });
    const before = await figureOf();
    expect(before.value).toBe(before.denominator! - before.numerator!);
    const tariff = await tariffWith({});
    const one = await claim(await settle(), tariff);
    await untilNotice(one);
    await approve(one);
    await act(one, county, 'pay', { paid_on: '2009-03-25', payment_list: '2009-1' });
    expect((await figureOf()).value).toBe(before.value! - 3000);
    await act(
      one,
      county,
      'claw_back',
      { clawed_back_on: '2009-03-28', clawed_back_fen: 1000 },
      '多发',
    );
    expect((await figureOf()).value).toBe(before.value! - 2000);
  });
});
