import { documentKinds } from '#engine/identity-document.ts';
import type { Line } from '#engine/line.ts';
import { nameKinds, personSigns, relations, sealGrounds, telephoneOwners } from './person-codes.ts';
import { person } from './person.ts';

/** What several lines keep: who somebody is. It counts nothing by itself. */
export const persons: Line = {
  name: 'persons',
  label: { en: 'Persons', zh: '人员' },
  records: [person],
  measures: [],
  indicators: [],
  codes: [documentKinds, nameKinds, telephoneOwners, relations, sealGrounds, personSigns],
};
