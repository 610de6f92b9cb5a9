/**
 * What the place is called where a person works. Statistics know divisions (镇罗镇); people work at
 * the body of justice that stands there (镇罗司法所). Pure: from the unit's kind and its two names.
 */
import type { Text } from '#engine/text.ts';

type NamedUnit = { readonly kind: string; readonly name: Text };

export function workplaceName({ kind, name }: NamedUnit): Text {
  switch (kind) {
    case 'city':
      return { en: `${without(name.en, /\s+City$/)} Justice Bureau`, zh: `${name.zh}司法局` };
    case 'county':
      return { en: `${name.en} Justice Bureau`, zh: `${name.zh}司法局` };
    case 'township':
      return {
        en: `${without(name.en, /\s+(Town|Township|Subdistrict|Sub-district)$/)} Judicial Office`,
        zh: `${without(name.zh, /(街道办事处|街道|镇|乡)$/)}司法所`,
      };
    case 'village':
    case 'community':
      return { en: `${name.en} Mediation Committee`, zh: `${committeePlace(name.zh)}调委会` };
    default:
      return name;
  }
}

/** 南街村委会 is itself a committee: 南街村调委会, and not 南街村委会调委会. */
function committeePlace(zh: string): string {
  if (/(村|社区)民?委员会$/.test(zh)) return zh.replace(/民?委员会$/, '');
  if (/居民委员会$/.test(zh)) return zh.replace(/居民委员会$/, '社区').replace(/社区社区$/, '社区');
  if (/居委会$/.test(zh)) return zh.replace(/居委会$/, '社区').replace(/社区社区$/, '社区');
  return zh.replace(/(?<=村|社区)委会$/, '');
}

/** 曹镇 stays whole: a name of one character is none. */
function without(name: string, ending: RegExp): string {
  const rest = name.replace(ending, '');
  return rest.length >= 2 ? rest : name;
}
