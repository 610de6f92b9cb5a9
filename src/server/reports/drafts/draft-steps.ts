/** From section to signature: handed in, accepted or given back; sent for review, sent back, signed. */
import type { DraftHead, DraftSection, Frame } from '#engine/draft.ts';
import type { Actor } from '#engine/permission.ts';
import { notFound, Problem } from '#engine/problem.ts';
import type { Services } from '../../services.ts';
import { readAs } from '../../services.ts';
import { draftInReach, refuseUnlessOpen, refuseUnlessWriter } from './draft-access.ts';
import type { DraftInReach } from './draft-access.ts';
import { signDraft } from './draft-editions.ts';
import type { SignedAt } from './draft-editions.ts';
import { figuresOfDraft } from './draft-figures.ts';
import type { StepBody } from './draft-schema.ts';
import { saveParts } from './draft-store.ts';
import { getSection, pathOf } from './draft-writing.ts';

type Step = StepBody['step'];

/** `stood`: only for the loader of the reference city, which signs at a page that was closed long ago. */
export async function takeStep(
  services: Services,
  actor: Actor,
  body: StepBody,
  stood: SignedAt = {},
) {
  const reach = await readAs(services, actor, (client) =>
    draftInReach(client, actor, body.unit, body.year),
  );
  if (!reach.draft) throw notFound();
  const name = { unit_id: reach.unit.id, year: body.year };
  const reason = body.reason?.trim() || null;
  switch (body.step) {
    case 'hand_in':
    case 'accept':
    case 'give_back': {
      const {
        key,
        version,
        by: _by,
        at: _at,
        blocks: _blocks,
        comments: _comments,
        ...section
      } = getSection(reach, body.section ?? '');
      refuseUnlessOpen(reach.draft);
      refuseUnlessWriter(reach, body.step === 'hand_in' ? key : undefined);
      const content = afterStep(section, body.step, reason);
      const path = pathOf(reach, section);
      return saveParts(
        services.writer,
        actor,
        name,
        body.step,
        [{ part: `section/${key}`, base: version, content, path }],
        reason,
      );
    }
    case 'send_for_review':
      refuseUnlessWriter(reach);
      refuseUnlessOpen(reach.draft);
      return saveHead(
        services,
        actor,
        reach,
        { year: body.year, step: 'send_for_review' },
        { state: 'in_review' },
        reason,
      );
    case 'send_back':
      return sendBack(services, actor, reach, body, reason);
    case 'sign':
      return sign(services, actor, reach, body.year, stood);
    case 'new_edition':
      return newEdition(services, actor, reach, body.year, reason);
    default:
      return body.step satisfies never;
  }
}

/** By whoever signs, with a reason for the writers; or by the writers themselves, who take it back. */
function sendBack(
  services: Services,
  actor: Actor,
  reach: DraftInReach,
  body: StepBody,
  reason: string | null,
) {
  if (reach.draft!.head.state !== 'in_review') throw notInReview();
  if (!reach.may.sign) refuseUnlessWriter(reach);
  if (!reach.may.write && reason === null)
    throw new Problem('invalid', undefined, [
      {
        field: 'reason',
        message: {
          en: 'Say what is to be changed, so that the writers know.',
          zh: '请写明需要修改的内容，以便起草人修改。',
        },
      },
    ]);
  return saveHead(
    services,
    actor,
    reach,
    { year: body.year, step: 'send_back' },
    { state: 'writing' },
    reason,
  );
}

/** What is signed is what was sent for review: nobody could write in between. */
async function sign(
  services: Services,
  actor: Actor,
  reach: DraftInReach,
  year: number,
  stood: SignedAt,
) {
  const { draft, unit, may } = reach;
  if (!may.sign)
    throw new Problem('not-allowed', {
      en: 'A summary is signed by a leader of the unit that reports, or the director of an office.',
      zh: '总结由报送单位领导或司法所所长签发。',
    });
  if (draft!.head.state !== 'in_review') throw notInReview();
  const frame: Frame = { unit_id: unit.id, year, cutoff: draft!.head.cutoff };
  const moment = { as_of: null, now: services.clock() };
  const figures = await readAs(services, actor, (client) =>
    figuresOfDraft(services, client, actor, draft!, frame, moment),
  );
  const goals = Object.fromEntries(
    [...figures].flatMap(([key, { target }]) => (target ? [[key, target] as const] : [])),
  );
  const edition = await signDraft(services, actor, unit, year, draft!, goals, stood);
  const saved = await saveHead(
    services,
    actor,
    reach,
    { year, step: 'sign' },
    { state: 'signed', edition: edition.id },
    null,
  );
  return { ...saved, edition: edition.id, number: edition.number };
}

function newEdition(
  services: Services,
  actor: Actor,
  reach: DraftInReach,
  year: number,
  reason: string | null,
) {
  refuseUnlessWriter(reach);
  if (reach.draft!.head.state !== 'signed')
    throw new Problem('wrong-state', {
      en: 'Only what is signed gets another edition; this draft can still be changed.',
      zh: '尚未签发，可直接修改，无需出新版。',
    });
  if (reason === null)
    throw new Problem('invalid', undefined, [
      {
        field: 'reason',
        message: {
          en: 'Say why there is to be another edition; it stands in it (Statistics Law).',
          zh: '请写明出新版的原因，原因将载入新版（统计法）。',
        },
      },
    ]);
  return saveHead(
    services,
    actor,
    reach,
    { year, step: 'new_edition' },
    { state: 'writing', reason },
    reason,
  );
}

export function saveHead(
  services: Services,
  actor: Actor,
  { unit, draft }: DraftInReach,
  {
    year,
    step,
  }: { readonly year: number; readonly step: Exclude<Step, 'hand_in' | 'accept' | 'give_back'> },
  change: Partial<DraftHead>,
  reason: string | null,
) {
  const { key: _key, by: _by, at: _at, version, ...head } = draft!.head;
  const content = { ...head, ...change };
  return saveParts(
    services.writer,
    actor,
    { unit_id: unit.id, year },
    step,
    [{ part: 'head', base: version, content, path: unit.path }],
    reason,
  );
}

function afterStep(
  section: DraftSection,
  step: 'hand_in' | 'accept' | 'give_back',
  reason: string | null,
): DraftSection {
  const wanted = step === 'hand_in' ? 'open' : 'handed_in';
  const fits = section.state === wanted || (step === 'give_back' && section.state === 'accepted');
  if (!fits)
    throw new Problem('wrong-state', {
      en:
        step === 'hand_in'
          ? 'This section has been handed in already.'
          : 'This section has not been handed in yet.',
      zh: step === 'hand_in' ? '该部分已经提交。' : '该部分尚未提交。',
    });
  if (step === 'give_back' && reason === null)
    throw new Problem('invalid', undefined, [
      {
        field: 'reason',
        message: { en: 'Say what is missing.', zh: '请写明需要补充的内容。' },
      },
    ]);
  const next = { hand_in: 'handed_in', accept: 'accepted', give_back: 'open' } as const;
  return { ...section, state: next[step] };
}

function notInReview(): Problem {
  return new Problem('wrong-state', {
    en: 'The draft is not in review. Load the page again to see how it stands.',
    zh: '草稿不在送审状态，请刷新页面查看。',
  });
}
