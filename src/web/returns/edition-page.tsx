/** One edition: its figures beside those of now or of another edition, the lines between, and comments. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { roles } from '#engine/permission.ts';
import type { Role } from '#engine/permission.ts';
import { Figure } from '../figures/figure.tsx';
import { api, textOfError } from '../shell/api.ts';
import { GoLink, useSearch } from '../shell/go.tsx';
import { useLanguage } from '../shell/language.tsx';
import { MarkedText } from '../shell/marked-text.tsx';
import { printDay, printInstant, printNumber, printSigned } from '../shell/numbers.ts';
import { useReceipts } from '../shell/receipts.tsx';
import { saveFromServer } from '../shell/save-from-server.ts';
import { useSession } from '../shell/session.tsx';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import type { Changes, LaterLine, OneEdition } from './return-types.ts';
import './returns.css';

export function EditionPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const [search] = useSearch();
  const against = search['against'];
  const found = useQuery({
    queryKey: ['editions', id],
    queryFn: () => api.get<OneEdition>(`/api/editions/${id}`),
  });
  const changes = useQuery({
    queryKey: ['editions', id, 'changes', against],
    queryFn: () =>
      against
        ? api.get<Changes>(`/api/editions/${id}/difference`, { to: against })
        : api.get<Changes>(`/api/editions/${id}/changes`),
  });
  if (found.isPending)
    return (
      <div className="page">
        <Waiting lines={12} />
      </div>
    );
  if (found.isError)
    return (
      <div className="page">
        <Trouble error={found.error} retry={() => void found.refetch()} />
      </div>
    );
  return <OpenEdition edition={found.data} changes={changes.data} against={against} />;
}

type Props = {
  readonly edition: OneEdition;
  readonly changes: Changes | undefined;
  readonly against: string | undefined;
};

function OpenEdition({ edition, changes, against }: Props) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  const show = useReceipts();
  const other = edition.series_editions.find((one) => one.id === against);
  const fetchFile = (name: string) =>
    saveFromServer(`/api/editions/${edition.id}/${name}`).catch((error: unknown) =>
      show({ said: textOfError(error), bad: true }),
    );
  const returned = /^return:(.+)$/.exec(edition.series)?.[1];
  const [, unit, year] = /^summary:(\d+):(\d{4})$/.exec(edition.series) ?? [];
  return (
    <article className="page">
      <title>
        {say({ en: `${edition.title.en} · Taizhang`, zh: `${edition.title.zh} · 台账` })}
      </title>
      <p className="grey small no-print">
        <GoLink to="/editions">{say('Editions', '已签发版本')}</GoLink>
        {unit && year && (
          <>
            {' · '}
            <GoLink to="/summary" search={{ unit, year, edition: edition.id }}>
              {say('The summary', '该总结')}
            </GoLink>
          </>
        )}
        {returned && (
          <>
            {' · '}
            <GoLink to={`/returns/${returned}`}>{say('The return', '该报表')}</GoLink>
          </>
        )}
      </p>
      <div className="page-head">
        <div>
          <h1>
            {say(edition.title)}
            <span className="head-note">
              {`${say(edition.unit)} · ${say(`Edition ${edition.number}`, `第${edition.number}版`)}`}
            </span>
          </h1>
          <p className="grey">
            {say(
              `Signed by ${edition.signer_latin} on ${printInstant(edition.signed_at, 'en')}, as the ledger stood on ${printInstant(edition.stood_at, 'en')} (page ${edition.page_id}).`,
              `${edition.signer}签发于${printInstant(edition.signed_at, 'zh')}，台账时点${printInstant(edition.stood_at, 'zh')}（第${edition.page_id}页）。`,
            )}
          </p>
          {edition.reason && (
            <p>
              <strong>{say('Why anew: ', '更正理由：')}</strong>
              <span lang="zh">{edition.reason}</span>
            </p>
          )}
        </div>
        <div className="button-row no-print">
          <button type="button" className="button" onClick={() => void fetchFile('outside.xlsx')}>
            {say('For outsiders, small counts hidden', '对外数据表（隐去小数）')}
          </button>
          <button
            type="button"
            className="button"
            onClick={() => void fetchFile('verification.zip')}
          >
            {say('Verification file', '核验文件')}
          </button>
        </div>
      </div>
      {!edition.intact && (
        <div className="notice bad" role="alert">
          <p>
            {say(
              'This edition does not carry its seal. Do not use it.',
              '本版本校验不符，请勿使用。',
            )}
          </p>
        </div>
      )}
      <div className="return-layout">
        <div>
          <Compare edition={edition} against={against} />
          <Figures edition={edition} changes={changes} other={other?.number} />
          {changes && <Lines changes={changes} />}
        </div>
        <aside className="return-rail">
          <Comments edition={edition} />
          <section aria-labelledby="page-heading">
            <h2 id="page-heading">{say('Proof', '核验')}</h2>
            <p className="small grey">
              {say(
                'Hash of the page, printed on the signed paper:',
                '台账页校验值（印于签发件）：',
              )}
            </p>
            <p>
              <code className="hash" translate="no">
                {edition.page_hash}
              </code>
            </p>
            <p className="small grey">
              {say('Printed ', '打印于')}
              {printDay(today, language)}
            </p>
          </section>
        </aside>
      </div>
    </article>
  );
}

function Compare({ edition, against }: Pick<Props, 'edition' | 'against'>) {
  const { say } = useLanguage();
  const [, change] = useSearch();
  const id = useId();
  const others = edition.series_editions.filter((one) => one.id !== edition.id);
  return (
    <p className="control-row no-print">
      <label htmlFor={id}>{say('Beside', '对照')}</label>
      <select
        id={id}
        className="input"
        style={{ width: 'auto' }}
        value={against ?? ''}
        onChange={(event) => change({ against: event.target.value || undefined })}
      >
        <option value="">{say('the ledger now', '现在的台账')}</option>
        {others.map((one) => (
          <option key={one.id} value={one.id}>
            {say(`edition ${one.number}`, `第${one.number}版`)}
          </option>
        ))}
      </select>
    </p>
  );
}

function Figures({
  edition,
  changes,
  other,
}: {
  edition: OneEdition;
  changes: Changes | undefined;
  other: number | undefined;
}) {
  const { say } = useLanguage();
  const now = new Map(changes?.figures.map((one) => [one.key, one]));
  const as_of = new Date(Date.parse(edition.stood_at) + 1).toISOString();
  const shown = edition.figures.filter((figure) => !figure.key.startsWith('@'));
  const earlier = other !== undefined && other < edition.number;
  return (
    <div
      className="table-scroll"
      role="region"
      aria-label={say('Figures', '数字')}
      // A table wider than a telephone is moved by the arrow keys too.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <table className="ledger">
        <thead>
          <tr>
            <th scope="col">{say('Figure', '指标')}</th>
            <th scope="col" className="number">
              {say('As signed', '签发数')}
            </th>
            <th scope="col" className="number">
              {other === undefined ? say('Now', '现在') : say(`Edition ${other}`, `第${other}版`)}
            </th>
            <th scope="col" className="number">
              {say('Difference', '差异')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((figure) => {
            const { label, counter, kind, money } = figure.definition;
            const change = now.get(figure.key);
            const beside = earlier ? change?.then.value : change?.now.value;
            const differs =
              change !== undefined &&
              figure.value !== null &&
              beside !== null &&
              beside !== undefined
                ? earlier
                  ? figure.value - beside
                  : beside - figure.value
                : 0;
            const about = { kind, money };
            return (
              <tr key={figure.key} className={differs !== 0 ? 'changed' : ''}>
                <td title={say(figure.definition.rule)}>
                  {say(label)} <span className="grey small">{say(counter)}</span>
                </td>
                <td className="number">
                  {figure.value !== null && figure.indicator !== null ? (
                    <Figure
                      indicator={figure.indicator}
                      unit={figure.unit_id}
                      from={figure.from}
                      to={figure.to}
                      as_of={as_of}
                      value={figure.value}
                      kind={kind}
                      money={money}
                    />
                  ) : figure.value === null ? (
                    <span className="grey" title={say(figure.not_reported_reason)}>
                      {say('not reported', '未报')}
                    </span>
                  ) : (
                    printNumber(figure.value, about)
                  )}
                </td>
                <td className="number">
                  {typeof beside === 'number' ? printNumber(beside, about) : '–'}
                </td>
                <td className="number">{differs !== 0 ? printSigned(differs, about) : ''}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

const shownFirst = 20;

function Lines({ changes }: { changes: Changes }) {
  const { say } = useLanguage();
  const [all, setAll] = useState(false);
  const { lines, left_out } = changes;
  const shown = all ? lines : lines.slice(0, shownFirst);
  return (
    <section aria-labelledby="lines-heading" style={{ marginTop: 32 }}>
      <h2 id="lines-heading">{say('Lines in between', '其间的台账分录')}</h2>
      {lines.length === 0 ? (
        <p className="grey">
          {say(
            'No line that these figures count was written since.',
            '其间没有影响这些数字的分录。',
          )}
        </p>
      ) : (
        <div className="table-scroll">
          <table className="ledger">
            <thead>
              <tr>
                <th scope="col">{say('Record', '记录')}</th>
                <th scope="col">{say('Counts for', '计入')}</th>
                <th scope="col">{say('Day', '日期')}</th>
                <th scope="col" className="number">
                  {say('Amount', '数量')}
                </th>
                <th scope="col">{say('Why', '缘由')}</th>
                <th scope="col">{say('Written', '记账')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((line) => (
                <Line key={line.id} line={line} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {lines.length > shownFirst && !all && (
        <button type="button" className="link-button no-print" onClick={() => setAll(true)}>
          {say(`All ${lines.length}`, `全部${lines.length}条`)}
        </button>
      )}
      {left_out > 0 && (
        <p className="grey small">
          {say(`${left_out} more lines are not shown here.`, `另有${left_out}条未在此列出。`)}
        </p>
      )}
    </section>
  );
}

function Line({ line }: { line: LaterLine }) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  const why = {
    late: say('recorded late', '补记'),
    corrected: say('corrected', '更正'),
    day_came: say('its day has come', '到期计入'),
  }[line.why];
  return (
    <tr>
      <td>
        {line.record_id && line.title ? (
          <GoLink to={`/records/${line.record_type}/${line.record_id}`}>
            <span className="private-name">
              <MarkedText>{say(line.title)}</MarkedText>
            </span>
          </GoLink>
        ) : (
          <span className="grey">{say('restricted', '限制查看')}</span>
        )}
        <span className="grey small block">{say(line.unit)}</span>
      </td>
      <td>{say(line.measure_label)}</td>
      <td className="no-wrap">{printDay(line.day, language)}</td>
      <td className="number">{printSigned(line.amount)}</td>
      <td>
        {why}
        {line.reason && <span lang="zh">{say(': ', '：') + line.reason}</span>}
        {!line.reason && line.action_label && (
          <span className="grey small block">{say(line.action_label)}</span>
        )}
      </td>
      <td className="no-wrap grey small">
        {printInstant(line.recorded_at, language, today)}
        {line.person && (
          <span className="block" lang="zh">
            {line.person.name}
          </span>
        )}
      </td>
    </tr>
  );
}

/** Leaders and others may say something; no figure changes by it (Statistics Law 7). */
function Comments({ edition }: { edition: OneEdition }) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const id = useId();
  const saying = useMutation({
    mutationFn: () => api.post(`/api/editions/${edition.id}/comments`, { text }),
    onSuccess: () => {
      setText('');
      void queries.invalidateQueries({ queryKey: ['editions', edition.id] });
    },
  });
  const labels = new Map(edition.figures.map((figure) => [figure.key, figure.definition.label]));
  return (
    <section aria-labelledby="comments-heading">
      <h2 id="comments-heading">{say('Comments', '批示与意见')}</h2>
      {edition.comments.map((one) => (
        <div key={one.id} className="comment">
          <p lang="zh" className="as-written">
            {one.key && <strong>{`${say(labels.get(one.key))}：`}</strong>}
            {one.text}
          </p>
          <p className="grey small">
            {`${say(one.person.latin, one.person.name)} · ${say(roles[one.role as Role])} · ${printInstant(one.at, language, today)}`}
          </p>
        </div>
      ))}
      <form
        className="no-print"
        onSubmit={(event) => {
          event.preventDefault();
          saying.mutate();
        }}
      >
        <label className="field-label" htmlFor={id}>
          {say('Say something; the figures stay', '填写意见（不改动数字）')}
        </label>
        <textarea
          id={id}
          className="input"
          rows={3}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {saying.error && <p className="field-error">{say(textOfError(saying.error))}</p>}
        <p style={{ marginTop: 8 }}>
          <button type="submit" className="button" disabled={saying.isPending || !text.trim()}>
            {say('Add', '提交')}
          </button>
        </p>
      </form>
    </section>
  );
}
