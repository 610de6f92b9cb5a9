/** The levels at which something is decided, held or honoured. In the seed “district level” is 自治区级. */
import { codeList } from '#engine/field.ts';

export const levels = codeList('level', { en: 'Level', zh: '级别' }, [
  ['national', 'National', '国家级'],
  ['region', 'Region (province)', '自治区级'],
  ['city', 'City', '市级'],
  ['county', 'County', '县（区）级'],
  ['township', 'Township', '乡镇级'],
]);
