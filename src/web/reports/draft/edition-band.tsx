/** “Edition 1, signed by …, as it stood …; 3 records changed since”: the words of a signature, and its doors. */
import { useQuery } from '@tanstack/react-query';
import { api } from '../../shell/api.ts';
import { GoLink, useSearch } from '../../shell/go.tsx';
import { useLanguage } from '../../shell/language.tsx';
import { MarkedText } from '../../shell/marked-text.tsx';
import { printInstant } from '../../shell/numbers.ts';
import { Popover } from '../../shell/popover.tsx';
import { Trouble, Waiting } from '../../shell/waiting.tsx';
import type { ChangedParagraph, DraftAnswer } from './draft-types.ts';

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
            <GoLink to={`/editions/${edition.id}`}>
              {say(
                `${edition.changed} ${edition.changed === 1 ? 'record' : 'records'} changed since`,
                `其后${edition.changed}条记录有变动`,
              )}
            </GoLink>
          )}
          {language === 'zh' ? '。' : '. '}
          <GoLink to={`/editions/${edition.id}`}>
            {say('Figures and verification file', '全部数字和核验文件')}
          </GoLink>
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
                  {() => (
                    <DifferenceOf
                      id={one.id}
                      before={editions.find((other) => other.number === one.number - 1)?.id}
                    />
                  )}
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

/** The paragraphs here, because only the summary knows them; figures and records on the edition's own page. */
function DifferenceOf({
  id,
  before,
}: {
  readonly id: string;
  readonly before: string | undefined;
}) {
  const { say } = useLanguage();
  const difference = useQuery({
    queryKey: ['summary', 'edition', id, 'paragraphs'],
    queryFn: () =>
      api.get<{ paragraphs: ChangedParagraph[] }>(`/api/summary/editions/${id}/paragraphs`),
  });
  if (difference.isPending) return <Waiting lines={4} />;
  if (difference.isError) return <Trouble error={difference.error} />;
  const { paragraphs } = difference.data;
  return (
    <div className="edition-changes">
      {paragraphs.length === 0 && (
        <p className="grey">{say('The text is the same.', '文字没有差别。')}</p>
      )}
      {paragraphs.map((one) => (
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
      {before && (
        <p>
          <GoLink to={`/editions/${id}`} search={{ against: before }}>
            {say('Figures and records that differ', '数字和记录的差别')}
          </GoLink>
        </p>
      )}
    </div>
  );
}
