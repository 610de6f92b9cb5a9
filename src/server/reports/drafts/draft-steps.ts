/** From section to signature: handed in, accepted or given back; sent for review, sent back, signed. */
import type { DraftHead, DraftSection } from '#engine/draft.ts';
import type { Actor } from '#engine/permission.ts';
import { notFound, Problem } from '#engine/problem.ts';
import type { Services } from '../../services.ts';
import { readAs } from '../../services.ts';
import { draftInReach, refuseUnlessOpen, refuseUnlessWriter } from './draft-access.ts';
import type { DraftInReach } from './draft-access.ts';
import type { StepBody } from './draft-schema.ts';
import { saveParts } from './draft-store.ts';
import { getSection, pathOf } from './draft-writing.ts';

type Step = StepBody['step'];

export async function takeStep(services: Services, actor: Actor, body: StepBody) {
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
    case 'new_edition':
      throw new Problem('wrong-state');
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
  const { state, cutoff, edition, version } = draft!.head;
  const content = { state, cutoff, edition, ...change };
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
