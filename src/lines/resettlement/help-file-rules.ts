/** What cannot be right in a file, whichever deed would bring it about. */
import type { Issue } from '#engine/problem.ts';
import type { HelpFile } from './help-file-fields.ts';

export function* checkFile(r: HelpFile): Generator<Issue> {
  for (const [i, visit] of r.visits.entries()) {
    if (visit.visited_on && r.received_on && visit.visited_on < r.received_on)
      yield {
        field: `visits.${i}.visited_on`,
        message: {
          en: 'A visit cannot be before the person was taken over.',
          zh: '走访日期不能早于衔接日期。',
        },
      };
  }
  for (const [i, row] of r.placements.entries()) {
    if (row.until_day && row.from_day && row.until_day < row.from_day)
      yield {
        field: `placements.${i}.until_day`,
        message: {
          en: 'A placement cannot end before it begins.',
          zh: '安置终止日期不能早于起始日期。',
        },
      };
  }
  if (r.end_kind === 'over' && r.ended_on && r.ends_on && r.ended_on <= r.ends_on)
    yield {
      field: 'ended_on',
      message: {
        en: `Help-education runs to ${r.ends_on}: it is over on the day after. Choose that day, or another way of ending.`,
        zh: `帮教期至${r.ends_on}届满，终止日期应在其后；提前终止请选择其他情形。`,
      },
    };
  if (r.end_kind === 'reoffended' && !r.reoffended_on)
    yield {
      field: 'reoffended_on',
      message: {
        en: 'Write the day of the judgment: the rate is counted by it.',
        zh: '请填写重新犯罪判决日期，重新犯罪率按此日期统计。',
      },
    };
  if (r.reoffended_on && r.ends_on && r.reoffended_on > r.ends_on)
    yield {
      field: 'reoffended_on',
      message: {
        en: `Only a conviction within the period (to ${r.ends_on}) counts here. End the file as over.`,
        zh: `帮教期（至${r.ends_on}）内的重新犯罪才在此登记，期满后请按期满终止。`,
      },
    };
}
