/** The units, one level at a time and as of any day: what is below, what happened, what can be done. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Text } from '#engine/text.ts';
import { DayInput } from '../fields/day-input.tsx';
import { UnitPicker } from '../fields/unit-picker.tsx';
import { api } from '../shell/api.ts';
import type { ListedUnit } from '../shell/api-types.ts';
import { GoLink, useSearch } from '../shell/go.tsx';
import { useLanguage } from '../shell/language.tsx';
import { Menu } from '../shell/menu.tsx';
import { printDay } from '../shell/numbers.ts';
import { useSession } from '../shell/session.tsx';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import './admin.css';
import { UnitPath } from './parts.tsx';
import { UnitChange, unitDeeds } from './unit-change.tsx';
import type { UnitDeed } from './unit-change.tsx';
import { UnitDetail } from './unit-detail.tsx';
import type { UnitPast } from './unit-detail.tsx';

export const unitKindNames: Readonly<Record<string, Text>> = {
  city: { en: 'City', zh: '市' },
  county: { en: 'County or district', zh: '县（区）' },
  township: { en: 'Township or subdistrict', zh: '乡镇（街道）' },
  village: { en: 'Village', zh: '村' },
  community: { en: 'Community', zh: '社区' },
  body: { en: 'Body, no division', zh: '非区划单位' },
};

export function UnitsPage() {
  const { say, language } = useLanguage();
  const { grant, today } = useSession();
  const [search, change] = useSearch();
  const [doing, setDoing] = useState<{ deed: UnitDeed; unit: ListedUnit } | null>(null);
  const at = Number(search['unit']) || grant.unit.id;
  const on = search['on'] && search['on'] !== today ? search['on'] : undefined;
  const place = useQuery({
    queryKey: ['units', 'past', at],
    queryFn: () => api.get<UnitPast>(`/api/units/${at}`),
  });
  const below = useQuery({
    queryKey: ['units', 'below', at, on],
    queryFn: () =>
      api.get<{ units: ListedUnit[]; more?: boolean }>('/api/units', { parent: at, on }),
  });
  const go = (unit: number | null) => {
    setDoing(null);
    change({ unit: unit ? String(unit) : undefined });
  };
  const above = (place.data?.ancestors ?? []).filter((unit) =>
    unit.path.startsWith(grant.unit.path),
  );
  const begin = (deed: UnitDeed, unit: ListedUnit) => setDoing({ deed, unit });
  const items = (unit: ListedUnit) =>
    unitDeeds
      .filter(({ deed }) => unit.parent_id !== null || deed === 'add' || deed === 'rename')
      .map(({ deed, label }) => ({ key: deed, label: say(label), act: () => begin(deed, unit) }));
  return (
    <div className="page">
      <title>{say('Units · Taizhang', '机构 · 台账')}</title>
      <div className="page-head">
        <div>
          <h1>{say('Units', '机构')}</h1>
          <p className="about">
            {say(
              'What changes here changes from a day on. Records and figures of the time before stay where they were counted.',
              '机构变动自生效日起；此前的记录和数据仍计在原单位。',
            )}
          </p>
        </div>
        <GoLink to="/admin/units/import" className="button">
          {say('Bring in divisions', '导入行政区划')}
        </GoLink>
      </div>
      <div className="control-row">
        <UnitPicker value={at} width={240} label={say('Find a unit', '查找单位')} onChange={go} />
        <span className="spacer" />
        <div className="units-on">
          <span className="no-wrap">{say('As it stood on', '查看时点')}</span>
          <DayInput
            value={on ?? null}
            label={say('As it stood on', '查看时点')}
            onChange={(day) => change({ on: day ?? undefined })}
          />
        </div>
        {on && (
          <button type="button" className="button" onClick={() => change({ on: undefined })}>
            {say('Back to now', '回到现在')}
          </button>
        )}
      </div>
      {on && (
        <p className="notice care" style={{ marginBottom: 16 }}>
          {say(
            `The level below as it stood on ${printDay(on, language)}, under the names of that day.`,
            `以下为${on}的下级单位及当日名称。`,
          )}
        </p>
      )}
      {doing && (
        <UnitChange key={`${doing.deed}${doing.unit.id}`} {...doing} done={() => setDoing(null)} />
      )}
      {place.data && <UnitPath above={above} unit={place.data.unit} go={go} />}
      <div className="admin-columns">
        <section aria-label={say('Below it', '下级单位')}>
          {below.isPending && <Waiting lines={8} />}
          {below.isError && <Trouble error={below.error} retry={() => void below.refetch()} />}
          {below.data && below.data.units.length > 0 && (
            <table className="ledger">
              <thead>
                <tr>
                  <th scope="col">{say('Name', '名称')}</th>
                  <th scope="col">{say('Kind', '类别')}</th>
                  <th scope="col" className="not-on-telephone">
                    {say('Code', '代码')}
                  </th>
                  <th scope="col">
                    <span className="visually-hidden">{say('What can be done', '操作')}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {below.data.units.map((unit) => (
                  <tr key={unit.id}>
                    <td>
                      <button type="button" className="link-button" onClick={() => go(unit.id)}>
                        {say(unit.name)}
                      </button>
                    </td>
                    <td className="grey">{say(unitKindNames[unit.kind])}</td>
                    <td className="digits grey not-on-telephone" translate="no">
                      {unit.code}
                    </td>
                    <td className="right">
                      {!on && (
                        <Menu
                          className="button quiet"
                          align="end"
                          button={say('Change', '变更')}
                          label={say(`Change ${unit.name.en}`, `变更：${unit.name.zh}`)}
                          items={items(unit)}
                        />
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {below.data?.more && (
            <p className="grey" style={{ marginTop: 12 }}>
              {say(
                'The level goes on. Type the name or code of the unit to find it.',
                '下级单位较多，未全部列出；请输入名称或代码查找。',
              )}
            </p>
          )}
          {below.data?.units.length === 0 && (
            <p className="empty">{say('There is no unit below this one.', '没有下级单位。')}</p>
          )}
        </section>
        {place.data && (
          <UnitDetail past={place.data} items={items(place.data.unit)} kindNames={unitKindNames} />
        )}
      </div>
    </div>
  );
}
