/** Below which number a count is hidden from outsiders: what holds, since when, who said so and why. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { dayInShanghai } from '#engine/day.ts';
import { DayInput } from '../fields/day-input.tsx';
import { LineField } from '../fields/line-field.tsx';
import { api } from '../shell/api.ts';
import { useLanguage } from '../shell/language.tsx';
import { printDay } from '../shell/numbers.ts';
import { useSession } from '../shell/session.tsx';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import './admin.css';
import { FormError, useDeed } from './parts.tsx';

type Setting = {
  readonly version: number;
  readonly below: number;
  readonly valid_from: string;
  readonly reason: string;
  readonly recorded_at: string;
  readonly recorded_by: string | null;
};
type Answer = {
  readonly below: number;
  readonly shipped: number;
  readonly least: number;
  readonly most: number;
  readonly settings: readonly Setting[];
};

export function SmallCellsPage() {
  const { say } = useLanguage();
  const { grant } = useSession();
  const found = useQuery({
    queryKey: ['small-cells'],
    queryFn: () => api.get<Answer>('/api/small-cells'),
  });
  const title = say('Small numbers', '小数不公布');
  return (
    <div className="page">
      <title>{say('Small numbers · Taizhang', '小数不公布 · 台账')}</title>
      <div className="page-head">
        <div>
          <h1>{title}</h1>
          <p className="about">
            {say(
              'Who is handed a table and may not open the books sees no number about people below this limit, and none that would tell it by a subtraction (Statistics Law, article 28). Whoever works here sees every number exactly. An edition keeps the limit with which it was signed.',
              '对外提供的表不显示低于该界限的涉及个人的数，也不显示可据以推算的数（统计法第二十八条）；本系统内人员看到的是准确数。已签发的版本沿用签发时的界限。',
            )}
          </p>
        </div>
      </div>
      {found.isPending && <Waiting lines={4} />}
      {found.isError && <Trouble error={found.error} retry={() => void found.refetch()} />}
      {found.data && (
        <>
          <p>
            {say('Hidden below ', '现行界限：低于')}
            <b className="digits">{found.data.below}</b>
            {say('.', '的数不公布。')}{' '}
            <span className="grey">
              {say(
                `As it comes along: ${found.data.shipped}, known from practice; no law names a number.`,
                `产品默认${found.data.shipped}，来自实践，法律未规定具体数值。`,
              )}
            </span>
          </p>
          {grant.role === 'system_admin' && <SetForm answer={found.data} />}
          <History settings={found.data.settings} />
        </>
      )}
    </div>
  );
}

function History({ settings }: { settings: readonly Setting[] }) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  if (settings.length === 0)
    return (
      <p className="grey">{say('Nobody has set another number yet.', '尚未设定过其他数值。')}</p>
    );
  const inForce = settings.find((one) => one.valid_from <= today);
  return (
    <section>
      <h2>{say('What was set', '设定记录')}</h2>
      <table className="ledger stacked">
        <thead>
          <tr>
            <th scope="col">{say('From', '生效日期')}</th>
            <th scope="col">{say('Hidden below', '界限')}</th>
            <th scope="col">{say('Reason, or the document', '理由或文号')}</th>
            <th scope="col">{say('Set by', '设定人')}</th>
          </tr>
        </thead>
        <tbody>
          {settings.map((one) => (
            <tr key={one.version}>
              <td className="no-wrap">
                {printDay(one.valid_from, language)}
                {one === inForce && <div className="grey small">{say('in force', '现行')}</div>}
                {one.valid_from > today && (
                  <div className="small due-soon">{say('to come', '尚未生效')}</div>
                )}
              </td>
              <td className="digits">{one.below}</td>
              <td className="wide">
                <span lang="zh">{one.reason}</span>
              </td>
              <td>
                <span lang="zh">{one.recorded_by}</span>
                <div className="grey small">
                  {printDay(dayInShanghai(one.recorded_at), language)}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function SetForm({ answer }: { answer: Answer }) {
  const { say } = useLanguage();
  const { today } = useSession();
  const act = useDeed('small-cells');
  const [below, setBelow] = useState(String(answer.below));
  const [from, setFrom] = useState<string | null>(today);
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  const count = Number(below.normalize('NFKC'));
  const fits = Number.isInteger(count) && count >= answer.least && count <= answer.most;
  const save = async () => {
    const body = { below: count, valid_from: from, reason };
    const error = await act(api.post('/api/admin/small-cells', body), {
      en: 'The limit was set.',
      zh: '界限已设定。',
    });
    setProblem(error);
    if (error === null) setReason('');
  };
  return (
    <form
      className="admin-sheet"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2>{say('Set another limit', '设定界限')}</h2>
      <label className="field">
        <span className="field-label">{say('Hide what is below', '低于此数不公布')}</span>
        <input
          className="input digits"
          style={{ width: 90 }}
          inputMode="numeric"
          required
          value={below}
          onChange={(event) => setBelow(event.target.value)}
        />
        {!fits && (
          <span className="field-error">
            {say(
              `A whole number from ${answer.least} to ${answer.most}: below 2 nothing would be hidden.`,
              `请填写${answer.least}至${answer.most}的整数；小于2等于不隐藏。`,
            )}
          </span>
        )}
      </label>
      <div className="field">
        <span className="field-label">{say('For what goes out from', '生效日期')}</span>
        <DayInput
          value={from}
          onChange={setFrom}
          label={say('For what goes out from', '生效日期')}
        />
      </div>
      <LineField
        label={say('Reason, or the document', '理由或文号')}
        value={reason}
        change={setReason}
        required
        minLength={2}
        maxLength={300}
        width="middle"
      />
      <FormError error={problem} />
      <div className="button-row">
        <button type="submit" className="button primary" disabled={!from || !fits}>
          {say('Set', '设定')}
        </button>
      </div>
    </form>
  );
}
