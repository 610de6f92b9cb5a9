/** What several record types of this line say in the same words. */

/** The book in which a committee numbers the cases of a year: its key never changes. */
export const disputeBook = (committee_id: string | null, year: number) =>
  `dispute/${committee_id}/${year}`;

const longSurnames = new Set([
  '欧阳',
  '司马',
  '上官',
  '诸葛',
  '司徒',
  '东方',
  '独孤',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
  '令狐',
  '端木',
  '夏侯',
  '长孙',
  '宇文',
  '司空',
  '呼延',
  '申屠',
]);

/** 张某: how papers that others may see name a person. Bodies keep their names. */
export function nameInTitle(name: string, kind: string | null): string {
  if (kind === 'organisation' || name === '不详') return name;
  const surname = longSurnames.has(name.slice(0, 2)) ? name.slice(0, 2) : ([...name][0] ?? '');
  return `${surname}某`;
}
