/** What is due on a file, in words that say nothing to whoever reads them over a shoulder. */
import type { Calendar } from '#engine/calendar.ts';
import { asSetBy } from '#engine/calendar.ts';
import { addDays } from '#engine/day.ts';
import type { Duty } from '#engine/record.ts';
import { dutyFrom } from '../common/office-period.ts';
import { ownOffice } from '../common/posts.ts';
import type { HelpFile } from './help-file-fields.ts';
import { rhythm, visitRule } from './rhythm.ts';

export function dutiesOf(r: HelpFile, calendar: Calendar): Duty[] {
  if (r.state === 'ended') return [];
  const over: Duty = {
    key: 'end',
    label: { en: 'Close: the period is over', zh: '期满，办理终止' },
    from_day: r.released_on!,
    due_on: addDays(r.ends_on!, 1),
    action: 'end',
    roles: ownOffice,
    statutory: false,
  };
  if (r.state === 'received')
    return [
      dutyFrom(rhythm.classify, r.offices.at(-1)?.from_day ?? r.received_on!, calendar, {
        key: 'classify',
        label: r.help_class
          ? { en: 'Set up the group', zh: '落实小组' }
          : { en: 'Classify and set up the group', zh: '分类并落实小组' },
        action: r.help_class ? 'set_group' : 'classify',
        roles: ownOffice,
        statutory: false,
      }),
      over,
    ];
  return [...visitDuty(r, calendar), ...gradeDuty(r, calendar), over];
}

/** The day that stands in the record is the day that counts; a visit after the period is nobody's duty. */
function visitDuty(r: HelpFile, calendar: Calendar): Duty[] {
  if (!r.next_visit_on || r.next_visit_on > r.ends_on!) return [];
  const from_day = r.last_visit_on ?? r.class_on ?? r.received_on!;
  const rule = asSetBy(visitRule(r.help_class), calendar, from_day);
  return [
    {
      key: 'visit',
      label: r.lost_on
        ? { en: 'Look for and visit', zh: '查找并走访' }
        : { en: 'Visit', zh: '走访' },
      from_day,
      due_on: r.next_visit_on,
      rule: rule.id,
      rule_version: rule.version,
      calendar_version: calendar.version,
      action: 'record_visit',
      roles: ownOffice,
      statutory: false,
    },
  ];
}

function gradeDuty(r: HelpFile, calendar: Calendar): Duty[] {
  const since = r.gradings
    .map((row) => row.from_day!)
    .toSorted()
    .at(-1);
  if (!since || r.state !== 'helping') return [];
  const duty = dutyFrom(rhythm.regrade, since, calendar, {
    key: 'regrade',
    label: { en: 'Look at the class again', zh: '复核类别' },
    action: 'regrade',
    roles: ['director'],
    statutory: false,
  });
  return duty.due_on > r.ends_on! ? [] : [duty];
}
