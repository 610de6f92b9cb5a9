/** The code lists of planning. */
import { codeList } from '#engine/field.ts';

export const targetKinds = codeList('target_kind', { en: 'Kind of target', zh: '目标类型' }, [
  ['count', 'Number', '数量'],
  ['rate', 'Rate', '比率'],
  ['coverage', 'Coverage', '覆盖面'],
  ['milestone', 'Milestones', '节点'],
  ['qualitative', 'In words, with evidence', '定性（附佐证）'],
]);

export const goalDirections = codeList(
  'goal_direction',
  { en: 'At least or at most', zh: '目标方向' },
  [
    ['at_least', 'At least', '不低于'],
    ['at_most', 'At most', '不高于'],
  ],
);

export const goalsIn = codeList('goal_in', { en: 'Goal counted in', zh: '目标值单位' }, [
  ['percent', 'Per cent', '百分比'],
  ['units', 'Units of work', '个数'],
]);

/** Which units have to be reached. The words are those of the tree. */
export const coveredLevels = codeList('covered_level', { en: 'Units covered', zh: '覆盖单位' }, [
  ['county', 'Counties', '县（区）'],
  ['township', 'Townships', '乡镇（街道）'],
  ['village', 'Villages', '村'],
]);

/** The sections of a bureau; offices call theirs otherwise, so the list is open. */
export const sections = codeList(
  'section',
  { en: 'Section', zh: '责任科室' },
  [
    ['office', 'General office', '办公室'],
    ['grassroots', 'Grass-roots section', '基层工作科'],
    ['popularisation', 'Law popularisation section', '法制宣传科'],
    ['governance', 'Law-based governance office', '依法治理办公室'],
    ['legal_services', 'Lawyers and notaries section', '律师公证管理科'],
    ['legal_aid', 'Legal aid centre', '法律援助中心'],
    ['resettlement', 'Resettlement and corrections section', '安置帮教和社区矫正科'],
    ['political', 'Political section', '政治处'],
  ],
  { open: true },
);

export const targetResults = codeList('target_result', { en: 'Result', zh: '考核结果' }, [
  ['reached', 'Reached', '完成'],
  ['partly', 'Partly reached', '部分完成'],
  ['not_reached', 'Not reached', '未完成'],
]);

export const instructionAnswerers = codeList(
  'instruction_answerer',
  { en: 'Who answers', zh: '由谁办理' },
  [
    ['office', 'The judicial office', '司法所'],
    ['county', 'The county bureau', '县（区）局'],
    ['bureau', 'A section of the city bureau', '市局科室'],
  ],
);

export const doneInTime = codeList('answered_in_time', { en: 'In time', zh: '按期' }, [
  ['done', 'Answered in time', '按期办结'],
  ['not_done', 'Not answered in time', '未按期办结'],
]);

/** Figures hang on each of these, so the list is closed. */
export const surveyTopics = codeList('survey_topic', { en: 'Topic', zh: '调查主题' }, [
  ['legal_aid_awareness', 'Awareness of legal aid', '法律援助知晓率'],
  ['mediation_awareness', 'Awareness of mediation', '人民调解知晓率'],
  ['law_awareness', 'Awareness of law popularisation', '普法知晓率'],
  ['satisfaction', 'Satisfaction with justice administration', '司法行政工作满意度'],
]);

export const surveyMethods = codeList(
  'survey_method',
  { en: 'How asked', zh: '调查方式' },
  [
    ['doorstep', 'At the door', '入户问卷'],
    ['street', 'In the street or at a market', '街头（集市）拦访'],
    ['telephone', 'By telephone', '电话访问'],
    ['online', 'On line', '网络问卷'],
    ['third_party', 'By a third party', '委托第三方'],
  ],
  { open: true },
);

export const briefKinds = codeList(
  'brief_kind',
  { en: 'Kind of brief', zh: '信息类别' },
  [
    ['news', 'Work in progress', '工作动态'],
    ['experience', 'Experience', '经验做法'],
    ['problem', 'Problem and proposal', '问题建议'],
    ['case', 'Case', '典型案例'],
  ],
  { open: true },
);

export const adoptionLevels = codeList('adoption_level', { en: 'Adopted by', zh: '采用级别' }, [
  ['county', 'County', '县级'],
  ['city', 'City', '市级'],
  ['region', 'Region', '自治区级'],
  ['national', 'National', '国家级'],
]);

export const codes = [
  targetKinds,
  goalDirections,
  goalsIn,
  coveredLevels,
  sections,
  targetResults,
  instructionAnswerers,
  doneInTime,
  surveyTopics,
  surveyMethods,
  briefKinds,
  adoptionLevels,
];
