/** Hand over my post 工作移交: what is open, to whom it goes, one save; then the sheet for both to sign. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Text } from '#engine/text.ts';
import { LineField } from '../fields/line-field.tsx';
import { api } from '../shell/api.ts';
import type { ShownGrant } from '../shell/api-types.ts';
import { GoLink, useGo, useSearch } from '../shell/go.tsx';
import { useLanguage } from '../shell/language.tsx';
import { NameText } from '../shell/latin-names.tsx';
import { MarkedText } from '../shell/marked-text.tsx';
import { newId } from '../shell/new-id.ts';
import { printDay } from '../shell/numbers.ts';
import { useReceipts } from '../shell/receipts.tsx';
import { useSession } from '../shell/session.tsx';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import { FormError } from '../admin/parts.tsx';
import { dutyPlace } from './duty-place.ts';
import './hand-over.css';

export type OpenDuty = {
  readonly record_type: string;
  readonly record_id: string;
  readonly key: string;
  readonly label: Text;
  readonly title: Text;
  readonly due_on: string;
  readonly rule: string | null;
};

type HandOverAnswer = {
  readonly post: ShownGrant;
  readonly person: { readonly id: string; readonly name: string };
  readonly latin: Readonly<Record<string, string>>;
  readonly records: readonly {
    readonly type: string;
    readonly label: Text;
    readonly records: number;
  }[];
  readonly duties: readonly OpenDuty[];
  readonly more_duties: boolean;
  readonly successors: readonly {
    readonly id: string;
    readonly name: string;
    readonly role_label: Text;
    readonly unit: Text;
    readonly from_day: string;
  }[];
  readonly posts: readonly (ShownGrant & { readonly person: { readonly name: string } })[];
  readonly done: readonly {
    readonly id: string;
    readonly day: string;
    readonly taken_back_at: string | null;
    readonly from: string;
    readonly to: string;
    readonly records: number;
  }[];
};

export function HandOverPage() {
  const { say, language } = useLanguage();
  const { account, grant } = useSession();
  const [search, change] = useSearch();
  const chosen = search['post'];
  const open = useQuery({
    queryKey: ['hand-over', chosen, grant.id],
    queryFn: () => api.get<HandOverAnswer>('/api/hand-over', { grant: chosen }),
  });
  const answer = open.data;
  const mine = answer?.person.id === account.id;
  return (
    <div className="page">
      <title>{say('Hand over a post · Taizhang', '工作移交 · 台账')}</title>
      <div className="page-head">
        <div>
          <h1>{say('Hand over a post', '工作移交')}</h1>
          <p className="about">
            {say(
              'Open records get another keeper, each with a line in its history; what was mediated, counted and signed stays as it is. It can be taken back on the same day.',
              '未办结记录变更保管人，并在各自办理经过中留痕；已办事项、已计数据和签名不变。当日可以撤回。',
            )}
          </p>
        </div>
      </div>
      {open.isPending && <Waiting lines={8} />}
      {open.isError && <Trouble error={open.error} retry={() => void open.refetch()} />}
      {answer && (
        <>
          {answer.posts.length > 0 && (
            <label className="field">
              <span className="field-label">{say('Whose post', '移交岗位')}</span>
              <select
                className="input width-middle"
                value={chosen ?? ''}
                onChange={(event) => change({ post: event.target.value || undefined })}
              >
                <option value="">{say('My own', '本人岗位')}</option>
                {answer.posts.map((post) => (
                  <option key={post.id} value={post.id} translate="no">
                    {`${post.person.name} · ${say(post.unit.name)} · ${say(post.role_label)}`}
                  </option>
                ))}
              </select>
            </label>
          )}
          <p style={{ marginBottom: 16 }}>
            <NameText name={answer.person.name} latin={answer.latin} />
            {` · ${say(answer.post.unit.name)} · ${say(answer.post.role_label)}`}
          </p>
          <h2>{say('Records kept', '保管的未办结记录')}</h2>
          {answer.records.length === 0 ? (
            <p className="grey">{say('None that is open.', '无未办结记录。')}</p>
          ) : (
            <ul className="hand-over-list" style={{ marginBottom: 8 }}>
              {answer.records.map(({ type, label, records }) => (
                <li key={type}>
                  {mine ? (
                    <GoLink to={`/records/${type}`} search={{ mine: '1' }}>
                      {say(label)}
                    </GoLink>
                  ) : (
                    say(label)
                  )}
                  {say(`: ${records} open`, `：${records}件`)}
                </li>
              ))}
            </ul>
          )}
          <GiveForm key={answer.post.id} answer={answer} grant_id={chosen} />
          <h2 style={{ marginTop: 32 }}>
            {say(
              `What is due: ${answer.duties.length}${answer.more_duties ? ' and more' : ''}`,
              `待办事项${answer.duties.length}项${answer.more_duties ? '以上' : ''}`,
            )}
          </h2>
          <DutyTable duties={answer.duties} />
          {answer.done.length > 0 && (
            <>
              <h2 style={{ marginTop: 32 }}>{say('Handed over before', '以往移交')}</h2>
              <ul className="hand-over-list">
                {answer.done.map((one) => (
                  <li key={one.id}>
                    <GoLink to={`/hand-over/${one.id}`}>{printDay(one.day, language)}</GoLink>{' '}
                    <NameText name={one.from} latin={answer.latin} />
                    {' → '}
                    <NameText name={one.to} latin={answer.latin} />
                    {say(`, ${one.records} records`, `，${one.records}件`)}
                    {one.taken_back_at && say(', taken back', '，已撤回')}
                  </li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
    </div>
  );
}

function GiveForm({
  answer,
  grant_id,
}: {
  readonly answer: HandOverAnswer;
  readonly grant_id: string | undefined;
}) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  const go = useGo();
  const show = useReceipts();
  const queries = useQueryClient();
  const [to, setTo] = useState('');
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [id] = useState(newId);
  if (answer.successors.length === 0) {
    return (
      <p className="notice care" style={{ marginTop: 16, maxWidth: 720 }}>
        {say(
          'Nobody else holds a post in this unit or the office above it. The security administrator gives one; then hand over.',
          '本单位及上一级单位暂无其他在岗人员。请由安全保密管理员授予岗位后再办理移交。',
        )}
      </p>
    );
  }
  const save = async () => {
    setBusy(true);
    try {
      const done = await api.post<{ id: string; records: number }>('/api/hand-over', {
        id,
        to,
        ...(grant_id ? { grant_id } : {}),
        ...(note.trim() ? { note: note.trim() } : {}),
      });
      show({
        said: {
          en: `${done.records} records were handed over.`,
          zh: `已移交${done.records}件。`,
        },
      });
      await queries.invalidateQueries();
      go(`/hand-over/${done.id}`);
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <form
      className="form-column"
      style={{ marginTop: 16 }}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <label className="field">
        <span className="field-label">{say('Who takes it over', '接收人')}</span>
        <select
          className="input width-middle"
          required
          value={to}
          onChange={(event) => setTo(event.target.value)}
        >
          <option value="">{say('Choose', '请选择')}</option>
          {answer.successors.map((one) => (
            <option key={one.id} value={one.id} translate="no">
              {`${one.name} · ${say(one.unit)} · ${say(one.role_label)}`}
              {one.from_day > today &&
                say(`, from ${printDay(one.from_day, language)}`, `（${one.from_day}到岗）`)}
            </option>
          ))}
        </select>
      </label>
      <LineField
        optional
        label={say('Why', '移交事由')}
        value={note}
        change={setNote}
        lang="zh"
        maxLength={300}
        width="middle"
      />
      <FormError error={problem} />
      <button type="submit" className="button primary" disabled={busy || !to}>
        {say('Hand over', '移交')}
      </button>
    </form>
  );
}

export function DutyTable({ duties }: { duties: readonly OpenDuty[] }) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  if (duties.length === 0) return <p className="grey">{say('Nothing is due.', '无待办事项。')}</p>;
  return (
    <table className="ledger hand-over-duties">
      <thead>
        <tr>
          <th scope="col">{say('Due', '期限')}</th>
          <th scope="col">{say('What', '事项')}</th>
        </tr>
      </thead>
      <tbody>
        {duties.map((duty) => (
          <tr key={`${duty.record_id}${duty.key}`}>
            <td className={duty.due_on < today ? 'no-wrap overdue' : 'no-wrap'}>
              {printDay(duty.due_on, language)}
            </td>
            <td>
              {say(duty.label)}
              {say(': ', '：')}
              <GoLink {...dutyPlace(duty)} className="private-name">
                <MarkedText>{say(duty.title)}</MarkedText>
              </GoLink>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
