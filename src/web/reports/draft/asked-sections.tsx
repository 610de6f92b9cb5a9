/** Sections of another unit's summary that this office writes: the city asks its counties. */
import { useQuery } from '@tanstack/react-query';
import { formatDay } from '#engine/day.ts';
import { api } from '../../shell/api.ts';
import { GoLink } from '../../shell/go.tsx';
import { useLanguage } from '../../shell/language.tsx';
import { useSession } from '../../shell/session.tsx';
import type { AskedSection } from './draft-types.ts';
import { sectionStateWords } from './section-words.ts';

export function AskedSections({ unit, year }: { readonly unit: number; readonly year: string }) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  const asked = useQuery({
    queryKey: ['summary', 'asked'],
    queryFn: () => api.get<{ sections: AskedSection[] }>('/api/summary/asked'),
  });
  const others = (asked.data?.sections ?? []).filter(
    (one) => !(one.unit.id === unit && String(one.year) === year),
  );
  if (others.length === 0) return null;
  return (
    <section className="asked-sections no-print" aria-labelledby="asked-heading">
      <h2 id="asked-heading">{say('Asked of you', '上级要求填写')}</h2>
      <ul>
        {others.map((one) => {
          const late = one.state === 'open' && one.due_on !== null && one.due_on < today;
          return (
            <li key={`${one.unit.id}/${one.year}/${one.section}`}>
              <GoLink to="/summary" search={{ unit: String(one.unit.id), year: String(one.year) }}>
                {say(
                  `${one.unit.name.en}, summary of ${one.year}: ${one.heading.en || 'opening'}`,
                  `${one.unit.name.zh}${one.year}年总结：${one.heading.zh || '开头'}`,
                )}
              </GoLink>{' '}
              <span className={`state ${one.state === 'open' ? 'waiting' : 'done'}`}>
                {say(sectionStateWords(one.state))}
              </span>{' '}
              {one.due_on && (
                <span className={late ? 'overdue' : 'grey'}>
                  {say(
                    `due ${formatDay(one.due_on, 'en')}`,
                    `${formatDay(one.due_on, language)}前`,
                  )}
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
