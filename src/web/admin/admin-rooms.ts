/** The rooms of administration, one line on each, and whose work it is: for the menu and for their page. */
import type { Role } from '#engine/permission.ts';
import type { Text } from '#engine/text.ts';

export type AdminRoom = {
  readonly to: string;
  readonly label: Text;
  readonly about: Text;
  readonly roles: readonly Role[];
};

export const adminRooms: readonly AdminRoom[] = [
  {
    to: '/admin/units',
    label: { en: 'Units', zh: '机构' },
    about: {
      en: 'Names, places and ends over time: rename, move, merge, split, close; bring in divisions.',
      zh: '机构沿革：更名、划转、合并、分设、撤销，导入行政区划。',
    },
    roles: ['system_admin'],
  },
  {
    to: '/admin/codes',
    label: { en: 'Code lists', zh: '代码表' },
    about: {
      en: 'The national codes, and the office’s own below them: labels, validity, ends.',
      zh: '国家代码及本地下级代码：名称、有效期、停用。',
    },
    roles: ['system_admin'],
  },
  {
    to: '/admin/rules',
    label: { en: 'Rules and periods', zh: '规则与期限' },
    about: {
      en: 'Every period with its article; where no law sets it, the office’s own.',
      zh: '各项期限及依据；法律未作规定的，可由本单位设定。',
    },
    roles: ['system_admin', 'county', 'bureau', 'leader'],
  },
  {
    to: '/admin/small-cells',
    label: { en: 'Small numbers', zh: '小数不公布' },
    about: {
      en: 'Below which number a count is hidden in what goes out, since when and why.',
      zh: '对外提供的数据低于多少不公布，何时起、何人设定、理由。',
    },
    roles: ['system_admin', 'county', 'bureau', 'leader'],
  },
  {
    to: '/records/tariff',
    label: { en: 'Subsidy tariffs', zh: '以案定补标准' },
    about: {
      en: 'What is paid for a dispute, version by version. A new version begins as a copy of the one in force.',
      zh: '以案定补分档标准，逐版保存；新版由现行版复制修改。',
    },
    roles: ['county', 'bureau'],
  },
  {
    to: '/records/criteria',
    label: { en: 'Assessment criteria', zh: '考评标准' },
    about: {
      en: 'The items and points by which a committee is standardised, version by version.',
      zh: '规范化调委会考评项目与分值，逐版保存。',
    },
    roles: ['county', 'bureau'],
  },
  {
    to: '/admin/templates',
    label: { en: 'Word forms', zh: '文书模板' },
    about: {
      en: 'The forms that papers are made from: download, edit in Word, put in place for the own unit and below.',
      zh: '各类文书的Word模板：下载、用Word修改、上传后在本单位及下级启用。',
    },
    roles: ['county', 'bureau'],
  },
  {
    to: '/admin/accounts',
    label: { en: 'Accounts and posts', zh: '账号与岗位' },
    about: {
      en: 'Who may do what, where, for which lines, from when to when; locks, passwords, second factors.',
      zh: '人员岗位、单位、业务及任期；锁定、密码与第二重验证。',
    },
    roles: ['security_admin'],
  },
  {
    to: '/admin/approvals',
    label: { en: 'To be approved', zh: '待批事项' },
    about: {
      en: 'What takes two people: persons to be erased, large exports of what is guarded.',
      zh: '须两人办理的事项：删除人员身份信息、批量导出受限数据。',
    },
    roles: ['security_admin'],
  },
  {
    to: '/admin/log',
    label: { en: 'Log', zh: '日志' },
    about: {
      en: 'Who did what that no record’s own history tells.',
      zh: '各类重要操作留痕，供审计查阅。',
    },
    roles: ['audit_admin'],
  },
];

export function roomsOf(role: Role): AdminRoom[] {
  return adminRooms.filter((room) => room.roles.includes(role));
}
