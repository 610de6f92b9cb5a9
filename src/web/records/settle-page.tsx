/** Settled on the spot: found, accepted, mediated, agreed and closed in one form and one save (Mediation Act 28). */
import { useMemo, useState } from 'react';
import { book } from '#lines/index.ts';
import type { WriteAnswer } from '../shell/api-types.ts';
import { NoSuchPage } from '../shell/error-page.tsx';
import { useGo } from '../shell/go.tsx';
import { useSay } from '../shell/language.tsx';
import { newActionsOf } from '../shell/menu-of-lines.ts';
import { newId } from '../shell/new-id.ts';
import { useSession } from '../shell/session.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { ActionForm } from './action-form.tsx';
import { useOwnCommittee } from './own-committee.ts';

/** What the act asks of an oral agreement, in the order in which it is told. Everything else can be added later. */
const asked = [
  'parties', 'dispute_type', 'source', 'about', 'place', 'found_on', 'committee_id', 'mediator_id', 'agreement_content', 'due_on', 'effects', 'to_complete',
]; // prettier-ignore

export function SettlePage() {
  const say = useSay();
  const go = useGo();
  const { grant, today } = useSession();
  const [id] = useState(newId);
  const type = book.findRecord('dispute');
  const own = useOwnCommittee(grant.unit.id);
  const { committee_id, mediator_id } = own;
  const startWith = useMemo(
    () => ({
      parties: ['applicant', 'respondent'].map((side) => ({
        side,
        kind: 'person',
        name: null,
        role: 'party',
      })),
      found_on: today,
      source: 'application',
      committee_id,
      mediator_id,
    }),
    [today, committee_id, mediator_id],
  );
  if (!type || !newActionsOf(type, grant.role).includes('settle_on_spot')) return <NoSuchPage />;
  if (!own.ready)
    return (
      <div className="page">
        <Waiting />
      </div>
    );
  return (
    <div className="page">
      <title>{say('Settled on the spot · Taizhang', '当场调成 · 台账')}</title>
      <h1>{say('Settled on the spot', '当场调成')}</h1>
      <p className="grey" style={{ marginBottom: 20, maxWidth: '68ch' }}>
        {say(
          'One save writes the whole of it down: accepted, mediated, an oral agreement, performed and closed. With a day for performance it stays open until then.',
          '一次保存即完成受理、调解、口头协议、履行、结案；填写履行期限的，到期前保持未结。',
        )}
      </p>
      <ActionForm
        type={type}
        action="settle_on_spot"
        record={null}
        id={id}
        unit_id={grant.unit.id}
        only={asked}
        startWith={startWith}
        links={own.links}
        done={(answer: WriteAnswer) => go(`/records/dispute/${answer.id}`)}
        leave={() => go('/records/dispute')}
      />
    </div>
  );
}
