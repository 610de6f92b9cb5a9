/** My day: a draft of the work log, from what one wrote oneself that day; copied or printed, never sent by itself. */
import { useQuery } from '@tanstack/react-query';
import { formatDay } from '#engine/day.ts';
import { DayInput } from '../fields/day-input.tsx';
import { api } from '../shell/api.ts';
import type { MyDay } from '../shell/api-types.ts';
import { copyText } from '../shell/clipboard.ts';
import { GoLink, useSearch } from '../shell/go.tsx';
import { Icon } from '../shell/icon.tsx';
import { useLanguage } from '../shell/language.tsx';
import { MarkedText } from '../shell/marked-text.tsx';
import { useReceipts } from '../shell/receipts.tsx';
import { useSession } from '../shell/session.tsx';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import { logForPasting } from './today-words.ts';
import './today.css';

export function MyDayPage() {
  const { say, language } = useLanguage();
  const { account, grant, today } = useSession();
  const [search, change] = useSearch();
  const show = useReceipts();
  const day = search['day'] ?? today;
  const found = useQuery({
    queryKey: ['today', 'my-day', day],
    queryFn: () => api.get<MyDay>('/api/my-day', { day }),
  });
  const name = say(account.latin ?? account.name, account.name);
  const { data } = found;
  return (
    <div className="page my-day">
      <title>{say('My day · Taizhang', '今日工作纪实 · 台账')}</title>
      <div className="page-head">
        <div>
          <h1>{say('My day', '今日工作纪实')}</h1>
          <p className="about">
            {say(
              'What you wrote down that day, as a draft of the work log.',
              '按本人当天的登记自动起草。',
            )}
          </p>
        </div>
        <div className="button-row no-print">
          <GoLink className="button quiet" to="/today">
            {say('Back to Today', '回到今天')}
          </GoLink>
          <button type="button" className="button" onClick={() => window.print()}>
            <Icon name="print" /> {say('Print', '打印')}
          </button>
          {data && data.lines.length > 0 && (
            <button
              type="button"
              className="button primary"
              onClick={() =>
                void copyText(logForPasting(data, name, language)).then(() =>
                  show({
                    said: {
                      en: 'Copied: counts, no names of parties.',
                      zh: '已复制（不含当事人姓名）。',
                    },
                  }),
                )
              }
            >
              <Icon name="copy" /> {say('Copy the text', '复制文字')}
            </button>
          )}
        </div>
      </div>
      <div className="control-row no-print">
        <DayInput
          value={day}
          label={say('Day', '日期')}
          onChange={(next) => change({ day: next && next !== today ? next : undefined })}
        />
      </div>
      {found.isPending && <Waiting lines={6} />}
      {found.isError && <Trouble error={found.error} retry={() => void found.refetch()} />}
      {data && (
        <article className="my-day-sheet">
          <header>
            <span>{formatDay(data.day, language)}</span>
            <span>{say(grant.unit.name)}</span>
            <span>{name}</span>
          </header>
          {data.lines.length === 0 && (
            <p className="grey">{say('Nothing was written down that day.', '当天没有登记。')}</p>
          )}
          <ol>
            {data.lines.map((line) => (
              <li key={`${line.type}.${line.action}`}>
                <p>{say(line.said)}</p>
                <ul>
                  {line.records.map((record) => (
                    <li key={record.id}>
                      <GoLink to={`/records/${record.type}/${record.id}`}>
                        <span className="private-name">
                          <MarkedText>{say(record.title)}</MarkedText>
                        </span>
                      </GoLink>
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ol>
        </article>
      )}
    </div>
  );
}
