/**
 * A sampling list to draw, to print and to draw again. Below the list stands how it was drawn, in words that somebody
 * with the seed and a machine of their own can follow.
 */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { labelOf } from '#engine/field.ts';
import type { AnyRecord } from '#engine/record.ts';
import { sampledBodies, samplingStrata } from '#lines/offices/codes.ts';
import { book } from '#lines/index.ts';
import { LineField } from '../fields/line-field.tsx';
import { api, sendSafely, textOfError } from '../shell/api.ts';
import type { OneRecord } from '../shell/api-types.ts';
import { GoLink, useSearch } from '../shell/go.tsx';
import { Icon } from '../shell/icon.tsx';
import { useLanguage } from '../shell/language.tsx';
import { newId } from '../shell/new-id.ts';
import { MarkedText } from '../shell/marked-text.tsx';
import { printDay, printNumber } from '../shell/numbers.ts';
import { useSession } from '../shell/session.tsx';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import { WideTable } from '../shell/wide-table.tsx';
import './offices.css';

type Drawn = {
  readonly id: string;
  readonly stratum: string | null;
  readonly what: string;
  readonly office_id: string;
  readonly committee_id: string | null;
  readonly went_on: string | null;
  readonly inspection_id: string | null;
};

type Again =
  | { readonly drawn: false }
  | {
      readonly drawn: true;
      readonly same: boolean;
      readonly rested: number;
      readonly pot: readonly {
        readonly id: string;
        readonly what: string;
        readonly stratum: string | null;
        readonly ticket: string;
        readonly drawn: boolean;
      }[];
    };

export function SamplingPage() {
  const { say } = useLanguage();
  const [search] = useSearch();
  const id = search['list'] ?? '';
  const one = useQuery({
    queryKey: ['records', 'sampling', 'one', id],
    queryFn: () => api.get<OneRecord>(`/api/records/sampling/${id}`),
    enabled: id !== '',
  });
  return (
    <div className="page sampling-page">
      <title>{say('Sampling list · Taizhang', '抽查名单 · 台账')}</title>
      {id === '' && (
        <p className="empty">
          {say(
            'Choose a list in the register of sampling lists.',
            '请在抽查名单台账中选择一份名单。',
          )}{' '}
          <GoLink to="/records/sampling">{say('To the register', '打开台账')}</GoLink>
        </p>
      )}
      {id !== '' && one.isPending && <Waiting lines={8} />}
      {one.isError && <Trouble error={one.error} retry={() => void one.refetch()} />}
      {one.data && <Sheet one={one.data} />}
    </div>
  );
}

function Sheet({ one }: { one: OneRecord }) {
  const { say, language } = useLanguage();
  const { grant } = useSession();
  const queries = useQueryClient();
  const list = one.record;
  const rows = list['drawn'] as Drawn[];
  const above = grant.role === 'county' || grant.role === 'bureau';
  const reread = () => queries.invalidateQueries({ queryKey: ['records'] });
  const draw = useMutation({
    mutationFn: (reason: string | null) =>
      sendSafely(`/api/samplings/${list.id}/draw`, {
        write_id: newId(),
        expected_version: list.version,
        ...(reason ? { reason } : {}),
      }),
    onSettled: reread,
  });
  const plan = useMutation({
    mutationFn: () => api.post<{ planned: number }>(`/api/samplings/${list.id}/trips`),
    onSettled: reread,
  });
  const trouble = draw.error ?? plan.error;
  return (
    <>
      <div className="page-head">
        <div>
          <p className="grey small no-print">
            <GoLink to={`/records/sampling/${list.id}`}>{say('The record', '台账记录')}</GoLink>
          </p>
          <h1>{say(one.title)}</h1>
          <p className="grey">{sentenceOf(list, say)}</p>
        </div>
        <div className="button-row no-print">
          {rows.length > 0 && (
            <button type="button" className="button" onClick={() => window.print()}>
              <Icon name="print" /> {say('Print', '打印')}
            </button>
          )}
          {above && list.state === 'drawn' && (
            <button
              type="button"
              className="button primary"
              disabled={plan.isPending}
              onClick={() => plan.mutate()}
            >
              {say('Plan the trips', '安排检查')}
            </button>
          )}
          {above && list.state === 'prepared' && (
            <button
              type="button"
              className="button primary"
              disabled={draw.isPending}
              onClick={() => draw.mutate(null)}
            >
              {say('Draw', '抽取')}
            </button>
          )}
        </div>
      </div>
      {trouble && (
        <p className="notice bad" role="alert">
          {say(textOfError(trouble))}
        </p>
      )}
      {plan.data && (
        <p className="notice" role="status">
          {say(
            plan.data.planned === 0
              ? 'All trips are planned already; they stand on Today.'
              : `${plan.data.planned} trips are planned for ${printDay(list['planned_on'], 'en')}; they stand on Today.`,
            plan.data.planned === 0
              ? '检查均已安排，见今日待办。'
              : `已安排${plan.data.planned}次检查（${printDay(list['planned_on'], 'zh')}），见今日待办。`,
          )}
        </p>
      )}
      {rows.length === 0 ? (
        <p className="empty">
          {say(
            'Nothing has been drawn yet. The list is drawn by lot; nobody types it.',
            '尚未抽取。名单由系统随机抽取，不由人填写。',
          )}
        </p>
      ) : (
        <>
          <WideTable label={say('The list', '抽查名单')}>
            <table className="ledger sampling-table">
              <thead>
                <tr>
                  <th scope="col" className="number">
                    {say('No.', '序号')}
                  </th>
                  <th scope="col">{say('Drawn', '抽中对象')}</th>
                  {list['strata'] !== 'whole' && <th scope="col">{say('From', '所在范围')}</th>}
                  {list['bodies'] === 'committee' && (
                    <th scope="col">{say('Judicial office', '司法所')}</th>
                  )}
                  <th scope="col">{say('Inspected on', '检查日期')}</th>
                  <th scope="col" className="print-only sign-cell">
                    {say('Signed', '检查人签字')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row, i) => (
                  <tr key={row.id}>
                    <td className="number">{i + 1}</td>
                    <td>
                      <BodyLink row={row}>
                        <MarkedText>
                          {say(
                            one.links?.[row.committee_id ?? row.office_id]?.title.en ?? row.what,
                            row.what,
                          )}
                        </MarkedText>
                      </BodyLink>
                    </td>
                    {list['strata'] !== 'whole' && <td lang="zh">{row.stratum}</td>}
                    {list['bodies'] === 'committee' && (
                      <td>{say(one.links?.[row.office_id]?.title ?? { en: '–', zh: '–' })}</td>
                    )}
                    <td className="no-wrap">
                      {row.inspection_id ? (
                        <GoLink to={`/records/inspection/${row.inspection_id}`}>
                          {printDay(row.went_on, language)}
                        </GoLink>
                      ) : (
                        <span className="grey">{say('not yet', '未检查')}</span>
                      )}
                    </td>
                    <td className="print-only" />
                  </tr>
                ))}
              </tbody>
            </table>
          </WideTable>
          <HowDrawn list={list} />
          {above && list.state === 'drawn' && !list['last_went_on'] && (
            <DrawAnew busy={draw.isPending} draw={(reason) => draw.mutate(reason)} />
          )}
        </>
      )}
    </>
  );
}

type Say = ReturnType<typeof useLanguage>['say'];

function sentenceOf(list: AnyRecord, say: Say): string {
  const bodies = labelOf(sampledBodies, list['bodies']);
  const strata = labelOf(samplingStrata, list['strata']);
  const rest = list['rest_months'] as number | null;
  return say(
    `${list['wanted']} from ${strata.en.toLowerCase()}: ${bodies.en.toLowerCase()}${rest ? `; what was inspected in the last ${rest} months stands aside` : ''}`,
    `${bodies.zh}，${strata.zh}抽取${list['wanted']}个${rest ? `；近${rest}个月已检查的不参与` : ''}`,
  );
}

function BodyLink({ row, children }: { row: Drawn; children: ReactNode }) {
  const to = row.committee_id
    ? `/records/committee/${row.committee_id}`
    : `/records/office/${row.office_id}`;
  return <GoLink to={to}>{children}</GoLink>;
}

function HowDrawn({ list }: { list: AnyRecord }) {
  const { say, language } = useLanguage();
  const [open, setOpen] = useState(false);
  const again = useQuery({
    queryKey: ['records', 'sampling', 'again', list.id, list.version],
    queryFn: () => api.get<Again>(`/api/samplings/${list.id}/again`),
    enabled: open,
  });
  const fact = (label: string, value: ReactNode) => (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
  return (
    <section aria-labelledby="how-heading" className="sampling-how">
      <h2 id="how-heading">{say('How it was drawn', '抽取办法')}</h2>
      <dl className="inspection-facts">
        {fact(
          say('Drawn on', '抽取日期'),
          `${printDay(list['drawn_on'], language)}${list['draws'] > 1 ? say(`, for the ${list['draws']}th time`, `，第${list['draws']}次抽取`) : ''}`,
        )}
        {fact(
          say('In the pot', '参与抽取'),
          say(
            `${printNumber(list['pot_now'])}; ${printNumber(list['rested_now'] ?? 0)} stood aside, inspected lately`,
            `${printNumber(list['pot_now'])}个；近期已检查未参与${printNumber(list['rested_now'] ?? 0)}个`,
          ),
        )}
        {fact(
          say('From the book as of', '台账截至'),
          say(`page ${list['drawn_page']}`, `第${list['drawn_page']}页`),
        )}
        {fact(say('Seed', '随机种子'), <code className="digits">{list['seed']}</code>)}
      </dl>
      <p className="grey small">
        {say(
          'The ticket of each body is the digest of “seed/id”',
          '每个对象的签号为“随机种子/编号”的摘要值',
        )}{' '}
        <span lang="en">(SHA-256)</span>
        {say(
          '; the smallest tickets of each stratum are drawn. The unit that inspects is never in the pot.',
          '，各范围内签号最小者抽中。组织检查的单位自身不参与抽取。',
        )}
      </p>
      <p className="no-print">
        <button
          type="button"
          className="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {say('Draw it again and compare', '重新抽取核对')}
        </button>
      </p>
      {open && again.isPending && <Waiting lines={4} />}
      {again.isError && <Trouble error={again.error} retry={() => void again.refetch()} />}
      {open && again.data?.drawn && (
        <>
          <p role="status">
            <span className={`state ${again.data.same ? 'done' : 'refused'}`}>
              {again.data.same
                ? say('The same list comes out.', '重新抽取结果一致。')
                : say(
                    'Another list comes out: the record was changed after the draw.',
                    '重新抽取结果不一致：名单在抽取后被改动。',
                  )}
            </span>
          </p>
          <WideTable label={say('The pot', '参与抽取的对象')}>
            <table className="ledger sampling-pot">
              <thead>
                <tr>
                  <th scope="col">{say('Body', '对象')}</th>
                  <th scope="col">{say('From', '所在范围')}</th>
                  <th scope="col">{say('Ticket', '签号')}</th>
                  <th scope="col">{say('Drawn', '抽中')}</th>
                </tr>
              </thead>
              <tbody>
                {again.data.pot.map((body) => (
                  <tr key={body.id}>
                    <td lang="zh">{body.what}</td>
                    <td {...(body.stratum ? { lang: 'zh' } : {})}>
                      {body.stratum ?? say('all together', '全部')}
                    </td>
                    <td>
                      <code className="digits">{body.ticket.slice(0, 16)}</code>
                    </td>
                    <td>{body.drawn ? say('drawn', '抽中') : ''}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </WideTable>
        </>
      )}
    </section>
  );
}

function DrawAnew({ busy, draw }: { busy: boolean; draw: (reason: string) => void }) {
  const { say } = useLanguage();
  const action = book.record('sampling').actions['draw_anew']!;
  const [reason, setReason] = useState('');
  return (
    <details className="no-print sampling-anew">
      <summary>{say(action.label)}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          draw(reason.trim());
        }}
      >
        <LineField
          label={say('Reason', '理由')}
          hint={say(
            'The list that stands now stays in the history, with this reason.',
            '现有名单及重抽理由留存在办理经过中。',
          )}
          value={reason}
          change={setReason}
          lang="zh"
          required
          width="middle"
        />
        <button type="submit" className="button" disabled={busy || reason.trim() === ''}>
          {say(action.label)}
        </button>
      </form>
    </details>
  );
}
