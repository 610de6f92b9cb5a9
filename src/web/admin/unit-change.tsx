/** One change of a unit, from a day on and for a reason, with what it would touch said before. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Text } from '#engine/text.ts';
import { DayInput } from '../fields/day-input.tsx';
import { LineField } from '../fields/line-field.tsx';
import { UnitPicker } from '../fields/unit-picker.tsx';
import { api } from '../shell/api.ts';
import type { ListedUnit } from '../shell/api-types.ts';
import { useLanguage, useSay } from '../shell/language.tsx';
import { useSession } from '../shell/session.tsx';
import { FormError, useDeed } from './parts.tsx';
import { SplitFields, splitBody, splitReady } from './unit-split.tsx';
import type { Parts } from './unit-split.tsx';

export type UnitDeed = 'add' | 'rename' | 'move' | 'merge' | 'split' | 'close';

export const unitDeeds: readonly { readonly deed: UnitDeed; readonly label: Text }[] = [
  { deed: 'add', label: { en: 'Set up a body below it', zh: '增设下属单位' } },
  { deed: 'rename', label: { en: 'Rename', zh: '更名' } },
  { deed: 'move', label: { en: 'Move under another unit', zh: '划转' } },
  { deed: 'merge', label: { en: 'Merge with other units', zh: '合并' } },
  { deed: 'split', label: { en: 'Split into several', zh: '分设' } },
  { deed: 'close', label: { en: 'Close', zh: '撤销' } },
];

type Naming = { readonly code: string; readonly zh: string; readonly en: string };
const unnamed: Naming = { code: '', zh: '', en: '' };

export function UnitChange({
  deed,
  unit,
  done,
}: {
  readonly deed: UnitDeed;
  readonly unit: ListedUnit;
  readonly done: () => void;
}) {
  const say = useSay();
  const { today } = useSession();
  const act = useDeed();
  const [name, setName] = useState<Naming>(
    deed === 'rename' ? { ...unnamed, zh: unit.name.zh, en: unit.name.en } : unnamed,
  );
  const [other, setOther] = useState<number | null>(null);
  const [also, setAlso] = useState<readonly number[]>([]);
  const [fresh, setFresh] = useState(false);
  const [parts, setParts] = useState<Parts>({ into: [unnamed, unnamed], children: {}, open: '' });
  const [day, setDay] = useState<string | null>(today);
  const [reason, setReason] = useState('');
  const [paper, setPaper] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const titles: Record<UnitDeed, string> = {
    add: say(`A body below ${unit.name.en}`, `${unit.name.zh}增设下属单位`),
    rename: say(`Rename ${unit.name.en}`, `${unit.name.zh}更名`),
    move: say(`Move ${unit.name.en}`, `${unit.name.zh}划转`),
    merge: say(`Merge ${unit.name.en} with others`, `${unit.name.zh}合并`),
    split: say(`Split ${unit.name.en}`, `${unit.name.zh}分设`),
    close: say(`Close ${unit.name.en}`, `撤销${unit.name.zh}`),
  };
  const naming = {
    name: name.zh,
    ...(name.en ? { name_en: name.en } : {}),
    ...(name.code ? { code: name.code } : {}),
  };
  const why = { reason, ...(paper.trim() ? { document: paper } : {}) };
  const bodies: Record<UnitDeed, () => object> = {
    add: () => ({ parent_id: unit.id, ...naming, from_day: day, ...why }),
    rename: () => ({
      unit_id: unit.id,
      name: name.zh,
      ...(name.en ? { name_en: name.en } : {}),
      from_day: day,
      ...why,
    }),
    move: () => ({ unit_id: unit.id, parent_id: other, from_day: day, ...why }),
    merge: () => ({
      from: [unit.id, ...also],
      into: fresh ? naming : other,
      on_day: day,
      ...why,
    }),
    split: () => ({ unit_id: unit.id, ...splitBody(parts), on_day: day, ...why }),
    close: () => ({
      unit_id: unit.id,
      on_day: day,
      ...(other ? { open_records_to: other } : {}),
      ...why,
    }),
  };
  const ready: Record<UnitDeed, boolean> = {
    add: name.zh.trim() !== '',
    rename: name.zh.trim() !== '',
    move: other !== null,
    merge: fresh ? name.zh.trim() !== '' : other !== null,
    split: splitReady(parts),
    close: true,
  };
  const save = async () => {
    setBusy(true);
    const work = api.post(`/api/admin/units/${deed}`, bodies[deed]());
    const error = await act(work, { en: 'The change was written down.', zh: '已登记机构变更。' });
    setBusy(false);
    setProblem(error);
    if (error === null) done();
  };
  return (
    <form
      className="admin-sheet"
      aria-label={titles[deed]}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2>{titles[deed]}</h2>
      {(deed === 'add' || deed === 'rename') && (
        <NamingFields naming={name} change={setName} code={deed === 'add'} />
      )}
      {deed === 'move' && (
        <PickField label={say('Under which unit', '划转到')} value={other} change={setOther} />
      )}
      {deed === 'merge' && (
        <>
          <div className="field">
            <span className="field-label">{say('Together with', '一并合并的单位')}</span>
            {also.map((id) => (
              <div key={id} className="button-row" style={{ marginBottom: 6 }}>
                <UnitPicker value={id} onChange={() => undefined} label={say('Unit', '单位')} />
                <button
                  type="button"
                  className="button quiet"
                  onClick={() => setAlso(also.filter((one) => one !== id))}
                >
                  {say('Not this one', '移除')}
                </button>
              </div>
            ))}
            <UnitPicker
              key={also.length}
              value={null}
              onChange={(id) => id && id !== unit.id && setAlso([...new Set([...also, id])])}
              label={say('Add a unit', '添加单位')}
            />
          </div>
          <fieldset className="field" style={{ border: 0, padding: 0, margin: '0 0 18px' }}>
            <legend className="field-label">{say('Into', '并入')}</legend>
            <div className="choices">
              {[false, true].map((one) => (
                <label key={String(one)} className="choice">
                  <input
                    type="radio"
                    name="into"
                    checked={fresh === one}
                    onChange={() => setFresh(one)}
                  />
                  <span>
                    {one ? say('a new unit', '新设单位') : say('a unit that is there', '现有单位')}
                  </span>
                </label>
              ))}
            </div>
          </fieldset>
          {fresh ? (
            <NamingFields naming={name} change={setName} code />
          ) : (
            <PickField label={say('Into which unit', '并入单位')} value={other} change={setOther} />
          )}
        </>
      )}
      {deed === 'split' && <SplitFields unit={unit} parts={parts} change={setParts} />}
      {deed === 'close' && (
        <PickField
          label={say('Who takes over what is open', '未办结事项由何单位接收')}
          value={other}
          change={setOther}
          optional
        />
      )}
      <div className="field">
        <span className="field-label">{say('From which day', '生效日期')}</span>
        <DayInput value={day} onChange={setDay} label={say('From which day', '生效日期')} />
      </div>
      <LineField
        label={say('Reason', '变更理由')}
        value={reason}
        change={setReason}
        required
        minLength={2}
        maxLength={500}
        width="middle"
      />
      <LineField
        optional
        label={say('Number of the document', '批准文号')}
        value={paper}
        change={setPaper}
        lang="zh"
        maxLength={60}
        placeholder="卫政发〔2009〕12号"
        width="middle"
      />
      {deed !== 'add' && deed !== 'rename' && (
        <WhatItTouches ids={[unit.id, ...(deed === 'merge' ? also : [])]} deed={deed} />
      )}
      <FormError error={problem} />
      <div className="button-row">
        <button type="submit" className="button primary" disabled={busy || !day || !ready[deed]}>
          {say('Write the change down', '登记变更')}
        </button>
        <button type="button" className="button" onClick={done}>
          {say('Leave it', '返回')}
        </button>
      </div>
    </form>
  );
}

function PickField({
  label,
  value,
  change,
  optional,
}: {
  readonly label: string;
  readonly value: number | null;
  readonly change: (unit: number | null) => void;
  readonly optional?: boolean;
}) {
  const say = useSay();
  return (
    <div className="field">
      <span className="field-label">
        {label}
        {optional && <span className="optional">{say('may stay empty', '选填')}</span>}
      </span>
      <UnitPicker value={value} onChange={change} label={label} clearable width={320} />
    </div>
  );
}

export function NamingFields({
  naming,
  change,
  code,
}: {
  readonly naming: Naming;
  readonly change: (naming: Naming) => void;
  readonly code: boolean;
}) {
  const say = useSay();
  const field = (key: keyof Naming, label: string, rest: { lang?: string; required?: boolean }) => (
    <LineField
      {...rest}
      label={label}
      optional={!rest.required}
      width="middle"
      maxLength={key === 'en' ? 120 : 60}
      value={naming[key]}
      change={(value) => change({ ...naming, [key]: value })}
    />
  );
  return (
    <>
      {field('zh', say('Name', '名称'), { lang: 'zh', required: true })}
      {field('en', say('English name', '英文名称'), { lang: 'en' })}
      {code && field('code', say('Code', '代码'), {})}
    </>
  );
}

type Touched = {
  readonly units_below: number;
  readonly open_records: readonly { type: string; label: Text; records: number }[];
  readonly open_in_all: number;
  readonly people: number;
  readonly people_in_all: number;
};

/** Counted by the server before anybody decides: what moves along, or what needs a new keeper. */
function WhatItTouches({ ids, deed }: { ids: readonly number[]; deed: UnitDeed }) {
  const { say } = useLanguage();
  const touched = useQuery({
    queryKey: ['units', 'touched', ids],
    queryFn: () => Promise.all(ids.map((id) => api.get<Touched>(`/api/admin/units/${id}/touched`))),
  });
  if (!touched.data) return null;
  const sum = (key: 'units_below' | 'open_in_all' | 'people' | 'people_in_all') =>
    touched.data.reduce((total, one) => total + one[key], 0);
  const own = new Map<string, { label: Text; records: number }>();
  for (const { open_records } of touched.data) {
    for (const { type, label, records } of open_records) {
      own.set(type, { label, records: records + (own.get(type)?.records ?? 0) });
    }
  }
  const moves = deed === 'move';
  const people = sum(moves ? 'people_in_all' : 'people');
  return (
    <div className="notice touched" role="status">
      <p>{say('This touches:', '本次变更涉及：')}</p>
      <ul>
        <li>{say(`${sum('units_below')} units below`, `下级单位${sum('units_below')}个`)}</li>
        {moves ? (
          <li>
            {say(
              `${sum('open_in_all')} open records, which come along`,
              `未办结${sum('open_in_all')}件，随单位划转`,
            )}
          </li>
        ) : own.size === 0 ? (
          <li>{say('no open records of its own', '本级无未办结事项')}</li>
        ) : (
          [...own].map(([type, { label, records }]) => (
            <li key={type}>
              {say(
                `${label.en}: ${records} open, which need a new keeper`,
                `${label.zh}：未办结${records}件，须移交`,
              )}
            </li>
          ))
        )}
        <li>
          {say(
            people === 1 ? '1 person with a post' : `${people} people with a post`,
            `在岗人员${people}名`,
          )}
        </li>
      </ul>
    </div>
  );
}
