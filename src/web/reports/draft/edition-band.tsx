/** “Edition 1, signed by …, as it stood …; 3 records changed since”: the words of a signature, and its doors. */
import { useQuery } from '@tanstack/react-query';
import type { Text } from '#engine/text.ts';
import { api } from '../../shell/api.ts';
import { GoLink, useSearch } from '../../shell/go.tsx';
import { useLanguage } from '../../shell/language.tsx';
import { MarkedText } from '../../shell/marked-text.tsx';
import { printInstant, printNumber } from '../../shell/numbers.ts';
import { Popover } from '../../shell/popover.tsx';
import { useSession } from '../../shell/session.tsx';
import { Trouble, Waiting } from '../../shell/waiting.tsx';
import type { DraftAnswer, EditionChanges, EditionDifference } from './draft-types.ts';

export function EditionBand({ answer }: { readonly answer: DraftAnswer }) {
  const { say, language } = useLanguage();
  const [search, change] = useSearch();
  const { edition, editions } = answer;
  const shown = search['edition'];
  return (
    <div className="edition-band no-print">
      {edition && (
        <p>
          <strong>
            <MarkedText>{say(edition.words)}</MarkedText>
          </strong>
          {language === 'zh' ? '；' : '; '}
          {edition.changed === 0 ? (
            say('no record changed since', '其后记录没有变动')
          ) : (
            <Popover
              className="link-button"
              label={say('Changed since', '其后变动')}
              button={say(
                `${edition.changed} ${edition.changed === 1 ? 'record' : 'records'} changed since`,
                `其后${edition.changed}条记录有变动`,
              )}
            >
              {() => <ChangedSince id={edition.id} />}
            </Popover>
          )}
          {!edition.intact && (
            <span className="overdue">
              {' '}
              {say(
                'What is stored does not fit its seal: somebody has changed it behind the program. Tell the audit administrator.',
                '存储内容与封印不符，可能被绕过系统改动，请报告安全审计员。',
              )}
            </span>
          )}
        </p>
      )}
      {editions.length > 0 && (
        <ul className="edition-list">
          {editions.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                className="link-button"
                aria-current={edition?.id === one.id}
                onClick={() =>
                  change({
                    edition: one.id,
                    version: undefined,
                    as_of: undefined,
                    cutoff: undefined,
                  })
                }
              >
                {say(`Edition ${one.number}`, `第${one.number}版`)}
              </button>{' '}
              <span className="grey small">{printInstant(one.signed_at, language)}</span>{' '}
              {one.number > 1 && (
                <Popover
                  className="link-button"
                  label={say(
                    `What edition ${one.number} says otherwise`,
                    `第${one.number}版与上一版的差别`,
                  )}
                  button={say('what is different', '与上一版的差别')}
                >
                  {() => <DifferenceOf id={one.id} />}
                </Popover>
              )}
            </li>
          ))}
          {shown !== undefined && (
            <li>
              <button
                type="button"
                className="button"
                onClick={() => change({ edition: undefined })}
              >
                {say('Back to now', '回到现在')}
              </button>
            </li>
          )}
        </ul>
      )}
    </div>
  );
}

function ChangedSince({ id }: { readonly id: string }) {
  const changes = useQuery({
    queryKey: ['summary', 'edition', id, 'changes'],
    queryFn: () => api.get<EditionChanges>(`/api/summary/editions/${id}/changes`),
  });
  if (changes.isPending) return <Waiting lines={4} />;
  if (changes.isError) return <Trouble error={changes.error} />;
  return (
    <div className="edition-changes">
      <FigureChanges changes={changes.data} />
      <RecordChanges changes={changes.data} />
    </div>
  );
}

function DifferenceOf({ id }: { readonly id: string }) {
  const { say } = useLanguage();
  const difference = useQuery({
    queryKey: ['summary', 'edition', id, 'difference'],
    queryFn: () => api.get<EditionDifference>(`/api/summary/editions/${id}/difference`),
  });
  if (difference.isPending) return <Waiting lines={4} />;
  if (difference.isError) return <Trouble error={difference.error} />;
  const { data } = difference;
  return (
    <div className="edition-changes">
      {data.reason && (
        <p>
          {say('Reason: ', '出新版的原因：')}
          <span lang="zh">{data.reason}</span>
        </p>
      )}
      <FigureChanges changes={data} />
      {data.paragraphs.map((one) => (
        <section key={one.block}>
          <h3>{say(one.heading)}</h3>
          {one.before && (
            <p>
              <del lang="zh">{one.before}</del>
            </p>
          )}
          {one.after && (
            <p>
              <ins lang="zh">{one.after}</ins>
            </p>
          )}
        </section>
      ))}
      <RecordChanges changes={data} />
    </div>
  );
}

function FigureChanges({ changes: { figures } }: { readonly changes: EditionChanges }) {
  const { say } = useLanguage();
  if (figures.length === 0)
    return <p className="grey">{say('No figure is different.', '数字没有差别。')}</p>;
  const print = (value: number | null) =>
    value === null ? '–' : printNumber(Math.round(value * 100) / 100);
  return (
    <table className="ledger">
      <thead>
        <tr>
          <th scope="col">{say('Figure', '指标')}</th>
          <th scope="col" className="number">
            {say('Then', '原数')}
          </th>
          <th scope="col" className="number">
            {say('After', '后数')}
          </th>
        </tr>
      </thead>
      <tbody>
        {figures.map((one) => (
          <tr key={one.key}>
            <td>{say(one.label)}</td>
            <td className="number">{print(one.then.value)}</td>
            <td className="number">{print(one.now.value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const whys: Readonly<Record<string, Text>> = {
  late: { en: 'recorded late', zh: '补记' },
  corrected: { en: 'corrected', zh: '更正' },
  day_came: { en: 'its day came', zh: '已到日期' },
};

function RecordChanges({
  changes: { records, guarded, left_out },
}: {
  readonly changes: EditionChanges;
}) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  if (records.length === 0 && guarded + left_out === 0) return null;
  return (
    <ul className="changed-records">
      {records.map((one) => (
        <li key={one.id}>
          <GoLink to={`/records/${one.record_type}/${one.id}`}>
            <MarkedText>{say(one.title)}</MarkedText>
          </GoLink>{' '}
          <span className="grey small">
            {say(whys[one.why])} {printInstant(one.recorded_at, language, today)}
          </span>
          {one.reason && (
            <p className="grey small" lang="zh">
              {one.reason}
            </p>
          )}
        </li>
      ))}
      {guarded + left_out > 0 && (
        <li className="grey">
          {say(
            `${guarded + left_out} more that are not listed here`,
            `另有${guarded + left_out}条不在此列出`,
          )}
        </li>
      )}
    </ul>
  );
}
