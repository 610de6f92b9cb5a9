/**
 * Who somebody is, kept once for all lines of work. All that identifies is encrypted with the person's own key and
 * masked on the screen; other records link to it and keep none of it.
 */
import { code, day, integer, line, link, paragraph, unit } from '#engine/field.ts';
import type { ValuesOf } from '#engine/field.ts';
import { documentKinds, numberForms, readDocument } from '#engine/identity-document.ts';
import { readTelephone } from '#engine/identifier.ts';
import type { Role } from '#engine/permission.ts';
import type { Issue } from '#engine/problem.ts';
import { childList, defineRecord } from '#engine/record.ts';
import type { ChildrenOf, RecordBase, StateInfo } from '#engine/record.ts';
import {
  nameKinds,
  personSigns,
  relations,
  sealGrounds,
  sexes,
  telephoneOwners,
} from './person-codes.ts';
import { hidden } from './guarded.ts';

const fields = {
  document_kind: code('Identity document', '证件种类', documentKinds, { required: true }),
  document_number: line('Document number', '证件号码', {
    ...hidden,
    format: 'document',
    max: 40,
    when: (r) => r['document_kind'] !== 'none',
    hint: { en: '18 characters; 15 on old cards', zh: '18位；旧证15位' },
  }),
  no_document_reason: line('Why there is none', '无证件原因', {
    max: 100,
    secret: true,
    when: (r) => r['document_kind'] === 'none',
    hint: { en: 'Not registered, lost, not handed over yet', zh: '未登记户口、遗失、尚未移交等' },
  }),
  name: line('Name', '姓名', { ...hidden, format: 'person_name', max: 60 }),
  sex: code('Sex', '性别', sexes, { required: true }),
  born_on: day('Born on', '出生日期', {
    ...hidden,
    hint: { en: 'Read from the number; write the file’s own day if it differs', zh: '可由证件号码得出；与档案不一致的，按档案填写' },
  }),
  birth_year: integer('Year of birth', '出生年份', { computed: true, year: true }),
  household_place: line('Registered household', '户籍地址', { ...hidden, max: 200 }),
  residence_place: line('Lives at', '现住址', { ...hidden, max: 200 }),
  residence_unit_id: unit('Village or community where they live', '现居住村（社区）'),
  seal_ground: code('Sealed because', '封存事由', sealGrounds, {
    hint: { en: 'Then the person is not there for whoever may not open what is sealed', zh: '封存后，无封存查阅权限的人员看不到此人' },
  }),
  merged_into_id: link('Same person as', '并入', 'person', { computed: true }),
  merge_ground: paragraph('Why they are the same', '合并依据', { max: 500, secret: true }),
}; // prettier-ignore

const children = {
  names: childList(
    'names',
    'Other names',
    '其他姓名',
    { en: 'Name', zh: '姓名' },
    {
      name: line('Name', '姓名', { ...hidden, format: 'person_name', required: true, max: 60 }),
      kind: code('Kind', '类别', nameKinds, { required: true }),
    },
  ),
  telephones: childList(
    'telephones',
    'Telephones',
    '联系电话',
    { en: 'Telephone', zh: '电话' },
    {
      number: line('Number', '号码', { ...hidden, format: 'telephone', required: true, max: 30 }),
      whose: code('Whose', '机主', telephoneOwners, { required: true }),
    },
  ),
  kin: childList(
    'kin',
    'Next of kin',
    '近亲属',
    { en: 'Relative', zh: '亲属' },
    {
      name: line('Name', '姓名', { ...hidden, format: 'person_name', required: true, max: 60 }),
      relation: code('Relation', '与本人关系', relations, { required: true }),
      telephone: line('Telephone', '电话', { ...hidden, format: 'telephone', max: 30 }),
      place: line('Lives at', '住址', { ...hidden, max: 200 }),
    },
  ),
};

type State = 'registered' | 'merged' | 'erased';
export type Person = RecordBase<State> & ValuesOf<typeof fields> & ChildrenOf<typeof children>;

const office: readonly Role[] = ['clerk', 'director', 'county'];
const identity = [
  'document_kind', 'document_number', 'no_document_reason', 'name', 'sex', 'born_on', 'names',
  'household_place', 'residence_place', 'residence_unit_id', 'telephones', 'kin', 'seal_ground',
]; // prettier-ignore

export const person = defineRecord<typeof fields, typeof children, Record<State, StateInfo>>({
  name: 'person',
  line: 'persons',
  label: { en: 'Person', zh: '人员' },
  plural: { en: 'Persons', zh: '人员信息库' },
  about: {
    en: 'Who somebody is, kept once for all lines of work, encrypted and masked. Look for the person before you register one.',
    zh: '各业务共用的人员身份信息，加密存储、脱敏显示。登记前请先查找。',
  },
  fields,
  children,
  states: {
    registered: { label: { en: 'Registered', zh: '已登记' }, tone: 'working' },
    merged: { label: { en: 'Merged into another', zh: '已并入他人' }, tone: 'ended' },
    erased: { label: { en: 'Erased', zh: '已删除身份信息' }, tone: 'ended' },
  },
  actions: {
    register: {
      label: { en: 'Register', zh: '登记' },
      from: ['new'],
      to: 'registered',
      roles: office,
      fields: identity,
      required: ['name', 'document_number', 'no_document_reason'],
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['registered'],
      roles: office,
      fields: identity,
      required: ['name', 'document_number', 'no_document_reason'],
    },
    seal: {
      label: { en: 'Seal', zh: '封存' },
      from: ['registered', 'merged'],
      roles: ['director', 'county'],
      fields: ['seal_ground'],
      required: ['seal_ground'],
    },
    unseal: {
      label: { en: 'Lift the seal', zh: '解除封存' },
      from: ['registered', 'merged'],
      roles: ['director', 'county'],
      reason: 'always',
      set: () => ({ seal_ground: null }),
    },
    merge: {
      label: { en: 'Merge into another', zh: '并入他人' },
      from: ['registered'],
      to: 'merged',
      roles: [],
      internal: true,
      fields: ['merged_into_id', 'merge_ground'],
      required: ['merged_into_id', 'merge_ground'],
    },
    unmerge: {
      label: { en: 'Undo the merger', zh: '撤销合并' },
      from: ['merged'],
      to: 'registered',
      roles: [],
      internal: true,
      set: () => ({ merged_into_id: null, merge_ground: null }),
    },
    erase: {
      label: { en: 'Erase the identity', zh: '删除身份信息' },
      from: ['registered', 'merged'],
      to: 'erased',
      roles: [],
      internal: true,
      set: () => nothing,
    },
  },
  title: (r) => called(r),
  identity: { called: (masked) => called(masked) },
  form: [
    {
      label: { en: 'Who it is', zh: '身份' },
      fields: [
        'document_kind', 'document_number', 'no_document_reason', 'name', 'names', 'sex', 'born_on',
      ],
    },
    {
      label: { en: 'Where and how to reach', zh: '住址与联系' },
      fields: ['household_place', 'residence_place', 'residence_unit_id', 'telephones', 'kin', 'seal_ground'],
    },
  ], // prettier-ignore
  list: {
    columns: ['name', 'sex', 'birth_year', 'residence_unit_id'],
    filters: ['state', 'sex', 'residence_unit_id'],
    order: 'created_at',
    sorts: ['created_at'],
  },
  secret_search: (r) => [
    r.name,
    ...r.names.map(({ name }) => name),
    ...(r.document_number ? numberForms(r.document_number) : []),
    ...r.telephones.filter(({ whose }) => whose === 'own').map(({ number }) => number),
  ],
  likely: {
    signs: personSigns,
    day: () => null,
    // Not by names: fifty people called 王伟 would hide the one with the same number.
    reads: (r) => [{ type: 'person', where: {}, shared: sharedOf(r), records: 50 }],
    compare: (r, other) => signsOf(r, other),
    shared: (r) => (r.state === 'registered' ? sharedOf(r) : []),
  },
  // Whom the register holds is nobody's business who is not in charge of one of the person's matters.
  sensitive: () => true,
  sealed: (r) => r.seal_ground !== null,
  derive: (r) => {
    const read = r.document_number ? readDocument(r.document_kind ?? '', r.document_number) : null;
    const fine = read?.ok ? read : null;
    const born_on = r.born_on ?? fine?.born_on ?? null;
    return {
      document_number: r.document_kind === 'none' ? null : (fine?.number ?? r.document_number),
      no_document_reason: r.document_kind === 'none' ? r.no_document_reason : null,
      sex: r.sex ?? fine?.sex ?? null,
      born_on,
      birth_year: born_on ? Number(born_on.slice(0, 4)) : null,
      telephones: r.telephones.map((row) => ({ ...row, number: telephone(row.number) })),
      kin: r.kin.map((row) => ({ ...row, telephone: telephone(row.telephone) })),
    };
  },
  *check(r) {
    if (r.state === 'erased') return;
    if (r.document_kind === 'none') {
      if (!r.no_document_reason) yield missing('no_document_reason', 'Write why there is no document.', '请填写无证件的原因。');
      return;
    }
    if (!r.document_number) {
      yield missing('document_number', 'Write the number, or choose “No document” and say why.', '请填写证件号码；没有证件的，选“无证件”并说明原因。');
      return;
    }
    yield* numberIssues(r);
  }, // prettier-ignore
  postings: () => [],
  example: {
    document_kind: 'citizen_id',
    document_number: '990101198503071239',
    name: '田野',
    sex: 'male',
    names: [{ name: '田小野', kind: 'former' }],
    household_place: '和顺村三队',
    residence_place: '新渠街12号',
    telephones: [{ number: '13900000017', whose: 'own' }],
    kin: [{ name: '田大山', relation: 'parent', telephone: '13900000018' }],
  },
});

/** What is left of an identity that was erased. */
const nothing = {
  document_number: null,
  no_document_reason: null,
  name: null,
  born_on: null,
  household_place: null,
  residence_place: null,
  residence_unit_id: null,
  merge_ground: null,
  names: [],
  telephones: [],
  kin: [],
} satisfies Partial<Person>;

/** Called with a masked record wherever somebody reads it. */
function called(r: Person): { en: string; zh: string } {
  if (!r.name) return { en: 'Identity erased', zh: '身份信息已删除' };
  return { en: r.name, zh: r.name };
}

function* numberIssues(r: Person): Generator<Issue> {
  const read = readDocument(r.document_kind!, r.document_number!);
  if (!read.ok) {
    yield { field: 'document_number', message: read.problem };
    return;
  }
  if (read.born_on && r.born_on && read.born_on !== r.born_on)
    yield {
      field: 'born_on',
      warning: true,
      message: {
        en: 'The number says another birthday. Kept as written; the file’s day counts.',
        zh: '与证件号码中的出生日期不一致，按所填日期保存（以档案为准）。',
      },
    };
  if (read.sex && r.sex && read.sex !== r.sex)
    yield {
      field: 'sex',
      warning: true,
      message: {
        en: 'The number says another sex. Compare it with the paper.',
        zh: '与证件号码中的性别不一致，请对照证件核对。',
      },
    };
}

function namesOf(r: Person): string[] {
  return [r.name, ...r.names.map(({ name }) => name)].filter((name) => name !== null);
}

function ownTelephones(r: Person): string[] {
  const own = r.telephones.filter(({ whose }) => whose === 'own');
  return own.flatMap(({ number }) => (number ? [telephone(number)] : []));
}

/** What `signsOf` finds alike, word for word. */
function sharedOf(r: Person): string[] {
  return [
    ...(r.document_number ? numberForms(r.document_number) : []),
    ...namesOf(r).flatMap((name) => [
      ...(r.born_on ? [`${name} ${r.born_on}`] : []),
      ...ownTelephones(r).map((number) => `${name} ${number}`),
    ]),
  ];
}

/** A merged entry is no other person, and an erased one nobody. */
function signsOf(r: Person, other: Person): string[] {
  if (other.state !== 'registered') return [];
  const share = (a: readonly string[], b: readonly string[]) => a.some((one) => b.includes(one));
  const numbers = (one: Person) => (one.document_number ? numberForms(one.document_number) : []);
  const sameName = share(namesOf(r), namesOf(other));
  return [
    ...(share(numbers(r), numbers(other)) ? ['document'] : []),
    ...(sameName && r.born_on !== null && r.born_on === other.born_on ? ['name_birth'] : []),
    ...(sameName && share(ownTelephones(r), ownTelephones(other)) ? ['name_telephone'] : []),
  ];
}

function missing(field: string, en: string, zh: string): Issue {
  return { field, message: { en, zh } };
}

/** In its normal form where it is one, as written where it is not: an extension, a number abroad. */
function telephone<T extends string | null>(typed: T): T {
  const read = typed === null ? null : readTelephone(typed);
  return (read?.ok ? read.number : typed) as T;
}
