/** Everything that is written down in the reference city before it opens to the visitor, in order of time. */
import type { Day } from '#engine/day.ts';
import { appoint, committees, mediatorsOf, rosterDay, setUp } from './committees.ts';
import { livesOf2008, livesOf2009 } from './registers.ts';
import { inOrderOfTime } from './steps.ts';
import type { Step } from './steps.ts';

/** Up to the end of `today`, with a few days left to whoever enters then. */
export function timelineUntil(today: Day): Step[] {
  return inOrderOfTime([...stepsOfThen()]).filter((one) => one.at.slice(0, 10) <= today);
}

export function stepsOfThen(): Step[] {
  const thenCommittees = committees.filter((one) => one.set_up_on < '2011-01-01');
  return [
    ...thenCommittees.map(setUp),
    ...thenCommittees.flatMap((one) =>
      mediatorsOf(one, 'then').map((mediator) =>
        appoint(mediator, 'then', rosterDay(one)),
      ),
    ),
    ...[...livesOf2008(), ...livesOf2009()].flatMap((life) => life.steps),
  ];
}
