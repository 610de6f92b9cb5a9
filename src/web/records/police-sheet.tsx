/**
 * Danger of violence: call first. The words are ready to be read out; the product never sends them
 * and never says it did.
 */
import { useState } from 'react';
import type { AnyRecordType } from '#engine/record.ts';
import { policeReport } from '#lines/mediation/papers.ts';
import type { Dispute } from '#lines/mediation/dispute-fields.ts';
import { LineField } from '../fields/line-field.tsx';
import { textOfError } from '../shell/api.ts';
import type { OneRecord } from '../shell/api-types.ts';
import { copyText } from '../shell/clipboard.ts';
import { useLanguage } from '../shell/language.tsx';
import { useReceipts } from '../shell/receipts.tsx';
import { useSession } from '../shell/session.tsx';
import { useWrite } from './writing.ts';

export function PoliceSheet({
  type,
  one,
  done,
}: {
  type: AnyRecordType;
  one: OneRecord;
  done: () => void;
}) {
  const { say, language } = useLanguage();
  const session = useSession();
  const write = useWrite();
  const show = useReceipts();
  const { record } = one;
  const prepared = () =>
    policeReport(record as Dispute, {
      at: new Date().toISOString(),
      unit: say(one.unit?.name ?? session.grant.unit.name),
      teller: session.account.name,
    })[language];
  const [report, setReport] = useState<string>(
    () => (record['police_report'] as string | null) ?? prepared(),
  );
  const [station, setStation] = useState<string>((record['police_station'] as string | null) ?? '');
  const [problem, setProblem] = useState<unknown>(null);
  const save = () =>
    write(
      {
        type: type.name,
        id: record.id,
        expected_version: record.version,
        deeds: [
          {
            action: 'tell_police',
            fields: { police_report: report, police_station: station || null },
          },
        ],
      },
      () => ({
        en: 'Written down that the police were told, with the time.',
        zh: '已登记报警及时间。',
      }),
    ).then(done, setProblem);
  return (
    <section className="action-panel police" aria-labelledby="police-heading">
      <h2 id="police-heading" className="overdue">
        {say('Call 110 first.', '请先拨打110。')}
      </h2>
      <p>
        <a className="button danger large" href="tel:110">
          {say('Call 110', '拨打110')}
        </a>
      </p>
      <label className="field">
        <span className="field-label">{say('What to say', '报警内容')}</span>
        <textarea
          className="input"
          rows={7}
          value={report}
          lang={language}
          onChange={(event) => setReport(event.target.value)}
        />
        <span className="field-hint">
          {say(
            'Nothing is sent from here. Read it out, or copy it.',
            '本系统不会自动发送，请口头报告或复制后发送。',
          )}
        </span>
      </label>
      <LineField
        label={say('Police told', '接警单位')}
        value={station}
        change={setStation}
        lang="zh"
        maxLength={60}
        width="middle"
      />
      {problem !== null && (
        <p className="field-error" role="alert">
          {say(textOfError(problem))}
        </p>
      )}
      <div className="button-row">
        <button type="button" className="button primary" onClick={() => void save()}>
          {say('Record that police were told', '登记已报警')}
        </button>
        <button
          type="button"
          className="button"
          onClick={() =>
            void copyText(report).then(() => show({ said: { en: 'Copied.', zh: '已复制。' } }))
          }
        >
          {say('Copy the words', '复制内容')}
        </button>
        <button type="button" className="button" onClick={done}>
          {say('Leave it', '返回')}
        </button>
      </div>
    </section>
  );
}
