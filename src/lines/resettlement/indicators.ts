/**
 * The figures of this line. The document does not say what its three rates divide by: they stand here over the whole
 * register, which alone fits the help-education rate, and again over those taken over in the year, under names that say
 * so (domain brief, 2.3 and O5).
 */
import type { Count, Indicator } from '#engine/indicator.ts';
import type { Text } from '#engine/text.ts';
import { helpedOutcomes, outcomes, placedModes, placedOutcomes } from './codes.ts';
import { counters } from './measures.ts';

const kept_by = 'resettlement_kept';
const { persons, visits, bases, places, exemplars, yuan, percent } = counters;
type Group = Indicator['group'];
type Words = readonly [en: string, zh: string, rule_en: string, rule_zh: string];
type Rest = Partial<Pick<Indicator, 'figure_id' | 'money'>>;

function named(name: string, group: Group, counter: Text, words: Words) {
  const [en, zh, rule_en, rule_zh] = words;
  const rule = { en: rule_en, zh: rule_zh };
  return { name, group, counter, label: { en, zh }, rule, kept_by };
}

function plain(
  kind: 'flow' | 'stock',
  name: string,
  group: Group,
  counter: Text,
  words: Words,
  count: Count,
  rest: Rest = {},
): Indicator {
  return { ...named(name, group, counter, words), kind, count, ...rest };
}

function rate(
  sum: 'flow' | 'stock',
  name: string,
  words: Words,
  numerator: Count,
  denominator: Count,
  rest: Rest = {},
): Indicator {
  return {
    ...named(name, 'results', percent, words),
    kind: 'rate',
    of: 'part',
    sum,
    numerator,
    denominator,
    ...rest,
  };
}

const register: Count = { measure: 'released' };
const received: Count = { measure: 'released_received' };
const placed: Count = { measure: 'released_placed', where: { mode: placedModes } };
const became = (list: readonly string[]): Count => ({
  measure: 'released_received',
  where: { outcome: list },
});

const bodies: readonly Indicator[] = [
  plain('stock', 'transitional_bases', 'bodies', bases,
    ['Transitional bases', '过渡性安置帮教基地', 'Bases open at the end of the period.', '期末运行中的过渡性安置帮教基地。'],
    { measure: 'bases' }, { figure_id: 'F38' }),
  plain('stock', 'base_places', 'bodies', places,
    ['Places in bases', '基地可容纳人数', 'Places of the bases open at the end of the period.', '期末运行中基地的容纳人数之和。'],
    { measure: 'base_places' }),
  plain('stock', 'base_stays', 'bodies', persons,
    ['Staying in bases', '基地在住人员', 'People who stay in a base at the end of the period.', '期末在基地安置的人数。'],
    { measure: 'base_stays' }),
  plain('flow', 'bases_opened', 'bodies', bases,
    ['New bases', '新建基地', 'Bases opened in the period less those closed in it.', '期内启用的基地，减去期内停用的。'],
    { measure: 'bases' }),
  plain('flow', 'base_taken_in', 'results', persons,
    ['Placed in bases', '基地安置人员', 'People whom a base took in within the period, by the day they came.', '按入住日期统计期内基地安置的人数。'],
    { measure: 'base_taken_in' }),
]; // prettier-ignore

const work: readonly Indicator[] = [
  plain('stock', 'released_on_register', 'work', persons,
    ['Released persons on the register', '在册刑满释放人员', 'People on the register at the end of the period: from the day they are taken over, for five years from release (three after re-education), unless they die or leave the city. Who is convicted again stays on it until that year ends.', '期末在册人数：自衔接之日起至刑满释放后五年（解除劳教三年），期间死亡、迁出本市的除外；重新犯罪的计至当年年末。'],
    register, { figure_id: 'F39' }),
  plain('stock', 'released_key', 'work', persons,
    ['Key class', '重点帮教对象', 'People on the register who stand in the key class at the end of the period.', '期末在册人员中的重点帮教对象。'],
    { measure: 'released', where: { class: ['key'] } }),
  plain('stock', 'released_three_nots', 'work', persons,
    ['Three-nots', '三无人员', 'People on the register without home, work and kin.', '期末在册人员中的三无人员。'],
    { measure: 'released_among', where: { trait: ['three_nots'] } }),
  plain('flow', 'released_received', 'work', persons,
    ['Taken over in the period', '本期衔接接收', 'People taken over in the period, by the day they were met or reported in; a move from another office of the city is no new one.', '按衔接日期统计期内接收的刑满释放人员，本市司法所之间转入的不计。'],
    received, { figure_id: 'F40' }),
  rate('flow', 'filed_by_class_rate',
    ['Filed by class', '分类建档率', 'Of those taken over in the period, how many have a file with a class.', '期内接收人员中已分类建档的比例。'],
    { measure: 'released_received', where: { class: ['general', 'key'] } }, received),
  plain('flow', 'released_left', 'work', persons,
    ['Left the register', '终止帮教', 'People who left the register in the period, however it ended; who is convicted again leaves it when the year ends.', '期内终止帮教的人数，包括期满、死亡、迁出；重新犯罪的于年末终止。'],
    { measure: 'released_left' }),
  plain('flow', 'released_moved_in', 'work', persons,
    ['Moved in from other offices', '其他司法所转入', 'Files taken over from other offices of the city in the period.', '期内由本市其他司法所转入的人数。'],
    { measure: 'released_moves', where: { direction: ['in'] } }),
  plain('flow', 'released_moved_out', 'work', persons,
    ['Moved out to other offices', '转至其他司法所', 'Files that other offices of the city took over in the period.', '期内转至本市其他司法所的人数。'],
    { measure: 'released_moves', where: { direction: ['out'] } }),
  plain('flow', 'help_visits', 'work', visits,
    ['Visits and talks', '走访谈话', 'Visits and talks by their day.', '按日期统计的走访谈话。'],
    { measure: 'help_visits' }),
  rate('flow', 'visits_in_time_rate',
    ['Visits in time', '走访按期率', 'Visits made by the day they were due, of those that fell due in the period.', '期内到期的走访中按期完成的比例。'],
    { measure: 'visits_due', where: { done: ['done'] } }, { measure: 'visits_due' }),
  plain('flow', 'release_notices', 'work', persons,
    ['Told by prisons', '收到监所信息', 'People named in the lists of prisons and houses, by the day the list came.', '按收到日期统计监所提供的拟释放人员。'],
    { measure: 'release_notices' }),
  rate('flow', 'verified_in_time_rate',
    ['Verified in time', '核实按期率', 'Verified by the day it was due, of what fell due in the period.', '期内到期应核实的信息中按期核实的比例。'],
    { measure: 'verifications_due', where: { done: ['done'] } }, { measure: 'verifications_due' }),
  rate('flow', 'handed_over_rate',
    ['Handed over', '衔接率', 'Taken over, of those of this area whose day of release fell in the period.', '期内释放的本辖区人员中已衔接的比例。'],
    { measure: 'releases_due', where: { way: ['picked_up', 'escorted', 'family', 'alone'] } }, { measure: 'releases_due' }),
  plain('stock', 'not_handed_over', 'work', persons,
    ['Not handed over', '未衔接人员', 'Released by the end of the period and not taken over by then: the list to look for.', '期末已释放但尚未衔接的人员，应逐人查找。'],
    { measure: 'not_handed_over' }),
  plain('stock', 'released_lost', 'work', persons,
    ['Out of contact', '下落不明', 'People on the register who are out of contact at the end of the period.', '期末在册人员中失去联系的。'],
    { measure: 'released_lost' }),
  plain('flow', 'exemplars', 'work', exemplars,
    ['Exemplars', '培育转化典型', 'Exemplars by the day they were chosen; those whose consent was withdrawn afterwards are counted too.', '按确定日期统计期内培育的安置帮教转化典型，其后撤回同意的仍计。'],
    { measure: 'exemplars' }, { figure_id: 'F41' }),
]; // prettier-ignore

const results: readonly Indicator[] = [
  rate('stock', 'help_rate',
    ['Help-education rate (of all on the register)', '帮教率（占在册人员）', 'People with a group at work and at least one visit or talk since 1 January, of all on the register at the end of the period.', '期末在册人员中已成立帮教小组且本年度内有帮教记录的比例。'],
    { measure: 'released_helped' }, register, { figure_id: 'F42' }),
  rate('stock', 'help_rate_half',
    ['Help-education rate, half-year', '帮教率（半年）', 'As the help-education rate, with a visit or talk since the half-year began.', '期末在册人员中已成立帮教小组且本半年内有帮教记录的比例。'],
    { measure: 'released_helped_half' }, register),
  rate('flow', 'help_rate_of_received',
    ['Help-education rate (of those taken over)', '帮教率（占本期接收人员）', 'Of those taken over in the period, how many are under help-education now.', '期内接收人员中现已落实帮教的比例。'],
    became(helpedOutcomes), received),
  rate('stock', 'resettlement_rate',
    ['Resettlement rate (of all on the register)', '安置率（占在册人员）', 'People with a placement in force (work, land, school, base, relief), of all on the register at the end of the period.', '期末在册人员中已落实安置（就业、承包地、就学、基地、低保等）的比例。'],
    placed, register, { figure_id: 'F43' }),
  rate('stock', 'resettlement_rate_of_able',
    ['Resettlement rate (of those to be placed)', '安置率（占应安置人员）', 'People with a placement in force, of those to be placed: without the retired, those unable to work and those convicted again.', '期末应安置人员（不含退休、无劳动能力和重新犯罪的）中已落实安置的比例。'],
    placed, { measure: 'released_to_place' }),
  rate('flow', 'resettlement_rate_of_received',
    ['Resettlement rate (of those taken over)', '安置率（占本期接收人员）', 'Of those taken over in the period, how many are placed now.', '期内接收人员中现已安置的比例。'],
    became(placedOutcomes), received),
  rate('stock', 'reoffending_rate',
    ['Reoffending rate (of all on the register)', '重新犯罪率（占在册人员）', 'People convicted of a new crime within the term of help-education and in this year, of all on the register at the end of the period.', '期末在册人员中本年度内重新犯罪的比例。'],
    { measure: 'released_reoffended' }, register, { figure_id: 'F44' }),
  rate('flow', 'reoffending_rate_of_received',
    ['Reoffending rate (of those taken over)', '重新犯罪率（占本期接收人员）', 'Of those taken over in the period, how many have been convicted again since.', '期内接收人员中其后重新犯罪的比例。'],
    became(['reoffended']), received),
  ...outcomes.codes.map(({ code, label }) =>
    plain('flow', `cohort_${code}`, 'results', persons,
      [`Taken over in the period: ${label.en.toLowerCase()}`, `本期接收人员：${label.zh}`,
        'Of those taken over in the period, how many stand there now. Each stands in exactly one place; together they are all who were taken over.',
        '期内接收人员的现状，每人只计入一类，各类之和等于接收总数。'],
      became([code]))),
  plain('flow', 'reliefs', 'results', visits,
    ['Relief given', '救助帮扶', 'Relief given in the period, by its day.', '按日期统计期内实施的救助帮扶。'],
    { measure: 'reliefs' }),
  plain('flow', 'relief_amount', 'money', yuan,
    ['Amount of relief', '救助金额', 'Money given as relief in the period.', '期内救助金额。'],
    { measure: 'relief_amount' }, { money: true }),
]; // prettier-ignore

export const indicators: readonly Indicator[] = [...bodies, ...work, ...results];
