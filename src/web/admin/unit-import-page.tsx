/** Bringing in a city's divisions: a CSV looked at first, then stored with its progress; every bad row with its reason. */
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Issue } from '#engine/problem.ts';
import { DayInput } from '../fields/day-input.tsx';
import { api } from '../shell/api.ts';
import { GoLink } from '../shell/go.tsx';
import { Icon } from '../shell/icon.tsx';
import { useLanguage, useSay } from '../shell/language.tsx';
import { newId } from '../shell/new-id.ts';
import { useSession } from '../shell/session.tsx';
import './admin.css';
import { FormError, useDeed } from './parts.tsx';

type Result = {
  readonly rows: number;
  readonly added: number;
  readonly unchanged: number;
  readonly bad: readonly { readonly row: number; readonly issues: readonly Issue[] }[];
};

export function UnitImportPage() {
  const { say } = useLanguage();
  const { today } = useSession();
  const act = useDeed('units');
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<{ name: string; csv: string } | null>(null);
  const [from_day, setFromDay] = useState<string | null>(today);
  const [looked, setLooked] = useState<Result | null>(null);
  const [stored, setStored] = useState<Result | null>(null);
  const [running, setRunning] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);

  const choose = async (chosen: File | undefined) => {
    if (!chosen) return;
    setFile({ name: chosen.name, csv: await chosen.text() });
    setLooked(null);
    setStored(null);
    setProblem(null);
  };
  const run = async (check: boolean) => {
    const import_id = newId();
    setRunning(import_id);
    const body = { csv: file!.csv, from_day, check, import_id };
    const error = await act(
      api.post<Result>('/api/admin/units/import', body),
      (result) =>
        check
          ? { en: `${result.rows} rows were looked at.`, zh: `已核对${result.rows}行。` }
          : { en: `${result.added} units were brought in.`, zh: `已导入${result.added}个单位。` },
      check ? setLooked : setStored,
    );
    setRunning(null);
    setProblem(error);
  };
  const result = stored ?? looked;
  return (
    <div className="page">
      <title>{say('Bring in divisions · Taizhang', '导入行政区划 · 台账')}</title>
      <h1>{say('Bring in divisions', '导入行政区划')}</h1>
      <p className="grey" style={{ marginBottom: 16, maxWidth: '68ch' }}>
        {say('A CSV file with the columns ', 'CSV文件，列名为 ')}
        <code>code, name, parent_code, level (city, county, township, village)</code>
        {say(
          ', as the Bureau of Statistics publishes them. What is known stays as it is; rows without fault are kept.',
          '，与国家统计局区划代码一致。已登记的单位保持不变，无误的行导入。',
        )}{' '}
        <GoLink to="/admin/units">{say('Back to the units', '返回机构')}</GoLink>
      </p>
      <div className="form-column">
        <div className="field">
          <span className="field-label">{say('File', '文件')}</span>
          <input
            ref={input}
            type="file"
            accept=".csv,text/csv"
            className="visually-hidden"
            aria-label={say('File', '文件')}
            onChange={(event) => void choose(event.target.files?.[0])}
          />
          <button type="button" className="button" onClick={() => input.current?.click()}>
            <Icon name="upload" /> {file ? file.name : say('Choose a CSV file', '选择CSV文件')}
          </button>
        </div>
        <div className="field">
          <span className="field-label">{say('There from', '自何日起设立')}</span>
          <DayInput
            value={from_day}
            onChange={setFromDay}
            label={say('There from', '自何日起设立')}
          />
        </div>
        <FormError error={problem} />
        <div className="button-row">
          <button
            type="button"
            className={looked ? 'button' : 'button primary'}
            disabled={!file || !from_day || running !== null}
            onClick={() => void run(true)}
          >
            {say('Look at it first', '先核对')}
          </button>
          {looked && !stored && (
            <button
              type="button"
              className="button primary"
              disabled={running !== null || looked.added === 0}
              onClick={() => void run(false)}
            >
              {say(`Bring in ${looked.added} units`, `导入${looked.added}个单位`)}
            </button>
          )}
        </div>
      </div>
      {running && <Progress key={running} id={running} />}
      {result && <Outcome result={result} stored={stored !== null} />}
    </div>
  );
}

function Progress({ id }: { id: string }) {
  const say = useSay();
  const { data } = useQuery({
    queryKey: ['unit-import', id],
    queryFn: () => api.get<{ stored: number; of: number }>(`/api/admin/units/imports/${id}`),
    refetchInterval: 500,
    retry: false,
  });
  const share = data && data.of > 0 ? (data.stored / data.of) * 100 : 0;
  return (
    <div style={{ marginTop: 20 }} role="status">
      <p>
        {data && data.of > 0
          ? say(`${data.stored} of ${data.of} stored`, `已导入${data.stored}／${data.of}`)
          : say('The file is being read…', '正在读取文件…')}
      </p>
      <div className="progress" aria-hidden="true">
        <i style={{ width: `${share}%` }} />
      </div>
    </div>
  );
}

/** More bad rows than anybody reads are a broken file. */
const shownMax = 200;

function Outcome({ result, stored }: { result: Result; stored: boolean }) {
  const say = useSay();
  const bad = result.bad.filter((row) => row.issues.some((issue) => !issue.warning)).length;
  const left = result.bad.length - bad;
  return (
    <section style={{ marginTop: 24 }}>
      <h2>{stored ? say('Brought in', '导入结果') : say('What the file holds', '核对结果')}</h2>
      <p style={{ margin: '6px 0 12px' }}>
        {say(
          `${result.rows} rows: ${result.added} ${stored ? 'added' : 'new'}, ${result.unchanged} known already, ${left} known under another name or place and left alone, ${bad} with a fault.`,
          `共${result.rows}行：${stored ? '已新增' : '可新增'}${result.added}个，已有${result.unchanged}个，名称或隶属不同而未改动${left}个，有误${bad}行。`,
        )}
      </p>
      {result.bad.length > 0 && (
        <table className="ledger form-column">
          <thead>
            <tr>
              <th scope="col" className="number">
                {say('Row', '行')}
              </th>
              <th scope="col">{say('What about it', '问题')}</th>
            </tr>
          </thead>
          <tbody>
            {result.bad.slice(0, shownMax).map(({ row, issues }) => (
              <tr key={row}>
                <td className="number">{row}</td>
                <td>
                  {issues.map((issue) => (
                    <div key={issue.message.en} className={issue.warning ? 'due-soon' : 'overdue'}>
                      {say(issue.message)}
                    </div>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {result.bad.length > shownMax && (
        <p className="grey">
          {say(
            `and ${result.bad.length - shownMax} more rows`,
            `另有${result.bad.length - shownMax}行`,
          )}
        </p>
      )}
    </section>
  );
}
