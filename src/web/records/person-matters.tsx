/** What stands around a person: the records about them that one may open, entries for the same person, a merger. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Text } from '#engine/text.ts';
import { LineField } from '../fields/line-field.tsx';
import { api, textOfError } from '../shell/api.ts';
import type { LikelyRecord, OneRecord } from '../shell/api-types.ts';
import { GoLink } from '../shell/go.tsx';
import { useSay } from '../shell/language.tsx';
import { MarkedText } from '../shell/marked-text.tsx';
import { newId } from '../shell/new-id.ts';
import { useSession } from '../shell/session.tsx';
import { PersonErasure } from './person-erasure.tsx';

type Matters = {
  readonly records: readonly {
    readonly type: string;
    readonly label: Text;
    readonly id: string;
    readonly title: Text;
    readonly number: string | null;
  }[];
  readonly merged: readonly { readonly id: string; readonly title: Text }[];
  /** Found to be somebody else. */
  readonly apart: readonly { readonly id: string; readonly title: Text; readonly reason: string }[];
};

export function PersonMatters({ one }: { one: OneRecord }) {
  const say = useSay();
  const { grant } = useSession();
  const { record } = one;
  const found = useQuery({
    queryKey: ['records', 'person', 'about', record.id],
    queryFn: () => api.get<Matters>(`/api/persons/${record.id}/about`),
  });
  const queries = useQueryClient();
  const takeBack = (other_id: string) =>
    void api
      .post(`/api/persons/${record.id}/apart/take-back`, { other_id })
      .then(() => queries.invalidateQueries({ queryKey: ['records', 'person'] }));
  const supervises = grant.role === 'director' || grant.role === 'county';
  const matters = found.data;
  return (
    <section className="rail-part" aria-labelledby="matters-heading">
      <header>
        <h2 id="matters-heading">{say('About this person', '相关业务')}</h2>
      </header>
      {matters?.records.length === 0 && (
        <p className="grey">
          {say('No record about them that you may open.', '没有您可以查阅的相关记录。')}
        </p>
      )}
      <ul className="papers">
        {matters?.records.map((each) => (
          <li key={each.id}>
            <GoLink to={`/records/${each.type}/${each.id}`}>
              <span className="private-name">
                <MarkedText>{say(each.title)}</MarkedText>
              </span>{' '}
              {each.number && <span lang="zh">{each.number}</span>}
            </GoLink>
          </li>
        ))}
        {matters?.apart.map((each) => (
          <li key={each.id}>
            {say('Somebody else: ', '不是同一人：')}
            <GoLink to={`/records/person/${each.id}`}>
              <span className="private-name">{say(each.title)}</span>
            </GoLink>{' '}
            <span className="grey small" lang="zh">
              {each.reason}
            </span>
            {supervises && (
              <button type="button" className="link-button" onClick={() => takeBack(each.id)}>
                {say('Take back', '撤回')}
              </button>
            )}
          </li>
        ))}
        {matters?.merged.map((each) => (
          <li key={each.id}>
            <GoLink to={`/records/person/${each.id}`}>
              {say('Merged into this: ', '已并入：')}
              <span className="private-name">{say(each.title)}</span>
            </GoLink>
          </li>
        ))}
      </ul>
      {supervises && record.state === 'registered' && <Duplicates one={one} />}
      {supervises && record.state === 'merged' && <Undo one={one} />}
      <PersonErasure id={record.id} state={record.state} />
    </section>
  );
}

function Duplicates({ one }: { one: OneRecord }) {
  const say = useSay();
  const queries = useQueryClient();
  const [candidates, setCandidates] = useState<readonly LikelyRecord[] | null>(null);
  const [into, setInto] = useState<LikelyRecord | null>(null);
  const [ground, setGround] = useState('');
  const [mergerId] = useState(newId);
  const [problem, setProblem] = useState<unknown>(null);
  const { id, version } = one.record;
  const look = () =>
    api
      .post<{ candidates: readonly LikelyRecord[] }>(`/api/persons/${id}/duplicates`, {})
      .then((answer) => setCandidates(answer.candidates), setProblem);
  const merge = () =>
    api
      .post(`/api/persons/${id}/merge`, {
        merger_id: mergerId,
        into_id: into!.id,
        ground,
        expected_version: version,
      })
      .then(() => queries.invalidateQueries(), setProblem);
  return (
    <div style={{ marginTop: 12 }}>
      {candidates === null ? (
        <button type="button" className="button" onClick={() => void look()}>
          {say('Look for duplicates', '查找重复登记')}
        </button>
      ) : (
        <h3>{say('Entries for the same person?', '可能重复的登记')}</h3>
      )}
      {candidates?.length === 0 && <p className="grey">{say('None found.', '未发现重复。')}</p>}
      <ul className="likely-list">
        {candidates?.map((each) => (
          <li key={each.id}>
            <p>
              <GoLink to={`/records/person/${each.id}`}>
                <span className="private-name">{say(each.title)}</span>
              </GoLink>
            </p>
            <p className="grey small">
              {[each.unit ? say(each.unit) : null, ...each.signs.map((sign) => say(sign.label))]
                .filter(Boolean)
                .join(' · ')}
            </p>
            <button type="button" className="button" onClick={() => setInto(each)}>
              {say('Merge this entry into that one', '将本条并入该条')}
            </button>
          </li>
        ))}
      </ul>
      {into && (
        <form
          className="notice care"
          onSubmit={(event) => {
            event.preventDefault();
            void merge();
          }}
        >
          <LineField
            label={say('Why they are the same', '合并依据')}
            hint={say(
              'Both entries are kept; what is about this one follows. It can be undone.',
              '两条登记均保留，相关业务随之变更，可以撤销。',
            )}
            value={ground}
            change={setGround}
            lang="zh"
            required
            minLength={2}
            maxLength={500}
          />
          <button type="submit" className="button primary">
            {say('Merge', '合并')}
          </button>
        </form>
      )}
      {problem !== null && <p className="field-error">{say(textOfError(problem))}</p>}
    </div>
  );
}

function Undo({ one }: { one: OneRecord }) {
  const say = useSay();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  const { record, links } = one;
  const into = record['merged_into_id'] as string | null;
  const title = into ? links[into]?.title : undefined;
  return (
    <form
      style={{ marginTop: 12 }}
      onSubmit={(event) => {
        event.preventDefault();
        api
          .post(`/api/persons/${record.id}/unmerge`, { reason })
          .then(() => queries.invalidateQueries(), setProblem);
      }}
    >
      {into && title && (
        <p>
          {say('Merged into ', '已并入')}
          <GoLink to={`/records/person/${into}`}>
            <span className="private-name">{say(title)}</span>
          </GoLink>
        </p>
      )}
      <LineField
        label={say('Why they are not the same', '撤销理由')}
        value={reason}
        change={setReason}
        lang="zh"
        required
        minLength={2}
        maxLength={500}
      />
      <button type="submit" className="button">
        {say('Undo the merger', '撤销合并')}
      </button>
      {problem !== null && <p className="field-error">{say(textOfError(problem))}</p>}
    </form>
  );
}
