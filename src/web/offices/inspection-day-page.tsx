/**
 * The day on which somebody comes to look: the office's standing, its honours, and its committees with
 * what they were given for each item and the photographs that prove it. “How many are standardised, and
 * since when” is the first thing.
 */
import { useQuery } from '@tanstack/react-query';
import type { Text } from '#engine/text.ts';
import { api } from '../shell/api.ts';
import { GoLink, useSearch } from '../shell/go.tsx';
import { Icon } from '../shell/icon.tsx';
import { useLanguage } from '../shell/language.tsx';
import { printDay, printNumber } from '../shell/numbers.ts';
import { useSession } from '../shell/session.tsx';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import { WideTable } from '../shell/wide-table.tsx';
import type { InspectionDay, ShownCommittee } from './inspection-types.ts';
import { useOffices } from './use-offices.ts';
import './offices.css';

export function InspectionDayPage() {
  const { say } = useLanguage();
  const { grant } = useSession();
  const [search, change] = useSearch();
  const offices = useOffices();
  const own = offices.data?.find((one) => one.unit_id === grant.unit.id);
  const id = search['office'] ?? own?.id ?? (offices.data?.length === 1 ? offices.data[0]!.id : '');
  const day = useQuery({
    queryKey: ['records', 'office', 'inspection-day', id],
    queryFn: () => api.get<InspectionDay>(`/api/offices/${id}/inspection-day`),
    enabled: id !== '',
  });
  return (
    <div className="page inspection-page">
      <title>{say('Inspection day · Taizhang', '迎检 · 台账')}</title>
      <div className="page-head">
        <div>
          <h1>{day.data ? say(day.data.office.title) : say('Inspection day', '迎检')}</h1>
          <p className="grey">
            {say('For the day of an inspection', '迎检一页：达标、六有、台账')}
          </p>
        </div>
        <div className="button-row no-print">
          {(offices.data?.length ?? 0) > 1 && (
            <label className="inspection-choice">
              <span className="visually-hidden">{say('Judicial office', '司法所')}</span>
              <select
                className="input"
                value={id}
                onChange={(event) => change({ office: event.target.value, list: undefined })}
              >
                {id === '' && <option value="">{say('Choose an office', '选择司法所')}</option>}
                {offices.data!.map((one) => (
                  <option key={one.id} value={one.id}>
                    {say(one.title)}
                  </option>
                ))}
              </select>
            </label>
          )}
          <button type="button" className="button" onClick={() => window.print()}>
            <Icon name="print" /> {say('Print', '打印')}
          </button>
        </div>
      </div>
      {(offices.isPending || (id !== '' && day.isPending)) && <Waiting lines={10} />}
      {offices.isError && <Trouble error={offices.error} retry={() => void offices.refetch()} />}
      {day.isError && <Trouble error={day.error} retry={() => void day.refetch()} />}
      {offices.data && id === '' && (
        <p className="empty">
          {offices.data.length === 0
            ? say(
                'No judicial office is on record here yet. Set it up under “Judicial offices”.',
                '这里还没有司法所台账，请先在“司法所”中登记。',
              )
            : say('Choose an office above.', '请在上方选择司法所。')}
        </p>
      )}
      {day.data && <Sheet day={day.data} />}
    </div>
  );
}

function Sheet({ day }: { day: InspectionDay }) {
  const { say, language } = useLanguage();
  const [search, change] = useSearch();
  const { office, committees, honours, findings, years } = day;
  const standing = committees.filter((one) => one.stands);
  const since = standing.map((one) => one.since!).toSorted();
  const open = search['list'] === 'standing';
  const latest = office.standing[0];
  return (
    <>
      <section className="inspection-answer" aria-label={say('Standing', '达标情况')}>
        <p className="inspection-number">
          <button
            type="button"
            className="figure"
            aria-expanded={open}
            onClick={() => change({ list: open ? undefined : 'standing' }, { replace: true })}
          >
            {say(
              `${standing.length} of ${committees.length} committees are standardised`,
              `规范化调委会${standing.length}个，共${committees.length}个`,
            )}
          </button>
        </p>
        <p className="grey">
          {since.length > 0
            ? say(
                `confirmed between ${printDay(since[0], 'en')} and ${printDay(since.at(-1), 'en')}; press the number for each`,
                `认定于${printDay(since[0], 'zh')}至${printDay(since.at(-1), 'zh')}，点数字看每个的日期`,
              )
            : say('none has been confirmed yet', '尚无认定')}
        </p>
        {open && <SinceTable committees={standing} />}
      </section>

      <div className="inspection-columns">
        <section aria-labelledby="office-heading">
          <h2 id="office-heading">{say('The office', '司法所')}</h2>
          <dl className="inspection-facts">
            <Fact
              label={say('Standard', '规范化')}
              value={
                <>
                  <span className={`state ${office.stands ? 'done' : 'refused'}`}>
                    {office.stands ? say('meets it', '达标') : say('does not meet it', '未达标')}
                  </span>
                  {latest && (
                    <>
                      {' '}
                      <span className="no-wrap">{`${printDay(latest.from_day, language)} –`}</span>{' '}
                      <span className="no-wrap">{printDay(latest.until_day, language)}</span>
                    </>
                  )}
                </>
              }
            />
            <Fact
              label={say('People', '在岗人数')}
              value={say(`${office.staff_now}`, `${office.staff_now}人`)}
            />
            <Fact
              label={say('Floor area', '用房面积')}
              value={say(`${office.area_m2} m²`, `${office.area_m2}平方米`)}
            />
            <Fact
              label={say('Honours', '荣誉')}
              value={
                honours.length === 0 ? (
                  say('none valid', '无有效荣誉')
                ) : (
                  <ul>
                    {honours.map((one) => (
                      <li key={one.id}>
                        <GoLink to={`/records/honour/${one.id}`}>{say(one.title)}</GoLink>{' '}
                        <span className="grey small no-wrap">
                          {printDay(one.named_on, language)}
                        </span>
                      </li>
                    ))}
                  </ul>
                )
              }
            />
          </dl>
          <p className="no-print">
            <GoLink to={`/records/office/${office.id}`}>
              {say('The whole office', '司法所台账')}
            </GoLink>
          </p>
        </section>
        <section aria-labelledby="findings-heading">
          <h2 id="findings-heading">{say('Still to be put right', '未整改问题')}</h2>
          {findings.length === 0 ? (
            <p className="grey">
              {say('Nothing is open from earlier inspections.', '以往检查没有未整改的问题。')}
            </p>
          ) : (
            <ul className="inspection-findings">
              {findings.map((one, i) => (
                <li key={i}>
                  <GoLink to={`/records/inspection/${one.inspection}`}>
                    <span lang="zh">{one.what}</span>
                  </GoLink>{' '}
                  <span
                    className={`no-wrap ${one.due_on < day.today ? 'overdue small' : 'grey small'}`}
                  >
                    {`${say('by', '限')} ${printDay(one.due_on, language)}`}
                  </span>
                </li>
              ))}
            </ul>
          )}
          <h2>{say('The book of the year', '年度台账')}</h2>
          <ul className="inspection-years">
            {years.map((year) => (
              <li key={year}>
                <GoLink
                  className="button"
                  to="/inspection-day/book"
                  search={{ office: office.id, year: String(year) }}
                >
                  <Icon name="print" /> {year}
                </GoLink>
              </li>
            ))}
            {years.length === 0 && (
              <li className="empty">{say('No dispute is on record.', '尚无纠纷登记。')}</li>
            )}
          </ul>
        </section>
      </div>

      <section aria-labelledby="haves-heading">
        <h2 id="haves-heading">{say('Six haves, four implementations', '六有四落实')}</h2>
        <WideTable label={say('Committees', '调委会')}>
          <HavesTable committees={committees} />
        </WideTable>
      </section>
    </>
  );
}

function Fact({ label, value }: { label: string; value: React.ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function SinceTable({ committees }: { committees: readonly ShownCommittee[] }) {
  const { say, language } = useLanguage();
  const sorted = committees.toSorted((a, b) => (a.since! < b.since! ? -1 : 1));
  return (
    <table className="ledger inspection-since">
      <thead>
        <tr>
          <th scope="col">{say('Committee', '调委会')}</th>
          <th scope="col">{say('Since', '认定日期')}</th>
          <th scope="col">{say('Until', '有效期至')}</th>
        </tr>
      </thead>
      <tbody>
        {sorted.map((one) => (
          <tr key={one.id}>
            <td>
              <GoLink to={`/records/committee/${one.id}`}>{say(one.title)}</GoLink>
            </td>
            <td className="no-wrap">{printDay(one.since, language)}</td>
            <td className="no-wrap">{printDay(one.until, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Its head is the standard by which the first was judged: where two versions meet, the codes tell them apart. */
function HavesTable({ committees }: { committees: readonly ShownCommittee[] }) {
  const { say } = useLanguage();
  const head = committees.find((one) => one.items.length > 0)?.items ?? [];
  const short = (text: Text): Text => ({
    en: text.en.split(':')[0] ?? text.en,
    zh: text.zh.split('：')[0] ?? text.zh,
  });
  return (
    <table className="ledger haves-table">
      <thead>
        <tr>
          <th scope="col">{say('Committee', '调委会')}</th>
          {head.map((item) => (
            <th key={item.code} scope="col" className="haves-head">
              <span className="digits grey">{item.code}</span> {say(short(item.item))}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {committees.map((one) => (
          <tr key={one.id}>
            <th scope="row" className="haves-name">
              <GoLink to={`/records/committee/${one.id}`}>{say(one.title)}</GoLink>
              {!one.stands && (
                <span className="state ended small">
                  {one.until
                    ? say(`ran out on ${printDay(one.until, 'en')}`, `${one.until}到期`)
                    : say('not standardised', '未达标')}
                </span>
              )}
            </th>
            {one.items.length === 0 && head.length > 0 && (
              <td colSpan={head.length} className="grey">
                {say('Not assessed yet.', '尚未考评。')}
              </td>
            )}
            {one.items.map((item) => (
              <td key={item.code} className="haves-cell">
                <span className="digits">
                  {item.score === null ? '–' : `${printNumber(item.score)}/${item.points}`}
                </span>
                {item.photos.map((photo) => (
                  <a
                    key={photo.id}
                    href={`/api/attachments/${photo.id}`}
                    target="_blank"
                    rel="noreferrer"
                  >
                    <img
                      src={`/api/attachments/${photo.id}`}
                      alt={say(
                        `Photo: ${item.item.en}, ${one.title.en}`,
                        `照片：${item.item.zh}，${one.title.zh}`,
                      )}
                      loading="lazy"
                    />
                  </a>
                ))}
                {item.by_register ? (
                  <span className="grey small">{say('register', '台账')}</span>
                ) : (
                  item.photos.length === 0 &&
                  one.assessment && (
                    <GoLink
                      className="small no-print"
                      to={`/records/assessment/${one.assessment}`}
                      title={say(`Add a photo: ${item.item.en}`, `补照片：${item.item.zh}`)}
                    >
                      {say('add photo', '补照片')}
                    </GoLink>
                  )
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
