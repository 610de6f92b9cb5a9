/**
 * Papers that say who somebody is, each with its own rule. Messages never repeat what was typed: a wrong number is one
 * slip away from a right one.
 */
import type { Day } from './day.ts';
import { codeList } from './field.ts';
import { readCitizenId } from './identifier.ts';
import type { Sex } from './identifier.ts';
import type { Text } from './text.ts';

export const documentKinds = codeList(
  'identity_document',
  { en: 'Identity document', zh: '证件种类' },
  [
    ['citizen_id', 'Resident identity card', '居民身份证'],
    ['residence_permit', 'Residence permit of Hong Kong, Macao and Taiwan residents', '港澳台居民居住证'],
    ['hk_macao_permit', 'Mainland travel permit of Hong Kong and Macao residents', '港澳居民来往内地通行证'],
    ['taiwan_permit', 'Mainland travel permit of Taiwan residents', '台湾居民来往大陆通行证'],
    ['permanent_residence', 'Foreigner’s permanent residence card', '外国人永久居留身份证'],
    ['passport', 'Passport', '护照'],
    ['other', 'Another document', '其他证件'],
    ['none', 'No document', '无证件'],
  ],
); // prettier-ignore

export type DocumentKind =
  | 'citizen_id'
  | 'residence_permit'
  | 'hk_macao_permit'
  | 'taiwan_permit'
  | 'permanent_residence'
  | 'passport'
  | 'other';

export type IdentityDocument = {
  readonly ok: true;
  /** In its normal form: narrow, upper case, without spaces. */
  readonly number: string;
  readonly born_on?: Day;
  readonly sex?: Sex;
  /** All forms by which it may be asked for: a number of 15 digits is found by its 18 too. */
  readonly forms: readonly string[];
};

export type DocumentRefused = { readonly ok: false; readonly problem: Text };

export function readDocument(kind: string, typed: string): IdentityDocument | DocumentRefused {
  const number = normalNumber(typed);
  if (kind === 'citizen_id' || kind === 'residence_permit') return citizen(kind, number);
  // Cards issued from 2023 on carry a number built like a citizen's, which begins with 9.
  if (kind === 'permanent_residence' && /^9\d{16}[\dX]$/.test(number)) return citizen(kind, number);
  const rule = rules[kind as keyof typeof rules] as Rule | undefined;
  if (!rule || rule.pattern.test(number)) return { ok: true, number, forms: [number] };
  return { ok: false, problem: rule.problem };
}

/** As it is compared: full-width to half-width, upper case, no spaces or dots. */
export function normalNumber(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s.·-]/g, '');
}

/** What somebody may have typed to look for a person, in every form in which it may be kept. */
export function numberForms(typed: string): readonly string[] {
  const number = normalNumber(typed);
  if (!/\d{4}/.test(number)) return [];
  const read = readCitizenId(number);
  return read.ok ? formsOf(number, read.id) : [number];
}

/** 15 digits were never given to those born before 1900, so the two forms name the same person. */
function formsOf(number: string, full: string): string[] {
  const old = full.slice(6, 8) === '19' ? [full.slice(0, 6) + full.slice(8, 17)] : [];
  return [...new Set([number, full, ...old])];
}

function citizen(kind: string, number: string): IdentityDocument | DocumentRefused {
  const read = readCitizenId(number);
  if (!read.ok) {
    // The reader's words about a birthday repeat it.
    const problem = read.fault === 'birth_day' ? noSuchBirthday : read.problem;
    return { ok: false, problem };
  }
  if (kind === 'residence_permit' && !/^8[123]0000/.test(read.id))
    return { ok: false, problem: notOfResidence };
  return {
    ok: true,
    number,
    born_on: read.birth_day,
    sex: read.sex,
    forms: formsOf(number, read.id),
  };
}

type Rule = { readonly pattern: RegExp; readonly problem: Text };

const noSuchBirthday: Text = {
  en: 'The number holds no real birthday. Compare it with the paper.',
  zh: '证件号码中的出生日期不存在，请对照证件核对。',
};
const notOfResidence: Text = {
  en: 'The number of a residence permit begins with 810000, 820000 or 830000. Compare it with the paper.',
  zh: '港澳台居民居住证号码以810000、820000或830000开头，请对照证件核对。',
};

const rules = {
  hk_macao_permit: {
    pattern: /^[HM]\d{8}(\d{2})?$/,
    problem: {
      en: 'This permit has H or M and 8 digits (older ones 10). Compare it with the paper.',
      zh: '港澳居民来往内地通行证号码为H或M加8位数字（旧证10位），请对照证件核对。',
    },
  },
  taiwan_permit: {
    pattern: /^(\d{8}|\d{10}[A-Z]?)$/,
    problem: {
      en: 'This permit has 8 digits (older ones 10 and a letter). Compare it with the paper.',
      zh: '台湾居民来往大陆通行证号码为8位数字（旧证10位数字加字母），请对照证件核对。',
    },
  },
  permanent_residence: {
    pattern: /^[A-Z]{3}\d{12}$/,
    problem: {
      en: 'This card has 3 letters and 12 digits, or 18 characters that begin with 9. Compare it with the paper.',
      zh: '外国人永久居留身份证号码为3位字母加12位数字，或以9开头的18位号码，请对照证件核对。',
    },
  },
  passport: {
    pattern: /^[A-Z0-9]{6,12}$/,
    problem: {
      en: 'A passport number has 6 to 12 letters and digits. Compare it with the passport.',
      zh: '护照号码为6至12位字母和数字，请对照护照核对。',
    },
  },
} as const satisfies Record<string, Rule>;
