/** The filters of a register. They stand in the address, so a filtered list can be sent to somebody. */
import type { Field } from '#engine/field.ts';
import type { AnyRecordType, StateInfo } from '#engine/record.ts';
import { inTreeOrder } from '#engine/code-book.ts';
import { labelOf } from '#engine/field.ts';
import { DayInput } from '../fields/day-input.tsx';
import { LinkPicker } from '../fields/link-picker.tsx';
import { UnitPicker } from '../fields/unit-picker.tsx';
import type { Search } from '../shell/addresses.ts';
import { Icon } from '../shell/icon.tsx';
import { useLanguage, useSay } from '../shell/language.tsx';
import { Menu } from '../shell/menu.tsx';
import { printDay } from '../shell/numbers.ts';
import { Popover } from '../shell/popover.tsx';
import { columnLabel } from './cell.tsx';
import { yearFilter, yearOfFilter } from './register-query.ts';

type Props = {
  readonly type: AnyRecordType;
  readonly search: Search;
  readonly change: (change: Search) => void;
  readonly years: readonly number[];
};

/**
 * What people filter by most stands open: the register's first day, its first code, the state. The
 * rest waits under [+ filter] until it is used.
 */
function openFilters(type: AnyRecordType): readonly string[] {
  const all = type.list.filters;
  const kindOf = (name: string) => (type.fields[name] as Field | undefined)?.kind;
  const day = all.find((name) => kindOf(name) === 'day');
  const code = all.find((name) => kindOf(name) === 'code');
  return [day, code, all.includes('state') ? 'state' : undefined].filter(
    (name): name is string => name !== undefined,
  );
}

export function RegisterFilters({ type, search, change, years }: Props) {
  const say = useSay();
  const all = type.list.filters;
  const isUsed = (name: string) =>
    Object.keys(search).some(
      (key) => key === `filter.${name}` || key.startsWith(`filter.${name}.`),
    );
  const open = openFilters(type);
  const asked = all.filter((name) => isUsed(name) || search['open'] === name);
  const shown = [...new Set([...open, ...asked])];
  const hidden = all.filter((name) => !shown.includes(name));
  return (
    <>
      {shown.map((name) => (
        <FilterButton
          key={name}
          type={type}
          name={name}
          search={search}
          change={change}
          years={years}
        />
      ))}
      <UnitPicker
        value={Number(search['unit']) || null}
        clearable
        width={170}
        label={say('Unit', '单位')}
        onChange={(unit) => change({ unit: unit ? String(unit) : undefined })}
      />
      {hidden.length > 0 && (
        <Menu
          className="button quiet"
          button={
            <>
              <Icon name="plus" size={12} /> {say('filter', '筛选')}
            </>
          }
          items={hidden.map((name) => ({
            key: name,
            label: say(columnLabel(type, name)),
            act: () => change({ open: name }),
          }))}
        />
      )}
      {all.some(isUsed) && (
        <button
          type="button"
          className="button quiet"
          onClick={() =>
            change(
              Object.fromEntries(
                Object.keys(search)
                  .filter((key) => key.startsWith('filter.'))
                  .map((key) => [key, undefined]),
              ),
            )
          }
        >
          {say('Clear', '清除筛选')}
        </button>
      )}
    </>
  );
}

type ButtonProps = Props & { readonly name: string };

function FilterButton({ type, name, search, change, years }: ButtonProps) {
  const { say } = useLanguage();
  const label = say(columnLabel(type, name));
  const set = useSetting(type, name, search);
  return (
    <Popover
      className={set ? 'button filter-set' : 'button'}
      label={label}
      button={
        <>
          {set ? (
            <>
              <span className="grey">{label}</span> {set}
            </>
          ) : (
            label
          )}{' '}
          <Icon name="down" size={12} />
        </>
      }
    >
      {(close) => (
        <FilterForm
          type={type}
          name={name}
          search={search}
          change={change}
          years={years}
          close={close}
        />
      )}
    </Popover>
  );
}

/** What is set, in words; null when nothing is. */
function useSetting(type: AnyRecordType, name: string, search: Search): string | null {
  const { say, language } = useLanguage();
  const year = yearOfFilter(search, name);
  if (year) return year;
  const from = search[`filter.${name}.from`];
  const to = search[`filter.${name}.to`];
  if (from || to)
    return `${from ? printDay(from, language) : '…'} – ${to ? printDay(to, language) : '…'}`;
  const values = search[`filter.${name}`]?.split(',') ?? [];
  if (values.length === 0) return null;
  const field = type.fields[name] as Field | undefined;
  const word = (value: string) => {
    if (name === 'state') return say((type.states as Record<string, StateInfo>)[value]?.label);
    if (field?.kind === 'code' || field?.kind === 'codes') return say(labelOf(field.list, value));
    if (field?.kind === 'boolean') return value === 'true' ? say('Yes', '是') : say('No', '否');
    return say('chosen', '已选');
  };
  return values.length > 2
    ? say(`${values.length} chosen`, `已选${values.length}项`)
    : values.map(word).join(say(', ', '、'));
}

function FilterForm({
  type,
  name,
  search,
  change,
  years,
  close,
}: ButtonProps & { close: () => void }) {
  const { say } = useLanguage();
  const key = `filter.${name}`;
  const field = type.fields[name] as Field | undefined;
  if (field?.kind === 'day') {
    return (
      <div>
        <div className="button-row" style={{ marginBottom: 12 }}>
          {years.map((year) => (
            <button
              key={year}
              type="button"
              className="button digits"
              aria-pressed={yearOfFilter(search, name) === String(year)}
              onClick={() => {
                change(yearFilter(name, String(year)));
                close();
              }}
            >
              {year}
            </button>
          ))}
        </div>
        <div className="button-row">
          <DayInput
            value={search[`${key}.from`] ?? null}
            label={say('From', '自')}
            onChange={(day) => change({ [`${key}.from`]: day ?? undefined })}
          />
          <span>{say('to', '至')}</span>
          <DayInput
            value={search[`${key}.to`] ?? null}
            label={say('To', '至')}
            onChange={(day) => change({ [`${key}.to`]: day ?? undefined })}
          />
        </div>
      </div>
    );
  }
  if (field?.kind === 'link')
    return (
      <LinkPicker
        to={field.to}
        value={search[key] ?? null}
        label={say(field.label)}
        onChange={(id) => change({ [key]: id ?? undefined })}
      />
    );
  if (field?.kind === 'unit')
    return (
      <UnitPicker
        value={Number(search[key]) || null}
        label={say(field.label)}
        clearable
        onChange={(id) => change({ [key]: id ? String(id) : undefined })}
      />
    );
  const chosen = search[key]?.split(',') ?? [];
  const toggle = (value: string, on: boolean) => {
    const next = on ? [...chosen, value] : chosen.filter((one) => one !== value);
    change({ [key]: next.length > 0 ? next.join(',') : undefined });
  };
  const options =
    name === 'state'
      ? Object.entries(type.states as Record<string, StateInfo>).map(([code, info]) => ({
          code,
          label: info.label,
        }))
      : field?.kind === 'code' || field?.kind === 'codes'
        ? inTreeOrder(field.list.codes)
        : [
            { code: 'true', label: { en: 'Yes', zh: '是' } },
            { code: 'false', label: { en: 'No', zh: '否' } },
          ];
  return (
    <div className="filter-options" role="group" aria-label={say(columnLabel(type, name))}>
      {options.map((option) => (
        <label key={option.code} className="filter-option">
          <input
            type="checkbox"
            checked={chosen.includes(option.code)}
            onChange={(event) => toggle(option.code, event.target.checked)}
          />
          {say(option.label)}
        </label>
      ))}
    </div>
  );
}
