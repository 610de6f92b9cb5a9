/** Code lists of who somebody is, the same for every line of work. */
import { codeList } from '#engine/field.ts';

export const sexes = codeList('sex', { en: 'Sex', zh: '性别' }, [
  ['male', 'Man', '男'],
  ['female', 'Woman', '女'],
]);

export const nameKinds = codeList('name_kind', { en: 'Kind of name', zh: '姓名类别' }, [
  ['former', 'Former name', '曾用名'],
  ['alias', 'Also called', '别名'],
  ['variant', 'As another document spells it', '证件异体写法'],
]);

export const telephoneOwners = codeList('telephone_owner', { en: 'Whose', zh: '机主' }, [
  ['own', 'Own', '本人'],
  ['family', 'Family', '家属'],
  ['other', 'Somebody else', '他人'],
]);

export const relations = codeList(
  'relation',
  { en: 'Relation', zh: '与本人关系' },
  [
    ['spouse', 'Husband or wife', '配偶'],
    ['parent', 'Father or mother', '父母'],
    ['child', 'Son or daughter', '子女'],
    ['sibling', 'Brother or sister', '兄弟姐妹'],
    ['grandparent', 'Grandparent', '祖父母（外祖父母）'],
    ['guardian', 'Guardian', '监护人'],
    ['other', 'Other', '其他'],
  ],
  { open: true },
);

export const sealGrounds = codeList('seal_ground', { en: 'Ground of sealing', zh: '封存事由' }, [
  ['sentenced', 'Under 18 and five years or less (CPL 286)', '未满十八周岁且判五年以下（刑诉法286条）'],
  ['not_prosecuted', 'Not prosecuted or not punished', '不起诉、免予处罚'],
  ['related', 'Material about a sealed case', '封存案件相关材料'],
  ['decision', 'Decision of a court or procuratorate', '法院、检察院决定'],
]); // prettier-ignore

export const personSigns = codeList('person_sign', { en: 'Signs', zh: '相同之处' }, [
  ['document', 'Same document number', '证件号码相同'],
  ['name_birth', 'Same name and birthday', '姓名和出生日期相同'],
  ['name_telephone', 'Same name and telephone', '姓名和电话相同'],
]);

/** Why an identity may be destroyed (PIPL 47); before retention ends it is only stored and protected. */
export const erasureGrounds = codeList('erasure_ground', { en: 'Ground of erasing', zh: '删除依据' }, [
  ['retention_over', 'Retention is over and appraised (PIPL 47, Archives Law)', '保存期限届满并经鉴定（个保法47条、档案法）'],
  ['purpose_gone', 'The purpose is reached or cannot be reached (PIPL 47)', '处理目的已实现、无法实现（个保法47条）'],
  ['against_law', 'Kept against the law or an agreement (PIPL 47)', '违反法律法规或者约定处理（个保法47条）'],
  ['consent_withdrawn', 'Consent, on which it rested, was withdrawn (PIPL 47)', '基于同意处理、个人撤回同意（个保法47条）'],
]); // prettier-ignore
