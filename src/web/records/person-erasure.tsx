/** Erasing a person: what would follow, the request that another one decides, and afterwards since when it is done. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Text } from '#engine/text.ts';
import { erasureGrounds } from '#lines/common/person-codes.ts';
import { FormError } from '../admin/parts.tsx';
import { LineField } from '../fields/line-field.tsx';
import { api } from '../shell/api.ts';
import { useLanguage, useSay } from '../shell/language.tsx';
import { newId } from '../shell/new-id.ts';
import { printInstant } from '../shell/numbers.ts';
import { useSession } from '../shell/session.tsx';

type Erasure = {
  readonly what: readonly {
    readonly label: Text;
    readonly records: number;
    readonly in_hand: number;
    readonly secret: boolean;
  }[];
  readonly asked: {
    readonly ground: Text;
    readonly document: string;
    readonly reason: string;
    readonly files: boolean;
    readonly asked_name: string;
    readonly asked_at: string;
    readonly decision: 'done' | 'refused' | 'withdrawn' | null;
    readonly decided_at: string | null;
    readonly answer: string | null;
  } | null;
  readonly erased_at: string | null;
};

export function PersonErasure({ id, state }: { id: string; state: string }) {
  const { say, language } = useLanguage();
  const { grant } = useSession();
  const [asking, setAsking] = useState(false);
  const { data } = useQuery({
    queryKey: ['records', 'person', 'erasure', id],
    queryFn: () => api.get<Erasure>(`/api/persons/${id}/erasure`),
  });
  if (!data) return null;
  const { asked, erased_at } = data;
  if (erased_at)
    return (
      <div className="notice" role="status">
        <p>
          {say(
            `Erased on ${printInstant(erased_at, 'en')}: the key is destroyed. Every count stays.`,
            `${printInstant(erased_at, 'zh')}已删除：密钥已销毁，各项统计不变。`,
          )}
        </p>
        {asked?.decision === 'done' && (
          <p className="grey small">
            {say(asked.ground)} · <span lang="zh">{asked.document}</span>
          </p>
        )}
      </div>
    );
  if (grant.role !== 'county' || state !== 'registered') return null;
  if (asked && asked.decision === null) return <Waits id={id} asked={asked} />;
  return (
    <div style={{ marginTop: 16 }}>
      {asked?.decision === 'refused' && (
        <p className="notice care">
          {say('Not erased; the answer: ', '未予删除，答复：')}
          <span lang="zh">{asked.answer}</span>{' '}
          <span className="grey small">{printInstant(asked.decided_at!, language)}</span>
        </p>
      )}
      {asking ? (
        <Ask id={id} what={data.what} leave={() => setAsking(false)} />
      ) : (
        <button type="button" className="button danger" onClick={() => setAsking(true)}>
          {say('Ask for erasing', '申请删除身份信息')}
        </button>
      )}
    </div>
  );
}

function Waits({ id, asked }: { id: string; asked: NonNullable<Erasure['asked']> }) {
  const { say, language } = useLanguage();
  const queries = useQueryClient();
  const [problem, setProblem] = useState<unknown>(null);
  const withdraw = () =>
    api
      .post(`/api/persons/${id}/erasure/withdraw`)
      .then(() => queries.invalidateQueries({ queryKey: ['records', 'person'] }), setProblem);
  return (
    <div className="notice care" role="status">
      <p>
        {say(
          `Asked to be erased by ${asked.asked_name}, ${printInstant(asked.asked_at, language)}. A security administrator decides.`,
          `${asked.asked_name}于${printInstant(asked.asked_at, language)}申请删除，待安全保密管理员办理。`,
        )}
      </p>
      <p className="grey small">
        {say(asked.ground)} · <span lang="zh">{asked.document}</span>
      </p>
      <button type="button" className="button" onClick={() => void withdraw()}>
        {say('Withdraw it', '撤回申请')}
      </button>
      <FormError error={problem} />
    </div>
  );
}

function Ask({ id, what, leave }: { id: string; what: Erasure['what']; leave: () => void }) {
  const say = useSay();
  const queries = useQueryClient();
  const [erasure_id] = useState(newId);
  const [ground, setGround] = useState('');
  const [document, setDocument] = useState('');
  const [reason, setReason] = useState('');
  const [files, setFiles] = useState(true);
  const [problem, setProblem] = useState<unknown>(null);
  const inHand = what.reduce((n, one) => n + one.in_hand, 0);
  const ask = () =>
    api
      .post(`/api/persons/${id}/erasure`, { erasure_id, ground, document, reason, files })
      .then(() => queries.invalidateQueries({ queryKey: ['records', 'person'] }), setProblem);
  return (
    <form
      className="notice care"
      style={{ display: 'grid', gap: 8 }}
      aria-label={say('Ask for erasing', '申请删除身份信息')}
      onSubmit={(event) => {
        event.preventDefault();
        void ask();
      }}
    >
      <p>
        {say(
          'The key is destroyed: names, numbers, addresses are gone for good, in every version, in backups too. Nobody brings them back. Every count stays, and the records stay as numbers.',
          '密钥销毁后，姓名、号码、住址在所有版本和备份中均不可恢复，任何人都不能找回；各项统计和业务记录的编号、日期不变。',
        )}
      </p>
      {what.length > 0 && (
        <ul className="small">
          {what.map((one) => (
            <li key={one.label.en}>
              {say(one.label)}
              {say(': ', '：')}
              {one.records}
              {one.in_hand > 0 && say(`, ${one.in_hand} in hand`, `，其中在办${one.in_hand}`)}
              {one.secret && files && say(': narratives and papers go too', '：记述和文书一并销毁')}
            </li>
          ))}
        </ul>
      )}
      {inHand > 0 && (
        <p className="overdue">
          {say(
            'Something is still in hand here. While its purpose lasts and retention runs, the law lets you store and protect only, not delete (PIPL 47).',
            '尚有在办事项。保存期限未满、目的未实现的，依法只能存储和保护，不得删除（个人信息保护法第47条）。',
          )}
        </p>
      )}
      <label className="field">
        <span className="field-label">{say('Ground', '删除依据')}</span>
        <select
          className="input"
          required
          value={ground}
          onChange={(event) => setGround(event.target.value)}
        >
          <option value="">{say('Choose', '请选择')}</option>
          {erasureGrounds.codes.map((one) => (
            <option key={one.code} value={one.code}>
              {say(one.label)}
            </option>
          ))}
        </select>
      </label>
      <LineField
        label={say('Appraisal report or approval, its number', '鉴定报告或审批件文号')}
        value={document}
        change={setDocument}
        lang="zh"
        required
        minLength={2}
        maxLength={100}
      />
      <LineField
        label={say('Reason', '事由')}
        hint={say('No name and no number: this is kept.', '此项长期保存，请勿写姓名和号码。')}
        value={reason}
        change={setReason}
        lang="zh"
        required
        minLength={2}
        maxLength={500}
      />
      <label className="choice">
        <input
          type="checkbox"
          checked={files}
          onChange={(event) => setFiles(event.target.checked)}
        />
        <span>
          {say(
            'Also destroy narratives and papers of the files about the person',
            '一并销毁相关档案中的记述和文书',
          )}
        </span>
      </label>
      <FormError error={problem} />
      <p style={{ marginTop: 8 }}>
        <button type="submit" className="button danger">
          {say('Ask the security administrator', '提交安全保密管理员')}
        </button>{' '}
        <button type="button" className="button quiet" onClick={leave}>
          {say('Leave it', '不申请了')}
        </button>
      </p>
    </form>
  );
}
