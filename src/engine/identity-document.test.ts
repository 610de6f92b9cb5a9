/** Papers that say who somebody is: citizens' numbers in both forms, permits, passports, and what a refusal repeats. */
import { describe, expect, it } from 'vitest';
import { citizenIdCheck } from './identifier.ts';
import { documentKinds, normalNumber, numberForms, readDocument } from './identity-document.ts';

// Regions 990101 and 8x0000 with days of nobody's: invented.
const whole = (seventeen: string) => seventeen + citizenIdCheck(seventeen);
const citizen = whole('99010119850307123');
const old = '990101850307123';

describe('a citizen’s number', () => {
  it('says birthday and sex, however it is typed, and is found by both of its forms', () => {
    const wide = citizen.replace(/\d/g, (c) => String.fromCodePoint(c.codePointAt(0)! + 0xfee0));
    for (const typed of [citizen, citizen.toLowerCase(), wide, `${citizen.slice(0, 6)} ${citizen.slice(6)}`])
      expect(readDocument('citizen_id', typed)).toEqual({
        ok: true, number: citizen, born_on: '1985-03-07', sex: 'male', forms: [citizen, old],
      });
  });

  it('of 15 digits is kept as on the old card, and is the same person’s', () => {
    expect(readDocument('citizen_id', old)).toEqual({
      ok: true, number: old, born_on: '1985-03-07', sex: 'male', forms: [old, citizen],
    });
    expect(new Set(numberForms(old))).toEqual(new Set(numberForms(citizen)));
    // Nobody of this century had 15 digits.
    expect(numberForms(whole('99010120050307123'))).toHaveLength(1);
  });

  it('is refused in words that repeat nothing of it', () => {
    const wrong = [`${citizen.slice(0, 17)}${citizen.endsWith('0') ? '1' : '0'}`, '99010119850230123X', '12345', `${old}9`];
    for (const number of wrong) {
      const read = readDocument('citizen_id', number);
      expect([number, read.ok]).toEqual([number, false]);
      const said = read.ok ? '' : JSON.stringify(read.problem);
      for (let i = 0; i + 6 <= number.length; i++) expect(said).not.toContain(number.slice(i, i + 6));
      expect(said).not.toMatch(/1985|0230/);
    }
  });
}); // prettier-ignore

describe('a permit or a passport', () => {
  it.each([
    ['hk_macao_permit', ['H12345678', 'm1234567890'], ['A12345678', 'H1234567', '12345678']],
    ['taiwan_permit', ['12345678', '1234567890A'], ['1234567', 'T12345678']],
    ['permanent_residence', ['ABC123456789012', whole('99010119850307123')], ['AB123456789012', '123456789012345678']],
    ['passport', ['E12345678', 'ab 123-456'], ['E1234', 'E12345678901234']],
    ['residence_permit', [whole('81000019850307123')], [citizen]],
  ] as const)('%s is known by its shape', (kind, right, wrong) => {
    for (const number of right) {
      const kept = { ok: true, number: normalNumber(number) };
      expect([number, readDocument(kind, number)]).toMatchObject([number, kept]);
    }
    for (const number of wrong) {
      const read = readDocument(kind, number);
      expect([number, read.ok]).toEqual([number, false]);
      expect(read.ok ? '' : read.problem.zh + read.problem.en).not.toContain(number);
    }
  });

  it('of another kind is kept as it was typed, in its normal form', () => {
    expect(readDocument('other', 'ａｂ-12 34')).toMatchObject({ ok: true, number: 'AB1234' });
  });
}); // prettier-ignore

it('has a kind for whoever has no document', () => {
  expect(documentKinds.codes.map(({ code }) => code)).toContain('none');
});
