/** The people as whom a visitor may enter the demo. Invented, as everybody else in it. */
import type { Role } from '#engine/permission.ts';
import type { Text } from '#engine/text.ts';

export type DemoPerson = {
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  readonly unit_code: string;
  readonly about: Text;
  readonly start_here?: boolean;
  /** Shown only when asked for. */
  readonly more?: boolean;
  /** In charge of minors: sees what is sealed. */
  readonly opens_sealed?: boolean;
};

/** One for all of them: it protects nothing but a demonstration. */
export const demoPassword = 'taizhang-demo';

const city = '640500000000';
const zhenluo = '640502104000';
/** 镇罗村 of 镇罗镇. */
export const demoVillageCode = '640502104216';

export const demoPeople: readonly DemoPerson[] = [
  {
    username: 'office', name: '苏文静', role: 'bureau', unit_code: city, start_here: true,
    about: { en: 'Bureau office of the city: figures and the summary', zh: '市局办公室：数据和总结' },
  },
  {
    username: 'zhenluo', name: '田卫东', role: 'director', unit_code: zhenluo,
    about: { en: 'Director of Zhenluo Judicial Office', zh: '镇罗司法所所长' },
  },
  {
    username: 'mediator', name: '万秀兰', role: 'mediator', unit_code: demoVillageCode,
    about: { en: 'Mediator in Zhenluo village', zh: '镇罗村人民调解员' },
  },
  {
    username: 'county', name: '陆海英', role: 'county', unit_code: '640502000000',
    about: { en: 'County officer of Shapotou District: reviews subsidies', zh: '沙坡头区局工作人员：复审补助' },
  },
  {
    username: 'leader', name: '冯志远', role: 'leader', unit_code: city,
    about: { en: 'Leader of the city bureau', zh: '市局领导' },
  },
  {
    username: 'clerk', name: '李晓燕', role: 'clerk', unit_code: zhenluo, more: true,
    about: { en: 'Clerk of Zhenluo Judicial Office', zh: '镇罗司法所工作人员' },
  },
  {
    username: 'corrections', name: '周晓岚', role: 'county', unit_code: '640502000000', more: true, opens_sealed: true,
    about: { en: 'County officer of Shapotou District: community corrections, minors included', zh: '沙坡头区社区矫正工作人员（含未成年人）' },
  },
  {
    username: 'head', name: '石广明', role: 'leader', unit_code: '640502000000', more: true,
    about: { en: 'Head of the bureau of Shapotou District: approves what the law gives to the head', zh: '沙坡头区司法局局长：审批依法由负责人批准的事项' },
  },
  {
    username: 'system', name: '程立', role: 'system_admin', unit_code: city, more: true,
    about: { en: 'System administrator: people and units', zh: '系统管理员：人员和机构' },
  },
  {
    username: 'security', name: '郝敏', role: 'security_admin', unit_code: city, more: true,
    about: { en: 'Security administrator: who may do what', zh: '安全保密管理员：授权' },
  },
  {
    username: 'audit', name: '段宁', role: 'audit_admin', unit_code: city, more: true,
    about: { en: 'Audit administrator: the log', zh: '安全审计员：日志' },
  },
]; // prettier-ignore
