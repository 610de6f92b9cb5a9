/** The row above every summary: whose, of which year, to which day, as it stood when. */
import type { ReactNode } from 'react';
import { formatDay } from '#engine/day.ts';
import { UnitPicker } from '../fields/unit-picker.tsx';
import { AsOfForm } from '../figures/as-of-form.tsx';
import { useYears } from '../figures/period-picker.tsx';
import { useSearch } from '../shell/go.tsx';
import { Icon } from '../shell/icon.tsx';
import { useLanguage } from '../shell/language.tsx';
import { Menu } from '../shell/menu.tsx';
import { printInstant } from '../shell/numbers.ts';
import { Popover } from '../shell/popover.tsx';
import { useSession } from '../shell/session.tsx';
import { CutoffForm } from './cutoff-form.tsx';

export type SummaryAsked = {
  readonly unit: number;
  readonly year: string;
  /** As asked in the address; left out: the draft's own, or the end of the year. */
  readonly cutoff: string | undefined;
  readonly as_of: string | undefined;
  readonly years: ReturnType<typeof useYears>;
};

export function useSummaryAsked(): SummaryAsked {
  const { grant, today } = useSession();
  const [search] = useSearch();
  const unit = Number(search['unit']) || grant.unit.id;
  const years = useYears(unit);
  // The summary is written about a year that is over, or nearly so: the newest but one, unless the
  // address says.
  const year =
    search['year'] ??
    String(
      years.data?.years.findLast((one) => one.year < Number(today.slice(0, 4)))?.year ??
        Number(today.slice(0, 4)) - 1,
    );
  const cutoff = search['cutoff']?.startsWith(year) ? search['cutoff'] : undefined;
  return { unit, year, cutoff, as_of: search['as_of'], years };
}

type Props = {
  readonly asked: SummaryAsked;
  /** To which day it counts while the address asks for none. */
  readonly own: string;
  readonly fresh_at: string | undefined;
  readonly children?: ReactNode;
};

export function SummaryControls({ asked, own, fresh_at, children }: Props) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  const [, change] = useSearch();
  const { unit, year, cutoff = own, as_of, years } = asked;
  return (
    <>
      <div className="control-row no-print">
        <UnitPicker
          value={unit}
          width={240}
          label={say('Unit', '单位')}
          onChange={(next) => change({ unit: next ? String(next) : undefined })}
        />
        <Menu
          button={
            <>
              <Icon name="calendar" /> {year} <Icon name="down" size={12} />
            </>
          }
          label={say(`Year: ${year}`, `年份：${year}`)}
          items={(years.data?.years ?? []).toReversed().map((one) => ({
            key: String(one.year),
            label: String(one.year),
            checked: String(one.year) === year,
            act: () => change({ year: String(one.year), cutoff: undefined }),
          }))}
        />
        <Popover
          label={say('Cut-off', '截止日期')}
          button={
            <>
              {say(
                `Up to ${formatDay(cutoff, 'en').replace(/ \d{4}$/, '')}`,
                `截至${formatDay(cutoff, 'zh').slice(5)}`,
              )}{' '}
              <Icon name="down" size={12} />
            </>
          }
        >
          {(close) => (
            <CutoffForm
              year={year}
              value={cutoff}
              onChoose={(next) => {
                close();
                change({ cutoff: next === own ? undefined : next });
              }}
            />
          )}
        </Popover>
        <Popover
          label={say('As it stood', '看当时的数')}
          button={
            <>
              <Icon name="clock" />{' '}
              {as_of
                ? say(`As it stood: ${as_of}`, `当时：${as_of}`)
                : say('As it stood: now', '时点：现在')}{' '}
              <Icon name="down" size={12} />
            </>
          }
        >
          {(close) => (
            <AsOfForm
              value={as_of}
              to={`${year}-12-31`}
              onChoose={(next) => {
                close();
                change({ as_of: next });
              }}
            />
          )}
        </Popover>
        {fresh_at && (
          <span className="grey small">
            {say(
              `counted from the ledger at ${printInstant(fresh_at, language, today)}`,
              `${printInstant(fresh_at, language, today)} 从台账记数`,
            )}
          </span>
        )}
        <span className="spacer" />
        {children}
      </div>
      {as_of && (
        <div className="stood-band no-print">
          <strong>
            {say(
              `The summary as it stood on ${formatDay(as_of.slice(0, 10), 'en')}`,
              `${formatDay(as_of.slice(0, 10), 'zh')}当时的总结`,
            )}
          </strong>
          <button type="button" className="button" onClick={() => change({ as_of: undefined })}>
            {say('Back to now', '回到现在')}
          </button>
        </div>
      )}
    </>
  );
}

export function numbered(i: number, heading: string, language: 'en' | 'zh'): string {
  if (language === 'zh') return `${'一二三四五六七八九十'[i] ?? i + 1}、${heading}`;
  return `${i + 1}. ${heading}`;
}
