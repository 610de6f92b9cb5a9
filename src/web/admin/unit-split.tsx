/** Into which units one is split, and to which of them each unit below goes. */
import { useQuery } from '@tanstack/react-query';
import { api } from '../shell/api.ts';
import type { ListedUnit } from '../shell/api-types.ts';
import { useSay } from '../shell/language.tsx';
import { Trouble } from '../shell/waiting.tsx';

type Naming = { readonly code: string; readonly zh: string; readonly en: string };

export type Parts = {
  readonly into: readonly Naming[];
  /** Id of each unit below → code of the new unit. */
  readonly children: Readonly<Record<number, string>>;
  /** Code of the new unit that takes over what is open; empty while nobody was chosen. */
  readonly open: string;
};

export function splitReady({ into }: Parts): boolean {
  const codes = into.map((one) => one.code.trim());
  return (
    into.length >= 2 &&
    into.every((one) => one.zh.trim() !== '' && one.code.trim() !== '') &&
    new Set(codes).size === codes.length
  );
}

export function splitBody({ into, children, open }: Parts): object {
  return {
    into: into.map(({ code, zh, en }) => ({
      code: code.trim(),
      name: zh.trim(),
      ...(en.trim() ? { name_en: en.trim() } : {}),
    })),
    children: Object.entries(children).map(([id, to_code]) => ({ unit_id: Number(id), to_code })),
    ...(open ? { open_records_to: open } : {}),
  };
}

type Props = {
  readonly unit: ListedUnit;
  readonly parts: Parts;
  readonly change: (parts: Parts) => void;
};

export function SplitFields({ unit, parts, change }: Props) {
  const say = useSay();
  const below = useQuery({
    queryKey: ['units', 'below', unit.id, undefined],
    queryFn: () => api.get<{ units: ListedUnit[] }>('/api/units', { parent: unit.id }),
  });
  const rename = (at: number, naming: Naming) => {
    const before = parts.into[at]!.code;
    const follow = (code: string) => (code === before ? naming.code : code);
    change({
      into: parts.into.map((one, i) => (i === at ? naming : one)),
      children: Object.fromEntries(
        Object.entries(parts.children).map(([id, code]) => [id, follow(code)]),
      ),
      open: follow(parts.open),
    });
  };
  const named = parts.into.filter((one) => one.code.trim() !== '');
  const choice = (value: string, label: string, choose: (code: string) => void) => (
    <select
      className="input width-middle"
      aria-label={label}
      value={value}
      onChange={(event) => choose(event.target.value)}
    >
      <option value="">{say('Choose', '请选择')}</option>
      {named.map((one) => (
        <option key={one.code} value={one.code}>
          {one.zh || one.code}
        </option>
      ))}
    </select>
  );
  return (
    <>
      {parts.into.map((one, at) => (
        <fieldset key={at} className="field" style={{ border: 0, padding: 0, margin: 0 }}>
          <legend className="field-label">{say(`New unit ${at + 1}`, `新单位${at + 1}`)}</legend>
          <div className="control-row">
            {(['zh', 'en', 'code'] as const).map((key) => {
              const label = { zh: say('Name', '名称'), en: say('English name', '英文名称'), code: say('Code', '代码') }; // prettier-ignore
              return (
                <input
                  key={key}
                  className="input"
                  style={{ width: 170 }}
                  aria-label={label[key]}
                  placeholder={label[key]}
                  required={key !== 'en'}
                  value={one[key]}
                  onChange={(event) => rename(at, { ...one, [key]: event.target.value })}
                />
              );
            })}
            {parts.into.length > 2 && (
              <button
                type="button"
                className="button quiet"
                onClick={() => change({ ...parts, into: parts.into.filter((_, i) => i !== at) })}
              >
                {say('Not this one', '移除')}
              </button>
            )}
          </div>
        </fieldset>
      ))}
      <p style={{ marginBottom: 18 }}>
        <button
          type="button"
          className="button"
          onClick={() => change({ ...parts, into: [...parts.into, { code: '', zh: '', en: '' }] })}
        >
          {say('One more', '再加一个')}
        </button>
      </p>
      {below.isError && <Trouble error={below.error} />}
      {below.data && below.data.units.length > 0 && (
        <div className="field">
          <span className="field-label">{say('Where the units below go', '下级单位划归')}</span>
          {below.data.units.map((child) => (
            <div key={child.id} className="control-row" style={{ marginBottom: 6 }}>
              <span style={{ width: 170 }}>{say(child.name)}</span>
              {choice(
                parts.children[child.id] ?? '',
                say(`${child.name.en} goes to`, `${child.name.zh}划归`),
                (code) => change({ ...parts, children: { ...parts.children, [child.id]: code } }),
              )}
            </div>
          ))}
        </div>
      )}
      <div className="field">
        <span className="field-label">
          {say('Who takes over what is open', '未办结事项由何单位接收')}
        </span>
        {choice(parts.open, say('Who takes over what is open', '未办结事项由何单位接收'), (open) =>
          change({ ...parts, open }),
        )}
      </div>
    </>
  );
}
