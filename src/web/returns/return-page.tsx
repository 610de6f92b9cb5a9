/** One return: its numbers, each a door; what a reader looks at twice; its way, and what can be done now. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { printReportPeriod } from '#engine/report-period.ts';
import { reportReturn } from '#lines/reporting/report-return.ts';
import { api } from '../shell/api.ts';
import { GoLink } from '../shell/go.tsx';
import { useLanguage } from '../shell/language.tsx';
import { printDay, printInstant } from '../shell/numbers.ts';
import { useReceipts } from '../shell/receipts.tsx';
import { saveFromServer } from '../shell/save-from-server.ts';
import { useSession } from '../shell/session.tsx';
import { textOfError } from '../shell/api.ts';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import { ReturnDeeds } from './return-deeds.tsx';
import { ReturnNumbers } from './return-numbers.tsx';
import type { OneReturn } from './return-types.ts';
import './returns.css';

export function ReturnPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const queries = useQueryClient();
  const found = useQuery({
    queryKey: ['returns', 'one', id],
    queryFn: () => api.get<OneReturn>(`/api/report-returns/${id}`),
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
  const reread = () => {
    void queries.invalidateQueries({ queryKey: ['returns'] });
    void queries.invalidateQueries({ queryKey: ['today'] });
  };
  return <OpenReturn one={found.data} reread={reread} />;
}

function OpenReturn({ one, reread }: { one: OneReturn; reread: () => void }) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  const { record, form, edition, unit } = one;
  const title = say(form.name_en ?? form.name, form.name);
  const period = printReportPeriod({ from: record.period_from, to: record.period_to }, language);
  return (
    <article className="page return-page">
      <title>{say(`${title} · Taizhang`, `${title} · 台账`)}</title>
      <p className="grey small no-print">
        <GoLink to="/returns">{say('Returns', '统计报表')}</GoLink>
        {` · ${say(unit.name)}`}
      </p>
      <div className="page-head">
        <div>
          <h1>
            {title}
            <span className="head-note">{`${period} · ${say(unit.name)}`}</span>
          </h1>
          <p className="grey">
            {edition
              ? say(
                  `Edition ${edition.number}, sent by ${edition.signer_latin}, ${printInstant(edition.signed_at, 'en', today)}, as it stood then. It does not change.`,
                  `第${edition.number}版，${edition.signer}于${printInstant(edition.signed_at, 'zh', today)}报送，数字定格于当时，不再变动。`,
                )
              : say(
                  `Counted from the ledger at ${printInstant(one.at, 'en', today)}. It is frozen when it is sent.`,
                  `${printInstant(one.at, 'zh', today)}由台账记数，报送时定格。`,
                )}
          </p>
        </div>
        <Files one={one} />
      </div>
      <Way one={one} />
      {edition && !edition.intact && (
        <div className="notice bad" role="alert">
          <p>
            {say(
              'This edition does not carry its seal: somebody changed it behind the product. Do not use it; tell the audit administrator.',
              '本版本校验不符：有人绕过系统改动过。请勿使用，并报告安全审计员。',
            )}
          </p>
        </div>
      )}
      {record.state === 'sent_back' && record.return_ground && (
        <div className="notice care">
          <p>
            <strong>{say('Sent back: ', '退回理由：')}</strong>
            <span lang="zh">{record.return_ground}</span>
          </p>
        </div>
      )}
      <div className="return-layout">
        <aside className="return-rail">
          <ReturnDeeds one={one} reread={reread} />
          <Warnings one={one} />
          <Editions one={one} />
          <section aria-labelledby="marks-heading">
            <h2 id="marks-heading">{say('The form', '表式')}</h2>
            <ul className="small">
              <li>
                {say('Table number: ', '表号：')}
                <span lang="zh">{form.table_number ?? '–'}</span>
              </li>
              <li>
                {say('Issued by: ', '制定机关：')}
                <span lang="zh">{form.issued_by ?? '–'}</span>
              </li>
              <li>
                {say('Approval: ', '批准文号：')}
                <span lang="zh">{form.approval_number ?? '–'}</span>
              </li>
              <li>
                {say('Valid until: ', '有效期至：')}
                {printDay(form.valid_until, language)}
              </li>
              <li>
                <GoLink to={`/records/report_return/${record.id}`} search={{ all: '1' }}>
                  {say('Its history', '办理记录')}
                </GoLink>
              </li>
            </ul>
          </section>
        </aside>
        <div className="return-numbers">
          {record.nil && (
            <p className="notice">
              <strong>{say('Nil return. ', '零报告。')}</strong>
              <span lang="zh">{record.nil_statement}</span>
            </p>
          )}
          <ReturnNumbers one={one} />
        </div>
      </div>
    </article>
  );
}

function Files({ one }: { one: OneReturn }) {
  const { say, language } = useLanguage();
  const show = useReceipts();
  const save = (path: string) =>
    saveFromServer(path).catch((error: unknown) => show({ said: textOfError(error), bad: true }));
  return (
    <div className="button-row no-print">
      <button
        type="button"
        className="button"
        onClick={() => void save(`/api/report-returns/${one.record.id}/file.xlsx?lang=${language}`)}
      >
        {say("Excel, in the form's layout", '按表式导出Excel')}
      </button>
      {one.edition && (
        <button
          type="button"
          className="button"
          onClick={() => void save(`/api/editions/${one.edition!.id}/verification.zip`)}
        >
          {say('Verification file', '核验文件')}
        </button>
      )}
    </div>
  );
}

const steps = ['due', 'submitted', 'accepted', 'signed', 'locked'] as const;

function Way({ one: { record, receiver } }: { one: OneReturn }) {
  const { say, language } = useLanguage();
  const at = record.state === 'sent_back' ? 'due' : record.state;
  const days: Record<string, string | null> = {
    due: record.due_on,
    submitted: record.submitted_on,
    accepted: record.accepted_on,
    signed: record.signed_on,
    locked: record.locked_on,
  };
  const states = reportReturn.states as Record<string, { label: { en: string; zh: string } }>;
  return (
    <ol className="return-path" aria-label={say('Its way', '办理进度')}>
      {steps
        .filter((step) => step !== 'accepted' || receiver !== null)
        .map((step) => (
          <li key={step} {...(step === at ? { 'aria-current': 'step' as const } : {})}>
            <span>
              {say(
                record.state === 'sent_back' && step === 'due'
                  ? states['sent_back']!.label
                  : states[step]!.label,
              )}
              {days[step] && (
                <span className="small grey">
                  {' '}
                  {step === 'due' && say('by ', '期限')}
                  {printDay(days[step], language)}
                </span>
              )}
            </span>
          </li>
        ))}
    </ol>
  );
}

function Warnings({ one: { warnings, problems, record } }: { one: OneReturn }) {
  const { say } = useLanguage();
  return (
    <section aria-labelledby="warnings-heading">
      <h2 id="warnings-heading">
        {say('Needs a look', '需要看一下')}{' '}
        {warnings.length > 0 && <span className="grey">{warnings.length}</span>}
      </h2>
      {warnings.length === 0 && <p className="grey">{say('Nothing stands out.', '没有异常。')}</p>}
      <ul>
        {warnings.map((one) => (
          <li key={`${one.kind}/${one.key}`} className="warning-mark">
            {say(one.says)}
          </li>
        ))}
        {problems.map((one) => (
          <li key={one.key} className="overdue">
            {`${one.key}: ${say(one.message)}`}
          </li>
        ))}
      </ul>
      {record.explanations.length > 0 && (
        <>
          <h3 style={{ marginTop: 12 }}>{say('Explained by the unit', '填报单位说明')}</h3>
          <ul>
            {record.explanations.map((one) => (
              <li key={one.about + one.text} lang="zh">{`${one.about}：${one.text}`}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Editions({ one: { editions } }: { one: OneReturn }) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  if (editions.length === 0) return null;
  return (
    <section aria-labelledby="editions-heading">
      <h2 id="editions-heading">{say('Editions', '版本')}</h2>
      <ul>
        {editions.map((edition) => (
          <li key={edition.id}>
            <GoLink to={`/editions/${edition.id}`}>
              {say(`Edition ${edition.number}`, `第${edition.number}版`)}
            </GoLink>{' '}
            <span className="grey small">
              {`${say(`${edition.signer_latin}, `, `${edition.signer}，`)}${printInstant(edition.signed_at, language, today)}`}
            </span>
            {edition.reason && (
              <span className="block small" lang="zh">
                {edition.reason}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
