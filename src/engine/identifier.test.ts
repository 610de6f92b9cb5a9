import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayFromNumber } from './day.ts';
import {
  citizenIdCheck,
  creditCodeCheck,
  maskCitizenId,
  maskTelephone,
  padDivisionCode,
  readCitizenId,
  readCreditCode,
  readDivisionCode,
  readOrganisationCode,
  readTelephone,
} from './identifier.ts';

/** Region 99xxxx is not in use, so that no test carries the number of a living person. */
function invented(birthDay: string, sequence: string, region = '990101'): string {
  const seventeen = region + birthDay.replaceAll('-', '') + sequence;
  return seventeen + citizenIdCheck(seventeen);
}

function faultOf(read: { ok: true } | { ok: false; fault: string }): string {
  return read.ok ? 'none' : read.fault;
}

const anyBirthDay = fc.integer({ min: -25_000, max: 18_000 }).map(dayFromNumber);
const anySequence = fc.integer({ min: 1, max: 999 }).map((n) => String(n).padStart(3, '0'));

describe('a citizen’s ID number', () => {
  it('is checked as the example of GB 11643 is', () => {
    expect(citizenIdCheck('11010519491231002')).toBe('X');
    expect(readCitizenId('11010519491231002X')).toEqual({
      ok: true,
      id: '11010519491231002X',
      legacy: false,
      region: '110105',
      birth_day: '1949-12-31',
      sex: 'female',
    });
  });

  it('is read however it is typed', () => {
    for (const typed of [
      '11010519491231002x',
      ' 110105 19491231 002X ',
      '１１０１０５１９４９１２３１００２Ｘ',
      '110105-19491231-002X',
    ]) {
      expect(readCitizenId(typed)).toMatchObject({ ok: true, id: '11010519491231002X' });
    }
  });

  it('says birthday, sex and region', () => {
    expect(readCitizenId(invented('1987-03-01', '011'))).toMatchObject({
      birth_day: '1987-03-01',
      sex: 'male',
      region: '990101',
    });
    expect(readCitizenId(invented('1987-03-01', '012'))).toMatchObject({ sex: 'female' });
  });

  it('of 15 digits is converted to 18', () => {
    // The example of the standard as it would have been on an older card.
    expect(readCitizenId('110105491231002')).toEqual({
      ok: true,
      id: '11010519491231002X',
      legacy: true,
      region: '110105',
      birth_day: '1949-12-31',
      sex: 'female',
    });
    expect(faultOf(readCitizenId('990101670231011'))).toBe('birth_day');
    expect(faultOf(readCitizenId('990101980101998'))).toBe('birth_day');
  });

  it.each([
    ['', 'empty'],
    ['99010119870301011', 'length'],
    ['9901011987030101112', 'length'],
    ['99010119870301O11X', 'characters'],
    ['99010167013101X', 'characters'],
    ['990101X98703010119', 'characters'],
    [invented('1987-02-30', '011'), 'birth_day'],
    [invented('0987-02-20', '011'), 'birth_day'],
    ['110105194912310021', 'check'],
  ])('%s is refused: %s', (typed, fault) => {
    expect(faultOf(readCitizenId(typed))).toBe(fault);
  });

  it('is refused when its birthday is still to come', () => {
    const child = invented('2009-09-05', '011');
    expect(readCitizenId(child).ok).toBe(true);
    expect(readCitizenId(child, { born_until: '2009-09-05' }).ok).toBe(true);
    expect(faultOf(readCitizenId(child, { born_until: '2009-09-04' }))).toBe('birth_day');
  });

  it('says what is wrong in whole sentences of both languages', () => {
    for (const typed of ['', '12', 'abc', '110105194912310021', '990101198702301234']) {
      const read = readCitizenId(typed);
      if (read.ok) throw new Error(typed);
      expect(read.problem.en).toMatch(/^[A-Z].*[.]$/);
      expect(read.problem.zh).toMatch(/。$/);
    }
  });

  it('notices every single wrong digit and every two neighbours swapped', () => {
    const at = fc.integer({ min: 0, max: 16 });
    fc.assert(
      fc.property(
        anyBirthDay,
        anySequence,
        at,
        fc.integer({ min: 1, max: 9 }),
        (birthDay, sequence, place, shift) => {
          const id = invented(birthDay, sequence);
          expect(readCitizenId(id)).toMatchObject({ ok: true, birth_day: birthDay });
          const digit = (Number(id[place]) + shift) % 10;
          expect(readCitizenId(id.slice(0, place) + digit + id.slice(place + 1)).ok).toBe(false);
          const swapped = id.slice(0, place) + id[place + 1] + id[place] + id.slice(place + 2);
          expect(readCitizenId(swapped).ok).toBe(swapped === id);
        },
      ),
    );
  });

  it('is masked to its first three and last four', () => {
    expect(maskCitizenId('990502198703011234')).toBe('990***********1234');
    expect(maskCitizenId('990502870301123')).toBe('990********1123');
    expect(maskCitizenId('1234567')).toBe('*******');
    expect(maskCitizenId('')).toBe('');
  });

  it('shows seven characters and hides all others', () => {
    fc.assert(
      fc.property(anyBirthDay, anySequence, (birthDay, sequence) => {
        const id = invented(birthDay, sequence);
        const masked = maskCitizenId(id);
        expect(masked).toHaveLength(18);
        expect([...masked].filter((one) => one === '*')).toHaveLength(11);
        expect(masked).not.toContain(birthDay.replaceAll('-', ''));
      }),
    );
  });
});

describe('a social credit code', () => {
  it('is checked as the example of GB 32100 is', () => {
    expect(creditCodeCheck('91350100M000100Y4')).toBe('3');
    expect(readCreditCode('91350100m000100y43')).toEqual({
      ok: true,
      code: '91350100M000100Y43',
      registry: '9',
      kind: '1',
      region: '350100',
      organisation_code: 'M000100Y4',
    });
  });

  it.each([
    ['', 'empty'],
    ['91350100M000100Y4Z', 'characters'],
    ['91350100I000100Y43', 'characters'],
    ['91350100M000100Y4', 'length'],
    ['9135010AM000100Y43', 'region'],
    ['91350100M000100Y44', 'check'],
    ['91350100M000100Y34', 'check'],
  ])('%s is refused: %s', (typed, fault) => {
    expect(faultOf(readCreditCode(typed))).toBe(fault);
  });

  it('names the letter that cannot be', () => {
    const read = readCreditCode('91350100O000100Y43');
    if (read.ok) throw new Error('accepted the letter O');
    expect(read.problem.en).toContain('“O”');
    expect(read.problem.zh).toContain('“O”');
  });

  it('holds the older organisation code, whose check fits', () => {
    expect(readOrganisationCode('M000100Y-4')).toEqual({ ok: true, code: 'M000100Y4' });
    expect(faultOf(readOrganisationCode('M000100Y5'))).toBe('check');
    expect(faultOf(readOrganisationCode('M000100'))).toBe('length');
    expect(faultOf(readOrganisationCode('M0001*0Y4'))).toBe('characters');
    expect(faultOf(readOrganisationCode(' '))).toBe('empty');
  });
});

describe('a division code', () => {
  it('is padded to twelve digits', () => {
    expect(padDivisionCode('640502104')).toBe('640502104000');
    expect(padDivisionCode('64')).toBe('640000000000');
  });

  it.each([
    ['64', '640000000000', 'province', null],
    ['6405', '640500000000', 'city', '640000000000'],
    ['640502', '640502000000', 'county', '640500000000'],
    ['640502104', '640502104000', 'township', '640502000000'],
    ['640502104000', '640502104000', 'township', '640502000000'],
    ['６４０５０２１０４２０１', '640502104201', 'village', '640502104000'],
  ] as const)('%s is %s, a %s', (typed, code, level, parent_code) => {
    expect(readDivisionCode(typed)).toEqual({ ok: true, code, level, parent_code });
  });

  it.each([
    ['', 'empty'],
    ['64050', 'length'],
    ['64O502', 'characters'],
    ['000000', 'region'],
    ['640002', 'region'],
    ['640502000201', 'region'],
  ])('%s is refused: %s', (typed, fault) => {
    expect(faultOf(readDivisionCode(typed))).toBe(fault);
  });
});

describe('a telephone number', () => {
  it.each([
    ['13800138000', 'mobile', '13800138000'],
    ['138 0013 8000', 'mobile', '13800138000'],
    ['138-0013-8000', 'mobile', '13800138000'],
    ['１３８００１３８０００', 'mobile', '13800138000'],
    ['+86 138 0013 8000', 'mobile', '13800138000'],
    ['8613800138000', 'mobile', '13800138000'],
    ['0955-7012345', 'landline', '0955-7012345'],
    ['0955—7012345', 'landline', '0955-7012345'],
    ['（0955）7012345', 'landline', '0955-7012345'],
    ['09557012345', 'landline', '0955-7012345'],
    ['+86 955 7012345', 'landline', '0955-7012345'],
    ['0086-955-7012345', 'landline', '0955-7012345'],
    ['0955-7012345转801', 'landline', '0955-7012345-801'],
    ['0955-7012345-801', 'landline', '0955-7012345-801'],
    ['010-88886666', 'landline', '010-88886666'],
    ['010-8888-6666', 'landline', '010-88886666'],
    ['01088886666', 'landline', '010-88886666'],
    ['400-123-4567', 'service', '4001234567'],
    ['12348', 'service', '12348'],
    ['110', 'service', '110'],
  ] as const)('%s is the %s %s', (typed, kind, number) => {
    expect(readTelephone(typed)).toEqual({ ok: true, kind, number });
  });

  it('without its area code needs to be told', () => {
    expect(readTelephone('7012345').ok).toBe(false);
    expect(readTelephone('7012345', { area_code: '0955' })).toEqual({
      ok: true,
      kind: 'landline',
      number: '0955-7012345',
    });
  });

  it.each([
    ['', 'empty'],
    ['1380013800', 'length'],
    ['138001380000', 'length'],
    ['12800138000', 'length'],
    ['没有', 'characters'],
    ['13800138000/13900139000', 'characters'],
    ['0955-701234', 'length'],
    ['0955-1012345', 'length'],
    ['1012', 'length'],
    ['+86 13800138000-12', 'length'],
  ])('%s is refused: %s', (typed, fault) => {
    expect(faultOf(readTelephone(typed))).toBe(fault);
  });

  it('reads its own normal form', () => {
    for (const number of ['13800138000', '0955-7012345', '0955-7012345-801', '12348']) {
      expect(readTelephone(number)).toMatchObject({ number });
    }
  });

  it('is masked to its last four digits', () => {
    expect(maskTelephone('13800138000')).toBe('138****8000');
    expect(maskTelephone('0955-7012345')).toBe('0955-***2345');
    expect(maskTelephone('010-88886666')).toBe('010-****6666');
    expect(maskTelephone('0955-7012345-801')).toBe('0955-***2345');
    expect(maskTelephone('4001234567')).toBe('******4567');
    expect(maskTelephone('12348')).toBe('*****');
  });
});
