/** Going to a village: one printable page of all that is due in the chosen villages, with room to write. */
import { useQuery } from '@tanstack/react-query';
import { formatDay } from '#engine/day.ts';
import type { TodayItem } from '../shell/api-types.ts';
import { GoLink, useSearch } from '../shell/go.tsx';
import { Icon } from '../shell/icon.tsx';
import { useLanguage } from '../shell/language.tsx';
import { MarkedText } from '../shell/marked-text.tsx';
import { printDay } from '../shell/numbers.ts';
import { useSession } from '../shell/session.tsx';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import { dutyPlace } from './duty-place.ts';
import { wholeSection } from './everything-due.ts';
import { groupItems } from './today-words.ts';
import './today.css';

const wanted = ['overdue', 'today', 'week', 'asked', 'to_complete'] as const;

async function everythingDue(): Promise<TodayItem[]> {
  return (await Promise.all(wanted.map((section) => wholeSection(section)))).flat();
}

export function VillageListPage() {
  const { say, language } = useLanguage();
  const { today } = useSession();
  const [search, change] = useSearch();
  const due = useQuery({ queryKey: ['today', 'everything'], queryFn: everythingDue });
  const villages = groupItems(due.data ?? [], 'village', say);
  const chosen = search['villages']?.split('|') ?? [];
  const shown =
    chosen.length === 0 ? villages : villages.filter((village) => chosen.includes(village.name));
  const toggle = (name: string) => {
    const next = chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name];
    change({ villages: next.join('|') || undefined }, { replace: true });
  };
  return (
    <div className="page">
      <title>{say('Going to a village · Taizhang', '下村清单 · 台账')}</title>
      <div className="page-head">
        <div>
          <h1>{say('Going to a village', '下村清单')}</h1>
          <p className="grey">{formatDay(today, language)}</p>
        </div>
        <div className="button-row no-print">
          <GoLink className="button quiet" to="/today">
            {say('Back to Today', '回到今天')}
          </GoLink>
          <button type="button" className="button primary" onClick={() => window.print()}>
            <Icon name="print" /> {say('Print', '打印')}
          </button>
        </div>
      </div>
      {due.isPending && <Waiting lines={8} />}
      {due.isError && <Trouble error={due.error} retry={() => void due.refetch()} />}
      {due.data && villages.length === 0 && (
        <p className="empty">{say('Nothing is due in any village.', '各村都没有到期事项。')}</p>
      )}
      <div
        className="choices no-print"
        role="group"
        aria-label={say('Villages', '村')}
        style={{ marginBottom: 20 }}
      >
        {villages.map((village) => (
          <label key={village.name} className="choice">
            <input
              type="checkbox"
              checked={chosen.includes(village.name)}
              onChange={() => toggle(village.name)}
            />
            <span>{`${village.name} ${village.items.length}`}</span>
          </label>
        ))}
      </div>
      {shown.map((village) => (
        <section key={village.name} className="village-sheet">
          <h2>{village.name}</h2>
          <table className="ledger">
            <thead>
              <tr>
                <th scope="col">{say('By', '期限')}</th>
                <th scope="col">{say('What', '事项')}</th>
                <th scope="col">{say('Who', '经办')}</th>
                <th scope="col" className="on-the-spot">
                  {say('Noted on the spot', '现场记录')}
                </th>
              </tr>
            </thead>
            <tbody>
              {village.items.map((item) => (
                <tr key={item.record_id + item.key}>
                  <td className={item.overdue_days > 0 ? 'overdue no-wrap' : 'no-wrap'}>
                    {printDay(item.postponed_to ?? item.due_on, language)}
                  </td>
                  <td>
                    <GoLink {...dutyPlace(item)}>
                      {say(item.label)}
                      {say(': ', '：')}
                      <span className="private-name">
                        <MarkedText>{say(item.title)}</MarkedText>
                      </span>
                    </GoLink>
                  </td>
                  <td className="private-name">
                    {say(item.person_latin ?? item.person ?? '', item.person ?? '')}
                  </td>
                  <td className="on-the-spot" />
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </div>
  );
}
