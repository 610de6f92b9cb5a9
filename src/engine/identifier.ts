/**
 * Numbers that identify people, organisations and places, read from what people type. Each reader
 * answers the normal form with what the number says about its owner, or a problem in both
 * languages; none throws, because a wrong number is an everyday thing and not a fault.
 */
import { isDay } from './day.ts';
import type { Day } from './day.ts';
import type { Text } from './text.ts';

/** Why a number was refused, for tests and for counting; people read the text. */
export type IdentifierFault = 'empty' | 'characters' | 'length' | 'birth_day' | 'check' | 'region';

export type Refused = {
  readonly ok: false;
  readonly fault: IdentifierFault;
  readonly problem: Text;
};

export type Sex = 'male' | 'female';

export type CitizenId = {
  readonly ok: true;
  /** Always 18 characters, X upper-cased. */
  readonly id: string;
  /** Typed with 15 digits, as issued before 1999: the year 19 and the check were added here. */
  readonly legacy: boolean;
  /** Six digits of where it was first issued, which is not where the person lives. */
  readonly region: string;
  readonly birth_day: Day;
  readonly sex: Sex;
};

export type CreditCode = {
  readonly ok: true;
  readonly code: string;
  readonly registry: string;
  readonly kind: string;
  readonly region: string;
  /** The nine characters that older papers know as 组织机构代码. */
  readonly organisation_code: string;
};

export type OrganisationCode = { readonly ok: true; readonly code: string };

export type DivisionLevel = 'province' | 'city' | 'county' | 'township' | 'village';

export type DivisionCode = {
  readonly ok: true;
  /** Twelve digits, padded with zeros. */
  readonly code: string;
  readonly level: DivisionLevel;
  /** The twelve digits of the unit above, or null for a province. */
  readonly parent_code: string | null;
};

export type Telephone = {
  readonly ok: true;
  readonly kind: 'mobile' | 'landline' | 'service';
  /** 13800138000, 0955-7012345, 0955-7012345-801, 4001234567 or 12348. */
  readonly number: string;
};

/**
 * Reads a citizen's ID number by GB 11643-1999: 18 characters with a check character, or the 15
 * digits of the older cards, which are converted. Spaces and full-width characters do not matter.
 * A birthday after `born_until` is refused; give today, since nothing here reads a clock. Regions
 * are not looked up: abolished ones stay valid on the cards that carry them.
 */
export function readCitizenId(
  typed: string,
  options: { born_until?: Day } = {},
): CitizenId | Refused {
  const id = narrow(typed).replace(/[ .-]/g, '');
  if (id === '') return refuse('empty', 'Type the ID number.', '请填写身份证号。');
  if (!/^\d+X?$/.test(id) || (id.endsWith('X') && id.length < 18)) {
    return refuse(
      'characters',
      'An ID number has digits only, and may end with X as its 18th character.',
      '身份证号只能是数字，第18位可以是X。',
    );
  }
  if (id.length === 18) return describeCitizen(id, false, options.born_until);
  if (id.length !== 15) {
    return refuse(
      'length',
      `An ID number has 18 characters (older cards 15), and this has ${id.length}.`,
      `身份证号应为18位（旧证15位），现为${id.length}位。`,
    );
  }
  // On the older cards these last digits meant a birth before 1900, which no two digits can say.
  if (/99[6-9]$/.test(id)) {
    return refuse(
      'birth_day',
      'This old number belongs to someone born before 1900. Type the 18-character number.',
      '该15位号码为1900年以前出生者的号码，请填写18位号码。',
    );
  }
  const seventeen = `${id.slice(0, 6)}19${id.slice(6)}`;
  const converted = seventeen + citizenIdCheck(seventeen);
  return describeCitizen(converted, true, options.born_until);
}

/** The check character, 0 to 9 or X, for the first 17 digits of an ID number (GB 11643-1999). */
export function citizenIdCheck(seventeen: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(seventeen[at]), 0);
  return '10X98765432'[sum % 11]!;
}

/**
 * An ID number for the screen: the first three and the last four characters, and stars between
 * (640***********1234). What is not long enough to be one becomes stars throughout.
 */
export function maskCitizenId(id: string): string {
  return maskBetween(id, 3, id.length < 15 ? id.length : 4);
}

/**
 * Reads a unified social credit code by GB 32100-2015: 18 characters without I, O, S, V and Z, the
 * last of which checks the others.
 */
export function readCreditCode(typed: string): CreditCode | Refused {
  const code = narrow(typed).replace(/[ -]/g, '');
  if (code === '') {
    return refuse('empty', 'Type the social credit code.', '请填写统一社会信用代码。');
  }
  const strange = [...code].find((one) => !creditCharacters.includes(one));
  if (strange !== undefined) {
    return refuse(
      'characters',
      `A social credit code has no “${strange}”: digits, and letters without I, O, S, V, Z.`,
      `统一社会信用代码中不能有“${strange}”，只能是数字和除I、O、S、V、Z以外的字母。`,
    );
  }
  if (code.length !== 18) {
    return refuse(
      'length',
      `A social credit code has 18 characters, and this has ${code.length}.`,
      `统一社会信用代码应为18位，现为${code.length}位。`,
    );
  }
  const region = code.slice(2, 8);
  if (!/^\d{6}$/.test(region)) {
    return refuse(
      'region',
      'Characters 3 to 8 of a social credit code are digits: the region.',
      '统一社会信用代码第3至8位是行政区划代码，应为数字。',
    );
  }
  if (creditCodeCheck(code.slice(0, 17)) !== code[17])
    return wrongCheck('统一社会信用代码', 'code');
  return {
    ok: true,
    code,
    registry: code[0]!,
    kind: code[1]!,
    region,
    organisation_code: code.slice(8, 17),
  };
}

/** The check character for the first 17 characters of a social credit code (GB 32100-2015). */
export function creditCodeCheck(seventeen: string): string {
  let weight = 1;
  let sum = 0;
  for (const character of seventeen) {
    sum += creditCharacters.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return creditCharacters[(31 - (sum % 31)) % 31]!;
}

/**
 * Reads the nine-character organisation code of papers before 2015, typed with or without its
 * hyphen (GB 11714-1997: weights 3 7 9 10 5 8 4 2, modulo 11).
 */
export function readOrganisationCode(typed: string): OrganisationCode | Refused {
  const code = narrow(typed).replace(/[ -]/g, '');
  if (code === '') return refuse('empty', 'Type the organisation code.', '请填写组织机构代码。');
  if (!/^[0-9A-Z]+$/.test(code)) {
    return refuse(
      'characters',
      'An organisation code has digits and letters only.',
      '组织机构代码只能是数字和字母。',
    );
  }
  if (code.length !== 9) {
    return refuse(
      'length',
      `An organisation code has 9 characters, and this has ${code.length}.`,
      `组织机构代码应为9位，现为${code.length}位。`,
    );
  }
  const weights = [3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * parseInt(code[at]!, 36), 0);
  if ('0X987654321'[sum % 11] !== code[8]) return wrongCheck('组织机构代码', 'code');
  return { ok: true, code };
}

/**
 * Reads an administrative division code of GB/T 2260 and the statistics bureau: 2, 4, 6, 9 or 12
 * digits, padded to 12 with zeros. Says at which level it lies and which code is above it.
 */
export function readDivisionCode(typed: string): DivisionCode | Refused {
  const digits = narrow(typed).replace(/ /g, '');
  if (digits === '') return refuse('empty', 'Type the division code.', '请填写行政区划代码。');
  if (!/^\d+$/.test(digits)) {
    return refuse('characters', 'A division code has digits only.', '行政区划代码只能是数字。');
  }
  const length = divisionLengths.find((one) => one === digits.length);
  if (length === undefined) {
    return refuse(
      'length',
      `A division code has 2, 4, 6, 9 or 12 digits, and this has ${digits.length}.`,
      `行政区划代码应为2、4、6、9或12位，现为${digits.length}位。`,
    );
  }
  const code = padDivisionCode(digits);
  // The last part that is not all zeros is the level; a gap above it would have no parent.
  const parts = [0, 2, 4, 6, 9].map((from, at) => code.slice(from, divisionLengths[at]));
  const depth = parts.findLastIndex((part) => Number(part) > 0);
  const hasGap = parts.slice(0, depth).some((part) => Number(part) === 0);
  if (depth < 0 || hasGap) {
    return refuse(
      'region',
      'No division has this code: a level above it is 00.',
      '没有这样的行政区划代码：上级代码为00。',
    );
  }
  const above = depth === 0 ? null : padDivisionCode(code.slice(0, divisionLengths[depth - 1]));
  return { ok: true, code, level: divisionLevels[depth]!, parent_code: above };
}

/** A division code with zeros up to twelve digits: 640502104 is 640502104000. */
export function padDivisionCode(digits: string): string {
  return digits.padEnd(12, '0');
}

/**
 * Reads a telephone number of the mainland as typed: mobile (with or without +86), landline with
 * its area code, extension after a hyphen, # or 转, 400 and 800 numbers, and hotlines such as
 * 12348. A local number of 7 or 8 digits needs `options.area_code`, for example 0955.
 */
export function readTelephone(
  typed: string,
  options: { area_code?: string } = {},
): Telephone | Refused {
  const plain = narrow(typed);
  if (plain.trim() === '') return refuse('empty', 'Type the telephone number.', '请填写电话号码。');
  const [main = '', extension = ''] = splitExtension(plain);
  const digits = withoutCountry(main.replace(/[ ().\-—–－]/g, ''));
  if (!/^\d+$/.test(digits)) {
    return refuse(
      'characters',
      'A telephone number has digits only; one number in each field.',
      '电话号码只能是数字，每栏只填一个号码。',
    );
  }
  const read = mobileOrService(digits, extension) ?? landline(digits, extension, options.area_code);
  return (
    read ??
    refuse(
      'length',
      'This is no telephone number: 11 digits for a mobile, or an area code and 7 or 8 digits.',
      '不是有效的电话号码：手机为11位，固定电话为区号加7至8位号码。',
    )
  );
}

/** A telephone number for the screen, with its last four digits: 138****8000, 0955-***2345. */
export function maskTelephone(number: string): string {
  const parts = /^(0\d{2,3}-)(\d{7,8})(-\d+)?$/.exec(number);
  if (parts) return parts[1]! + maskBetween(parts[2]!, 0, 4);
  return maskBetween(number, number.length < 11 ? 0 : 3, number.length < 7 ? number.length : 4);
}

const creditCharacters = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const divisionLengths = [2, 4, 6, 9, 12];
const divisionLevels: readonly DivisionLevel[] = [
  'province',
  'city',
  'county',
  'township',
  'village',
];

function describeCitizen(id: string, legacy: boolean, until?: Day): CitizenId | Refused {
  const birthDay = `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`;
  if (!isDay(birthDay)) {
    return refuse(
      'birth_day',
      `The ID number holds no real birthday: ${birthDay}.`,
      `身份证号中的出生日期${birthDay}不存在。`,
    );
  }
  if (until !== undefined && birthDay > until) {
    return refuse(
      'birth_day',
      `The birthday in the ID number is still to come: ${birthDay}.`,
      `身份证号中的出生日期${birthDay}尚未到来。`,
    );
  }
  if (citizenIdCheck(id) !== id[17]) return wrongCheck('身份证号', 'ID number');
  const sex = Number(id[16]) % 2 === 1 ? 'male' : 'female';
  return { ok: true, id, legacy, region: id.slice(0, 6), birth_day: birthDay, sex };
}

function wrongCheck(zh: string, en: string): Refused {
  return refuse(
    'check',
    `The last character of the ${en} does not fit the others. Compare it with the paper.`,
    `${zh}校验不符，可能有一位填错，请对照证件核对。`,
  );
}

function splitExtension(plain: string): string[] {
  if (plain.length > 200) return [plain];
  const match = /^(.*?\d{7,8})\s*(?:转|ext\.?|x|#|-)\s*(\d{1,5})$/i.exec(plain);
  // 138-0013-8000 and 010-8888-6666 end in four digits too; only a whole number has an extension.
  const whole = match && /^(?:\(?0\d{2,3}\)?[ -]?)?\d{7,8}$|^\+?86/.test(match[1]!.trim());
  return match && whole ? [match[1]!, match[2]!] : [plain];
}

function withoutCountry(digits: string): string {
  const rest = digits.replace(/^(?:\+|00)86/, '');
  if (rest === digits) return /^86(1\d{10})$/.exec(digits)?.[1] ?? digits;
  // After +86 an area code is written without its zero.
  return /^1[3-9]\d{9}$|^0/.test(rest) ? rest : `0${rest}`;
}

function mobileOrService(digits: string, extension: string): Telephone | null {
  if (extension !== '') return null;
  if (/^1[3-9]\d{9}$/.test(digits)) return { ok: true, kind: 'mobile', number: digits };
  const service = /^[48]00\d{7}$|^1[12]\d$|^100\d\d$|^12\d{3}$|^9[56]\d{3,4}$/.test(digits);
  return service ? { ok: true, kind: 'service', number: digits } : null;
}

function landline(digits: string, extension: string, areaCode?: string): Telephone | null {
  const suffix = extension === '' ? '' : `-${extension}`;
  // 010 and 02x have three digits and eight behind them or, before, seven; all others have four.
  const parts = /^(010|02\d|0[3-9]\d{2})([2-8]\d{6,7})$/.exec(digits);
  if (parts) return { ok: true, kind: 'landline', number: `${parts[1]}-${parts[2]}${suffix}` };
  if (areaCode === undefined || !/^[2-8]\d{6,7}$/.test(digits)) return null;
  return { ok: true, kind: 'landline', number: `${areaCode}-${digits}${suffix}` };
}

function maskBetween(text: string, head: number, tail: number): string {
  const hidden = text.length - head - tail;
  if (hidden <= 0) return '*'.repeat(text.length);
  return text.slice(0, head) + '*'.repeat(hidden) + text.slice(text.length - tail);
}

/** Full-width to half-width, upper case, no space at either end. */
function narrow(typed: string): string {
  return typed.normalize('NFKC').toUpperCase().trim();
}

function refuse(fault: IdentifierFault, en: string, zh: string): Refused {
  return { ok: false, fault, problem: { en, zh } };
}
