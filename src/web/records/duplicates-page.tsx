/** Doubles in the whole register of persons: pair by pair, merged or said to be two people. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Text } from '#engine/text.ts';
import { sexes } from '#lines/common/person-codes.ts';
import { labelOf } from '#engine/field.ts';
import { FormError, useDeed } from '../admin/parts.tsx';
import { LineField } from '../fields/line-field.tsx';
import { api } from '../shell/api.ts';
import { GoLink } from '../shell/go.tsx';
import { useLanguage, useSay } from '../shell/language.tsx';
import { newId } from '../shell/new-id.ts';
import { printInstant } from '../shell/numbers.ts';
import '../admin/admin.css';

type Entry = {
  readonly id: string;
  readonly version: number;
  readonly title: Text;
  readonly unit: Text | null;
  readonly sex: string | null;
  readonly birth_year: number | null;
  readonly created_at: string;
};
type Pair = {
  readonly entries: readonly [Entry, Entry];
  readonly signs: readonly { readonly code: string; readonly label: Text }[];
};
type Found = { readonly pairs: readonly Pair[]; readonly more: boolean };

const keyOf = (pair: Pair) => pair.entries.map(({ id }) => id).join();

export function DuplicatesPage() {
  const say = useSay();
  const [purpose, setPurpose] = useState('');
  const [found, setFound] = useState<Found | null>(null);
  const [settled, setSettled] = useState<readonly string[]>([]);
  const [waiting, setWaiting] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const look = async () => {
    setWaiting(true);
    setProblem(null);
    try {
      setFound(await api.post<Found>('/api/persons/duplicates', { purpose }));
      setSettled([]);
    } catch (error) {
      setProblem(error);
    }
    setWaiting(false);
  };
  const left = found?.pairs.filter((pair) => !settled.includes(keyOf(pair)));
  return (
    <div className="page">
      <title>{say('Doubles in the register · Taizhang', '人员查重 · 台账')}</title>
      <p className="grey small">
        <GoLink to="/records/person">{say('Persons', '人员信息库')}</GoLink>
      </p>
      <div className="page-head">
        <div>
          <h1>{say('Doubles in the register', '人员查重')}</h1>
          <p className="about">
            {say(
              'Entries that share a document number, or a name with a birthday or a telephone, among those you may see.',
              '在您可以查看的人员中，找出证件号码相同，或姓名与出生日期、电话相同的登记。',
            )}
          </p>
        </div>
      </div>
      <form
        className="button-row"
        onSubmit={(event) => {
          event.preventDefault();
          void look();
        }}
      >
        <input
          className="input width-middle"
          lang="zh"
          autoComplete="off"
          required
          minLength={2}
          maxLength={200}
          value={purpose}
          placeholder={say('What for? It is logged', '用途（记入日志）')}
          aria-label={say('What for? It is logged', '查重用途（记入访问日志）')}
          onChange={(event) => setPurpose(event.target.value)}
        />
        <button type="submit" className="button primary" disabled={waiting}>
          {found ? say('Look again', '重新查找') : say('Look through the register', '全库查重')}
        </button>
      </form>
      <FormError error={problem} />
      <div aria-live="polite">
        {waiting && <p className="grey">{say('Looking …', '正在查找……')}</p>}
        {left?.length === 0 && (
          <p className="empty">
            {found!.pairs.length > 0
              ? say('All of these are settled. Look again for more.', '本页均已处理，可重新查找。')
              : say('No two entries look like one person.', '没有发现可能重复的登记。')}
          </p>
        )}
        {left && left.length > 0 && (
          <p className="grey" style={{ margin: '12px 0' }}>
            {say(left.length === 1 ? '1 pair' : `${left.length} pairs`, `${left.length}组`)}
            {found!.more && say(', and more once these are settled', '，处理后还有更多')}
          </p>
        )}
      </div>
      {left?.map((pair) => (
        <PairSheet
          key={keyOf(pair)}
          pair={pair}
          settle={() => setSettled([...settled, keyOf(pair)])}
        />
      ))}
    </div>
  );
}

function PairSheet({ pair, settle }: { pair: Pair; settle: () => void }) {
  const { say, language } = useLanguage();
  const act = useDeed('records');
  const queries = useQueryClient();
  const [mergerId] = useState(newId);
  const [kept, setKept] = useState(0);
  const [ground, setGround] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [into, from] = [pair.entries[kept]!, pair.entries[1 - kept]!];
  const done = (failed: unknown) => (failed === null ? settle() : setError(failed));
  const takeBack = (url: string, body: object) => async () => {
    await api.post(url, body);
    await queries.invalidateQueries({ queryKey: ['records'] });
  };
  const merge = () =>
    act(
      api.post(`/api/persons/${from.id}/merge`, {
        merger_id: mergerId,
        into_id: into.id,
        ground,
        expected_version: from.version,
      }),
      {
        en: 'Merged. Both entries are kept; what is about them leads to the one.',
        zh: '已合并，两条登记均保留，相关业务已归并。',
      },
      undefined,
      takeBack(`/api/persons/${from.id}/unmerge`, { reason: '撤销刚才的合并 taken back at once' }),
    ).then(done);
  const part = () =>
    act(
      api.post(`/api/persons/${from.id}/apart`, { other_id: into.id, reason: ground }),
      { en: 'Remembered: two people.', zh: '已记住：不是同一人。' },
      undefined,
      takeBack(`/api/persons/${from.id}/apart/take-back`, { other_id: into.id }),
    ).then(done);
  return (
    <form
      className="admin-sheet"
      aria-label={pair.entries.map(({ title }) => say(title)).join(say(' and ', '与'))}
      onSubmit={(event) => {
        event.preventDefault();
        const button = (event.nativeEvent as SubmitEvent).submitter;
        void (button?.getAttribute('value') === 'apart' ? part() : merge());
      }}
    >
      <p className="state waiting">
        {pair.signs.map(({ label }) => say(label)).join(say(', ', '、'))}
      </p>
      <fieldset style={{ border: 0, padding: 0, margin: '8px 0' }}>
        <legend className="field-label">{say('Which entry stays?', '保留哪一条')}</legend>
        {pair.entries.map((entry, i) => (
          <label key={entry.id} style={{ display: 'flex', gap: 8, padding: '8px 0' }}>
            <input type="radio" checked={kept === i} onChange={() => setKept(i)} />
            <span>
              <GoLink to={`/records/person/${entry.id}`}>
                <span className="private-name">{say(entry.title)}</span>
              </GoLink>{' '}
              <span className="grey small">
                {[
                  entry.sex ? say(labelOf(sexes, entry.sex)) : null,
                  entry.birth_year,
                  entry.unit ? say(entry.unit) : null,
                  printInstant(entry.created_at, language),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      <LineField
        label={say('What was compared', '核对依据')}
        hint={say(
          'Open both and compare them with the paper. A merger can be undone on the entry that was merged.',
          '请分别打开，与证件核对。合并后可在被并入的登记上撤销。',
        )}
        value={ground}
        change={setGround}
        lang="zh"
        required
        minLength={2}
        maxLength={500}
      />
      <FormError error={error} />
      <p className="button-row">
        <button type="submit" value="merge" className="button primary">
          {say('One person: merge', '同一人，合并')}
        </button>
        <button type="submit" value="apart" className="button">
          {say('Two people: do not show again', '不是同一人，不再提示')}
        </button>
      </p>
    </form>
  );
}
