/** The year at a glance: each target with its light, and beside it the lights of the units that have a part of it. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Standing } from '#engine/target.ts';
import { book } from '#lines/index.ts';
import { UnitPicker } from '../fields/unit-picker.tsx';
import { AsOfForm } from '../figures/as-of-form.tsx';
import { api } from '../shell/api.ts';
import { GoLink, useSearch } from '../shell/go.tsx';
import { Icon } from '../shell/icon.tsx';
import { useLanguage } from '../shell/language.tsx';
import { newActionsOf } from '../shell/menu-of-lines.ts';
import { printInstant } from '../shell/numbers.ts';
import { Popover } from '../shell/popover.tsx';
import { useSession } from '../shell/session.tsx';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import { Board } from './board.tsx';
import { TargetOutline } from './target-outline.tsx';
import type { TargetTree } from './target-types.ts';
import { ownTargets, sameKept, standingOf } from './target-words.ts';
import '../figures/figures-page.css';
import './targets.css';

export function TargetsPage() {
  const { say, language } = useLanguage();
  const { grant, today } = useSession();
  const [search, change] = useSearch();
  const as_of = search['as_of'];
  const asked = { unit: search['unit'], year: search['year'], as_of, for: search['for'] };
  const found = useQuery({
    queryKey: ['figures', 'targets', asked],
    queryFn: () => api.get<TargetTree>('/api/targets', asked),
    placeholderData: keepPreviousData,
  });
  const { data } = found;
  const outline = search['view'] === 'parts';
  const own = data ? ownTargets(data) : [];
  const rows = search['standing']
    ? own.filter((one) => one.progress.standing === search['standing'])
    : own;
  const type = book.record('target');
  return (
    <div className={as_of ? 'page targets-page stood' : 'page targets-page'}>
      <title>{say('Targets · Taizhang', '目标任务 · 台账')}</title>
      <div className="page-head">
        <h1>
          {say('Targets', '目标任务')}
          {data && (
            <span className="head-note">
              {say(`${data.unit.name.en}, ${data.year}`, `${data.unit.name.zh}，${data.year}年`)}
            </span>
          )}
        </h1>
        <div className="button-row no-print">
          <GoLink className="button" to="/targets/changes" search={{ unit: search['unit'] }}>
            {say('What changed', '变动情况')}
          </GoLink>
          {newActionsOf(type, grant.role).length > 0 && (
            <GoLink className="button" to="/records/target/new">
              <Icon name="plus" /> {say('New target', '新建目标')}
            </GoLink>
          )}
          <button type="button" className="button" onClick={() => window.print()}>
            <Icon name="print" /> {say('Print', '打印')}
          </button>
        </div>
      </div>
      <div className="control-row no-print">
        <UnitPicker
          value={Number(search['unit']) || grant.unit.id}
          width={240}
          label={say('Unit', '单位')}
          onChange={(unit) => change({ unit: unit ? String(unit) : undefined })}
        />
        {data && <YearChoice tree={data} choose={(year) => change({ year })} />}
        <Popover
          label={say('As it stood', '看当时的数')}
          button={
            <>
              <Icon name="clock" />
              {as_of
                ? say(
                    `As it stood: ${printInstant(stoodAt(as_of), language)}`,
                    `当时：${printInstant(stoodAt(as_of), language)}`,
                  )
                : say('As it stood: now', '时点：现在')}
              <Icon name="down" size={12} />
            </>
          }
        >
          {(close) => (
            <AsOfForm
              value={as_of}
              to={data?.day ?? today}
              onChoose={(chosen) => {
                close();
                change({ as_of: chosen });
              }}
            />
          )}
        </Popover>
        {as_of && (
          <button type="button" className="button" onClick={() => change({ as_of: undefined })}>
            {say('Back to now', '回到现在')}
          </button>
        )}
        <label className="check">
          <input
            type="checkbox"
            checked={search['for'] === 'outside'}
            onChange={(event) => change({ for: event.target.checked ? 'outside' : undefined })}
          />{' '}
          {say('For outsiders', '对外')}
        </label>
        <span className="spacer" />
        <div className="looks" role="group" aria-label={say('How to look at it', '查看方式')}>
          {(
            [
              [undefined, say('Board', '一览')],
              ['parts', say('Whole and parts', '分解')],
            ] as const
          ).map(([view, label]) => (
            <button
              key={label}
              type="button"
              className="look"
              aria-pressed={outline === (view === 'parts')}
              onClick={() => change({ view }, { replace: true })}
            >
              {label}
            </button>
          ))}
        </div>
      </div>
      {found.isError && <Trouble error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <Waiting lines={10} />}
      {data && data.targets.length === 0 && <NoTargets tree={data} />}
      {data && data.targets.length > 0 && (
        <>
          <Tally
            tree={data}
            chosen={search['standing']}
            choose={(standing) => change({ standing }, { replace: true })}
          />
          {outline ? (
            <TargetOutline tree={data} rows={rows} as_of={as_of} />
          ) : (
            <Board tree={data} rows={rows} as_of={as_of} />
          )}
        </>
      )}
    </div>
  );
}

/** A day means its last moment in Shanghai. */
function stoodAt(as_of: string): string {
  return as_of.length === 10 ? `${as_of}T15:59:59.999Z` : as_of;
}

function YearChoice({ tree, choose }: { tree: TargetTree; choose: (year: string) => void }) {
  const { say } = useLanguage();
  const years = [...new Set([tree.year, ...tree.years])].toSorted((a, b) => b - a);
  return (
    <select
      className="input year-choice"
      aria-label={say('Year', '年度')}
      value={tree.year}
      onChange={(event) => choose(event.target.value)}
    >
      {years.map((year) => (
        <option key={year} value={year}>
          {say(String(year), `${year}年`)}
        </option>
      ))}
    </select>
  );
}

const order: readonly Standing[] = [
  'missed',
  'behind',
  'on_pace',
  'reached',
  'not_begun',
  'unscored',
  'not_reported',
  'not_kept',
];

type TallyProps = {
  readonly tree: TargetTree;
  readonly chosen: string | undefined;
  readonly choose: (standing: string | undefined) => void;
};

/** How many stand how, each a way to those alone; when it was counted, and how complete the books behind it are. */
function Tally({ tree, chosen, choose }: TallyProps) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  const own = ownTargets(tree);
  const by = Map.groupBy(own, (one) => one.progress.standing);
  const at = printInstant(tree.as_of ?? tree.fresh_at, language, today);
  const kept = sameKept(own);
  return (
    <div className="tally">
      {order.map((standing) => {
        const n = by.get(standing)?.length ?? 0;
        if (n === 0) return null;
        const { tone, label } = standingOf(standing);
        return (
          <button
            key={standing}
            type="button"
            className="look"
            aria-pressed={chosen === standing}
            onClick={() => choose(chosen === standing ? undefined : standing)}
          >
            <span className={`state ${tone}`}>
              {say(label)} <span className="digits">{n}</span>
            </span>
          </button>
        );
      })}
      <span className={tree.as_of ? 'due-soon small' : 'grey small'}>
        {tree.as_of
          ? say(`As it stood, ${at}`, `${at}当时的数`)
          : say(`Counted from the ledger at ${at}`, `${at} 从台账记数`)}
        {kept &&
          kept.keeping < kept.offices &&
          say(
            `; ${kept.offices - kept.keeping} of ${kept.offices} offices keep no book`,
            `；${kept.offices}个单位中${kept.offices - kept.keeping}个未建账`,
          )}
      </span>
      {tree.for_outsiders && (
        <span className="small">
          {say(
            'For outsiders: small numbers about people are left out.',
            '对外用表：涉及人员的小数已略去。',
          )}
        </span>
      )}
    </div>
  );
}

function NoTargets({ tree }: { tree: TargetTree }) {
  const { say } = useLanguage();
  return (
    <div className="empty">
      <h2>{say(`No targets for ${tree.year}`, `${tree.year}年没有目标任务`)}</h2>
      <p>
        {say(
          'Targets that the unit above issues appear here by themselves. A bureau or county sets its own with New target.',
          '上级下达的目标会自动列在这里；市局、县（区）局可用“新建目标”自行设定。',
        )}
      </p>
    </div>
  );
}
