/** One unit with its past: names, places, what came out of what, and every decision with its document. */
import type { Text } from '#engine/text.ts';
import { api } from '../shell/api.ts';
import type { ListedUnit, Unit } from '../shell/api-types.ts';
import { useLanguage } from '../shell/language.tsx';
import { Menu } from '../shell/menu.tsx';
import type { MenuItem } from '../shell/menu.tsx';
import { printDay, printInstant } from '../shell/numbers.ts';
import { Popover } from '../shell/popover.tsx';
import { ReasonForm, useDeed } from './parts.tsx';

export type UnitPast = {
  readonly unit: ListedUnit & { readonly valid_from: string; readonly valid_until: string | null };
  readonly ancestors: readonly Unit[];
  readonly names: readonly { readonly name: Text; readonly from_day: string }[];
  readonly places: readonly {
    readonly parent: Unit | null;
    readonly from_day: string;
    readonly reason: string | null;
  }[];
  readonly successions: readonly {
    readonly kind: 'merge' | 'split';
    readonly from: Unit;
    readonly to: Unit;
    readonly on_day: string;
  }[];
  readonly events: readonly UnitEvent[];
};

type UnitEvent = {
  readonly id: number;
  readonly deed: keyof typeof eventNames;
  readonly on_day: string;
  readonly reason: string | null;
  readonly document: string | null;
  readonly recorded_at: string;
  readonly recorded_by: string | null;
  readonly taken_back: boolean;
  readonly last: boolean;
};

const eventNames = {
  added: { en: 'Set up', zh: '设立' },
  renamed: { en: 'Renamed', zh: '更名' },
  moved: { en: 'Moved', zh: '划转' },
  merged: { en: 'Merged', zh: '合并' },
  split: { en: 'Split', zh: '分设' },
  closed: { en: 'Closed', zh: '撤销' },
  taken_back: { en: 'A change was taken back', zh: '撤回变更' },
} as const satisfies Record<string, Text>;

type Props = {
  readonly past: UnitPast;
  readonly items: readonly MenuItem[];
  readonly kindNames: Readonly<Record<string, Text>>;
};

export function UnitDetail({ past, items, kindNames }: Props) {
  const { say, language } = useLanguage();
  const { unit, names, places, successions, events } = past;
  const day = (value: string) => printDay(value, language);
  return (
    <aside className="admin-side first" aria-label={say(unit.name)}>
      <div className="page-head" style={{ marginBottom: 8 }}>
        <h2 style={{ minWidth: 0 }}>{say(unit.name)}</h2>
        {unit.valid_until === null && (
          <Menu
            className="button"
            align="end"
            button={say('Change', '变更')}
            label={say(`Change ${unit.name.en}`, `变更：${unit.name.zh}`)}
            items={items}
          />
        )}
      </div>
      <dl className="pairs">
        <dt>{say('Code', '代码')}</dt>
        <dd className="digits">{unit.code}</dd>
        <dt>{say('Kind', '类别')}</dt>
        <dd>{say(kindNames[unit.kind])}</dd>
        <dt>{say('There', '存续')}</dt>
        <dd>
          {unit.valid_until === null
            ? say(`since ${day(unit.valid_from)}`, `${unit.valid_from}起`)
            : say(
                `${day(unit.valid_from)} to ${day(unit.valid_until)}`,
                `${unit.valid_from}至${unit.valid_until}`,
              )}
        </dd>
      </dl>
      <h3>{say('Names', '名称沿革')}</h3>
      <ul>
        {names.toReversed().map(({ name, from_day }) => (
          <li key={from_day}>
            {say(name)}{' '}
            <span className="grey">{say(`from ${day(from_day)}`, `${from_day}起`)}</span>
          </li>
        ))}
      </ul>
      {places.some((place) => place.parent) && (
        <>
          <h3>{say('Stood under', '隶属沿革')}</h3>
          <ul>
            {places.toReversed().map(({ parent, from_day }) => (
              <li key={from_day}>
                {say(parent?.name)}{' '}
                <span className="grey">{say(`from ${day(from_day)}`, `${from_day}起`)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {successions.length > 0 && (
        <>
          <h3>{say('Came out of what', '承接关系')}</h3>
          <ul>
            {successions.map(({ kind, from, to, on_day }) => (
              <li key={`${from.id}${to.id}${on_day}`}>
                {say(from.name)} → {say(to.name)}{' '}
                <span className="grey">
                  {kind === 'merge' ? say('merger', '合并') : say('split', '分设')}, {day(on_day)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {events.length > 0 && (
        <>
          <h3>{say('Decisions', '变更记录')}</h3>
          {events.map((event) => (
            <EventLine key={event.id} event={event} />
          ))}
        </>
      )}
    </aside>
  );
}

function EventLine({ event }: { event: UnitEvent }) {
  const { say, language } = useLanguage();
  const act = useDeed();
  const takeBack = async (reason: string) => {
    const work = api.post(`/api/admin/units/events/${event.id}/take-back`, { reason });
    return act(work, { en: 'The change was taken back.', zh: '已撤回该项变更。' });
  };
  return (
    <div className="event">
      <div className={event.taken_back ? 'gone grey' : ''}>
        <strong>{say(eventNames[event.deed])}</strong>{' '}
        {say(`from ${printDay(event.on_day, language)}`, `${event.on_day}起`)}
        {event.taken_back && ` (${say('taken back', '已撤回')})`}
      </div>
      {(event.reason || event.document) && (
        <div lang="zh">{[event.document, event.reason].filter(Boolean).join(' ')}</div>
      )}
      <div className="grey small">
        {printInstant(event.recorded_at, language)}
        {event.recorded_by && (
          <>
            {', '}
            <span lang="zh">{event.recorded_by}</span>
          </>
        )}
      </div>
      {event.last && (
        <Popover
          className="button quiet"
          label={say('Take this change back', '撤回该项变更')}
          button={say('Take back', '撤回')}
        >
          {() => (
            <ReasonForm
              label={say('Why is it taken back?', '撤回理由')}
              button={say('Take back', '撤回')}
              act={takeBack}
            />
          )}
        </Popover>
      )}
    </div>
  );
}
