/** What waits for a security administrator: persons to be erased, large exports; without anybody's name. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Text } from '#engine/text.ts';
import { LineField } from '../fields/line-field.tsx';
import { api } from '../shell/api.ts';
import { useLanguage, useSay } from '../shell/language.tsx';
import { printInstant, printNumber } from '../shell/numbers.ts';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import './admin.css';
import { FormError, useDeed } from './parts.tsx';

type Erasure = {
  readonly id: string;
  readonly ground: Text;
  readonly document: string;
  readonly reason: string;
  readonly files: boolean;
  readonly unit: Text | null;
  readonly asked_name: string;
  readonly asked_at: string;
  readonly own: boolean;
};

type LargeExport = {
  readonly id: string;
  readonly register: Text;
  readonly rows: number;
  readonly purpose: string;
  readonly unit: Text | null;
  readonly asked_name: string;
  readonly asked_at: string;
  readonly own: boolean;
};

export function ApprovalsPage() {
  const say = useSay();
  const exports = useQuery({
    queryKey: ['exports'],
    queryFn: () =>
      api.get<{ exports: readonly LargeExport[]; limit: number }>('/api/admin/exports'),
  });
  const erasures = useQuery({
    queryKey: ['erasures'],
    queryFn: () => api.get<{ erasures: readonly Erasure[] }>('/api/admin/erasures'),
  });
  return (
    <div className="page">
      <title>{say('To be approved · Taizhang', '待批事项 · 台账')}</title>
      <div className="page-head">
        <div>
          <h1>{say('To be approved', '待批事项')}</h1>
          <p className="about">
            {say(
              'Whoever asks never decides. You see why and where, and nobody’s name.',
              '申请人与批准人分开。此处只显示事由和单位，不显示姓名。',
            )}
          </p>
        </div>
      </div>
      <h2>{say('Persons to be erased', '删除人员身份信息')}</h2>
      {erasures.isPending && <Waiting lines={3} />}
      {erasures.isError && <Trouble error={erasures.error} retry={() => void erasures.refetch()} />}
      {erasures.data?.erasures.length === 0 && (
        <p className="empty">
          {say(
            'Nobody asks for it. A county officer does, on the page of the person.',
            '目前没有申请。由县（区）局工作人员在人员页面提出。',
          )}
        </p>
      )}
      {erasures.data?.erasures.map((one) => (
        <ErasureSheet key={one.id} one={one} />
      ))}
      <h2 style={{ marginTop: 32 }}>
        {say('Large exports of guarded records', '批量导出受限数据')}
      </h2>
      {exports.isPending && <Waiting lines={3} />}
      {exports.isError && <Trouble error={exports.error} retry={() => void exports.refetch()} />}
      {exports.data?.exports.length === 0 && (
        <p className="empty">
          {say(
            `Nobody asks for one. More than ${exports.data.limit} rows need your approval.`,
            `目前没有申请。一次导出超过${exports.data.limit}条的须经批准。`,
          )}
        </p>
      )}
      {exports.data?.exports.map((one) => (
        <ExportSheet key={one.id} one={one} />
      ))}
    </div>
  );
}

function ErasureSheet({ one }: { one: Erasure }) {
  const { say, language } = useLanguage();
  return (
    <section className="admin-sheet" aria-label={say(one.ground)}>
      <dl className="pairs">
        <dt>{say('Unit', '单位')}</dt>
        <dd>{one.unit ? say(one.unit) : '–'}</dd>
        <dt>{say('Asked by', '申请人')}</dt>
        <dd>
          <span lang="zh">{one.asked_name}</span>
          {say(', ', '，')}
          {printInstant(one.asked_at, language)}
        </dd>
        <dt>{say('Ground', '删除依据')}</dt>
        <dd>{say(one.ground)}</dd>
        <dt>{say('Paper', '鉴定报告或审批件')}</dt>
        <dd lang="zh">{one.document}</dd>
        <dt>{say('Reason', '事由')}</dt>
        <dd lang="zh">{one.reason}</dd>
        <dt>{say('Files', '相关档案')}</dt>
        <dd>
          {one.files
            ? say('narratives and papers go too', '记述和文书一并销毁')
            : say('stay', '保留')}
        </dd>
      </dl>
      <Answer
        one={one}
        path="/api/admin/erasures"
        yes={{ deed: 'do', style: 'danger', label: { en: 'Destroy the key', zh: '销毁密钥' } }}
        said={{ en: 'The key is destroyed; every count stays.', zh: '密钥已销毁，各项统计不变。' }}
        warning={{
          en: 'Look at the paper itself first. Nothing takes this back, no backup either.',
          zh: '请先核对文书原件。此操作不可撤销，备份也不能恢复。',
        }}
        keys={['erasures']}
      />
    </section>
  );
}

function ExportSheet({ one }: { one: LargeExport }) {
  const { say, language } = useLanguage();
  return (
    <section className="admin-sheet" aria-label={say(one.register)}>
      <dl className="pairs">
        <dt>{say('Register', '台账')}</dt>
        <dd>{say(one.register)}</dd>
        <dt>{say('Rows', '条数')}</dt>
        <dd className="digits">{printNumber(one.rows)}</dd>
        <dt>{say('Unit', '单位')}</dt>
        <dd>{one.unit ? say(one.unit) : '–'}</dd>
        <dt>{say('Asked by', '申请人')}</dt>
        <dd>
          <span lang="zh">{one.asked_name}</span>
          {say(', ', '，')}
          {printInstant(one.asked_at, language)}
        </dd>
        <dt>{say('What for', '用途')}</dt>
        <dd lang="zh">{one.purpose}</dd>
      </dl>
      <Answer
        one={one}
        path="/api/admin/exports"
        yes={{ deed: 'approve', style: 'primary', label: { en: 'Approve', zh: '批准' } }}
        said={{
          en: 'Approved: for one file, for seven days.',
          zh: '已批准：七日内可导出一次。',
        }}
        warning={{
          en: 'Good for one file. Who takes it away, when and what for stands on every page of it.',
          zh: '仅可导出一次，导出人、时间、用途印在每页上。',
        }}
        keys={['exports']}
      />
    </section>
  );
}

/** Yes or no, both with a word of ground; nobody answers what they asked. */
function Answer({
  one,
  path,
  yes,
  said,
  warning,
  keys,
}: {
  readonly one: { readonly id: string; readonly own: boolean };
  readonly path: string;
  readonly yes: {
    readonly deed: string;
    readonly style: 'danger' | 'primary';
    readonly label: Text;
  };
  readonly said: Text;
  readonly warning: Text;
  readonly keys: readonly string[];
}) {
  const say = useSay();
  const act = useDeed(...keys);
  const [answer, setAnswer] = useState('');
  const [error, setError] = useState<unknown>(null);
  if (one.own)
    return (
      <p className="grey">
        {say('You asked for it: another one decides.', '本人申请，须由他人办理。')}
      </p>
    );
  const refused: Text = { en: 'It is refused.', zh: '已退回，不予办理。' };
  const send = (deed: string) =>
    void act(
      api.post(`${path}/${one.id}/${deed}`, { answer }),
      deed === 'refuse' ? refused : said,
    ).then(setError);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send((event.nativeEvent as SubmitEvent).submitter?.getAttribute('value') ?? 'refuse');
      }}
    >
      <LineField
        label={say('What was looked at, or why not', '核对情况或不同意理由')}
        hint={say(warning)}
        value={answer}
        change={setAnswer}
        lang="zh"
        required
        minLength={2}
        maxLength={500}
      />
      <FormError error={error} />
      <p className="button-row">
        <button type="submit" value={yes.deed} className={`button ${yes.style}`}>
          {say(yes.label)}
        </button>
        <button type="submit" value="refuse" className="button">
          {say('Refuse', '不同意')}
        </button>
      </p>
    </form>
  );
}
