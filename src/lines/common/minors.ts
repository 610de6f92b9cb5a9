/**
 * Whoever was under 18 is handled as a minor, whoever writes it down: the record is sealed by what the register of
 * persons says of the birthday, and no box left empty opens it. Nothing looks at today: what was so on its day stays so
 * after the birthday (Community Corrections Law 58).
 */
import { addYears } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import type { Issue } from '#engine/problem.ts';
import type { Conclusion } from '#engine/record.ts';
import { guardCeiling, guards } from '#engine/permission.ts';
import { earliest } from './office-spans.ts';

type WithMinor = { readonly minor: boolean | null };

/** A full year of age is reached on the day after the birthday (Supreme People's Court, 法释〔2006〕1号, art. 2). */
export function isUnder18(born_on: Day | null, on: Day | null): boolean {
  return born_on !== null && on !== null && on <= addYears(born_on, 18);
}

export const sealedAsMinor: Issue = {
  field: 'minor',
  warning: true,
  message: {
    en: 'This is a matter of a minor, by the birthday or as you say: it is sealed, and there only for posts that are in charge of minors. If the birthday is wrong, correct it first.',
    zh: '按出生日期或所填情况，本件属未成年人事项，已封存，仅有封存查阅权限的岗位可见。出生日期有误的，请先更正。',
  },
};

/** Sealing by itself would be seen: by whoever registered the person, and saw nothing there any more. */
const sealThePerson: Issue = {
  field: 'person_id',
  warning: true,
  message: {
    en: 'The matter is sealed, the person is not: whoever is in charge where they were registered sees who it is. Seal the person too (“Seal”), if nothing else is kept about them.',
    zh: '本件已封存，但人员信息尚未封存，登记地主管人员仍可看到此人。如无其他事项，请在人员信息库办理“封存”。',
  },
};

const unanswered: Issue = {
  field: 'minor',
  message: {
    en: 'This person is sealed. Say whether this is a matter of a minor: “Yes” seals it; with “No” the person is seen by whoever works with it.',
    zh: '该人员信息已封存。请填明本件是否为未成年人事项：选“是”则封存；选“否”则办理本件的人员可以看到此人。',
  },
};

/** `days`: those on which it counts whether somebody was under 18. The first of them tells. */
export function minorByBirthday<R extends WithMinor>(
  rests_on: readonly string[],
  days: (record: R) => readonly (Day | null)[],
): Conclusion<R> {
  return {
    link: 'person_id',
    rests_on: ['minor', ...rests_on],
    from: (record, person, { actor }) => {
      const born_on = (person['born_on'] as Day | null | undefined) ?? null;
      const found = !record.minor && isUnder18(born_on, earliest(...days(record)));
      const values = (found ? { minor: true } : {}) as Partial<R>;
      const issues = found ? [sealedAsMinor] : [];
      // Whether the person is sealed is said only to whoever may know of it.
      if (actor.engine || guardCeiling(actor) < guards.sealed) return { values, issues };
      const isSealed = person.guard === guards.sealed;
      if ((found || record.minor) && !isSealed)
        return { values, issues: [...issues, sealThePerson] };
      if (!found && record.minor === null && isSealed) return { values, issues: [unanswered] };
      return { values, issues };
    },
  };
}

/** What was a minor's matter before goes on as one. */
export function minorFrom<R extends WithMinor>(link: string): Conclusion<R> {
  return {
    link,
    rests_on: ['minor'],
    from: (record, before) =>
      !record.minor && before['minor']
        ? { values: { minor: true } as Partial<R>, issues: [goesOn] }
        : null,
  };
}

const goesOn: Issue = {
  field: 'minor',
  warning: true,
  message: {
    en: 'What it comes from was a minor’s: it is sealed, and goes on so after the eighteenth birthday (Community Corrections Law 58).',
    zh: '来源事项系未成年人事项：本件已封存，年满十八周岁后仍按未成年人有关规定办理（社区矫正法第五十八条）。',
  },
};
