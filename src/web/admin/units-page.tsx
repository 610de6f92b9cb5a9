/** The units, one level at a time, for the system administrator: rename, move, merge, each from a day on. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { DayInput } from '../fields/day-input.tsx';
import { UnitPicker, useUnit } from '../fields/unit-picker.tsx';
import { api, textOfError } from '../shell/api.ts';
import type { ListedUnit } from '../shell/api-types.ts';
import { useSearch } from '../shell/go.tsx';
import { useLanguage, useSay } from '../shell/language.tsx';
import { Menu } from '../shell/menu.tsx';
import { useReceipts } from '../shell/receipts.tsx';
import { useSession } from '../shell/session.tsx';
import { Trouble, Waiting } from '../shell/waiting.tsx';

type Deed = 'rename' | 'move' | 'merge';

export function UnitsPage() {
  const { say } = useLanguage();
  const { grant } = useSession();
  const [search, change] = useSearch();
  const [doing, setDoing] = useState<{ deed: Deed; unit: ListedUnit } | null>(null);
  const at = Number(search['unit']) || grant.unit.id;
  const place = useUnit(at);
  const below = useQuery({
    queryKey: ['units', 'below', at],
    queryFn: () => api.get<{ units: ListedUnit[] }>('/api/units', { parent: at }),
  });
  const above = (place.data?.ancestors ?? []).filter(
    (unit) => unit.path.startsWith(grant.unit.path) && unit.id !== at,
  );
  const begin = (deed: Deed, unit: ListedUnit) => () => setDoing({ deed, unit });
  return (
    <div className="page">
      <title>{say('Units · Taizhang', '机构 · 台账')}</title>
      <h1>{say('Units', '机构')}</h1>
      <p className="grey" style={{ marginBottom: 16, maxWidth: '68ch' }}>
        {say(
          'What changes here changes from a day on. Records and figures of the time before stay where they were counted.',
          '机构变动自生效日起；此前的记录和数据仍计在原单位。',
        )}
      </p>
      <div className="control-row">
        <UnitPicker
          value={at}
          width={260}
          label={say('Find a unit', '查找单位')}
          onChange={(unit) => change({ unit: unit ? String(unit) : undefined })}
        />
        {above.map((unit) => (
          <button
            key={unit.id}
            type="button"
            className="button quiet"
            onClick={() => change({ unit: String(unit.id) })}
          >
            {say(unit.name)}
          </button>
        ))}
      </div>
      {doing && (
        <ChangeForm key={`${doing.deed}${doing.unit.id}`} {...doing} done={() => setDoing(null)} />
      )}
      {below.isPending && <Waiting lines={8} />}
      {below.isError && <Trouble error={below.error} retry={() => void below.refetch()} />}
      {below.data && (
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col">{say('Code', '代码')}</th>
              <th scope="col">{say('Name', '名称')}</th>
              <th scope="col">{say('English name', '英文名称')}</th>
              <th scope="col">
                <span className="visually-hidden">{say('What can be done', '操作')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {below.data.units.map((unit) => (
              <tr key={unit.id}>
                <td className="digits">{unit.code}</td>
                <td lang="zh">
                  {unit.has_children === false ? (
                    unit.name.zh
                  ) : (
                    <button
                      type="button"
                      className="link-button"
                      onClick={() => change({ unit: String(unit.id) })}
                    >
                      {unit.name.zh}
                    </button>
                  )}
                </td>
                <td>{unit.name.en}</td>
                <td className="right">
                  <Menu
                    className="button quiet"
                    align="end"
                    button={say('Change', '变更')}
                    label={say(`Change ${unit.name.en}`, `变更${unit.name.zh}`)}
                    items={[
                      { key: 'rename', label: say('Rename', '更名'), act: begin('rename', unit) },
                      {
                        key: 'move',
                        label: say('Move under another unit', '划转'),
                        act: begin('move', unit),
                      },
                      {
                        key: 'merge',
                        label: say('Merge into another unit', '并入其他单位'),
                        act: begin('merge', unit),
                      },
                    ]}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {below.data?.units.length === 0 && (
        <p className="empty">{say('There is no unit below this one.', '没有下级单位。')}</p>
      )}
    </div>
  );
}

function ChangeForm({ deed, unit, done }: { deed: Deed; unit: ListedUnit; done: () => void }) {
  const say = useSay();
  const { today } = useSession();
  const queries = useQueryClient();
  const show = useReceipts();
  const [zh, setZh] = useState(unit.name.zh);
  const [en, setEn] = useState(unit.name.en);
  const [other, setOther] = useState<number | null>(null);
  const [day, setDay] = useState<string | null>(today);
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  const titles = {
    rename: say(`Rename ${unit.name.en}`, `${unit.name.zh}更名`),
    move: say(`Move ${unit.name.en}`, `${unit.name.zh}划转`),
    merge: say(`Merge ${unit.name.en} into another`, `${unit.name.zh}并入其他单位`),
  };
  const bodies = {
    rename: { unit_id: unit.id, name: zh, name_en: en, from_day: day },
    move: { unit_id: unit.id, parent_id: other, from_day: day, reason },
    merge: { from: [unit.id], into: other, on_day: day, reason },
  };
  return (
    <form
      className="form-column"
      style={{
        marginBottom: 24,
        padding: 20,
        border: '1px solid var(--ink)',
        background: 'var(--sheet)',
      }}
      onSubmit={(event) => {
        event.preventDefault();
        api.post(`/api/admin/units/${deed}`, bodies[deed]).then(() => {
          void queries.invalidateQueries();
          show({ said: { en: 'The change was written down.', zh: '已登记机构变更。' } });
          done();
        }, setProblem);
      }}
    >
      <h2 style={{ marginBottom: 12 }}>{titles[deed]}</h2>
      {deed === 'rename' ? (
        <>
          <label className="field">
            <span className="field-label">{say('New name', '新名称')}</span>
            <input
              className="input width-middle"
              lang="zh"
              required
              value={zh}
              onChange={(event) => setZh(event.target.value)}
            />
          </label>
          <label className="field">
            <span className="field-label">{say('English name', '英文名称')}</span>
            <input
              className="input width-middle"
              required
              value={en}
              onChange={(event) => setEn(event.target.value)}
            />
          </label>
        </>
      ) : (
        <>
          <div className="field">
            <span className="field-label">
              {deed === 'move' ? say('Under which unit', '划转到') : say('Into which unit', '并入')}
            </span>
            <UnitPicker value={other} onChange={setOther} label={say('Unit', '单位')} />
          </div>
          <label className="field">
            <span className="field-label">{say('Reason, or the document', '依据或文号')}</span>
            <input
              className="input width-middle"
              lang="zh"
              required
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </label>
        </>
      )}
      <div className="field">
        <span className="field-label">{say('From which day', '生效日期')}</span>
        <DayInput value={day} onChange={setDay} label={say('From which day', '生效日期')} />
      </div>
      {problem !== null && (
        <p className="field-error" role="alert" style={{ marginBottom: 12 }}>
          {say(textOfError(problem))}
        </p>
      )}
      <div className="button-row">
        <button
          type="submit"
          className="button primary"
          disabled={!day || (deed !== 'rename' && !other)}
        >
          {say('Write the change down', '登记变更')}
        </button>
        <button type="button" className="button" onClick={done}>
          {say('Leave it', '返回')}
        </button>
      </div>
    </form>
  );
}
