/** The latest imports of a register, and taking one back: its records stop counting, those worked on since stay. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { AnyRecordType } from '#engine/record.ts';
import { api } from '../shell/api.ts';
import { GoLink } from '../shell/go.tsx';
import { useLanguage, useSay } from '../shell/language.tsx';
import { printInstant } from '../shell/numbers.ts';
import { useReceipts } from '../shell/receipts.tsx';
import { useSession } from '../shell/session.tsx';
import { Trouble } from '../shell/waiting.tsx';
import type { ListedImport, Undone } from './import-types.ts';

export function EarlierImports({ type }: { type: AnyRecordType }) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  const { data } = useQuery({
    queryKey: ['imports', type.name],
    queryFn: () => api.get<{ imports: ListedImport[] }>(`/api/import/${type.name}`),
  });
  if (!data || data.imports.length === 0) return null;
  return (
    <section style={{ marginTop: 36 }} aria-labelledby="earlier-imports">
      <h2 id="earlier-imports">{say('Brought in before', '导入记录')}</h2>
      <div className="import-scroll">
        <table className="ledger import-earlier">
          <thead>
            <tr>
              <th scope="col">{say('When', '时间')}</th>
              <th scope="col">{say('Who', '导入人')}</th>
              <th scope="col">{say('File', '文件')}</th>
              <th scope="col" className="number">
                {say('Rows', '行数')}
              </th>
              <th scope="col" className="number">
                {say('Brought in', '导入')}
              </th>
              <th scope="col">
                <span className="visually-hidden">{say('Take back', '撤销')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.imports.map((one) => (
              <tr key={one.id}>
                <td className="no-wrap">{printInstant(one.at, language, today)}</td>
                <td className="no-wrap">{one.person}</td>
                <td>{one.file_name ?? say('Pasted', '粘贴')}</td>
                <td className="number">{one.rows}</td>
                <td className="number">{one.good}</td>
                <td>
                  {one.undone_at && <span className="grey">{say('Taken back', '已撤销')}</span>}
                  {one.may_undo && <UndoImport id={one.id} records={one.good} type={type} />}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

type UndoProps = {
  readonly id: string;
  readonly records: number;
  readonly type: AnyRecordType;
  readonly done?: () => void;
};

/** Asked once more, because it touches many records at a time. */
export function UndoImport({ id, records, type, done }: UndoProps) {
  const say = useSay();
  const show = useReceipts();
  const queries = useQueryClient();
  const [asks, setAsks] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [undone, setUndone] = useState<Undone | null>(null);
  const confirm = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (asks) confirm.current?.focus();
  }, [asks]);
  const undo = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const answer = await api.delete<Undone>(`/api/import/${id}`);
      show({
        said: {
          en: `${answer.taken_back} records were taken back.`,
          zh: `已撤销${answer.taken_back}条记录。`,
        },
      });
      setUndone(answer);
      void queries.invalidateQueries();
      if (answer.stay.length === 0) done?.();
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
    setAsks(false);
  };
  if (problem !== null) return <Trouble error={problem} retry={() => setProblem(null)} />;
  if (undone && undone.stay.length > 0) return <WhatStays type={type} undone={undone} />;
  if (!asks)
    return (
      <button type="button" className="button" onClick={() => setAsks(true)}>
        {say('Take back', '撤销导入')}
      </button>
    );
  return (
    <span className="button-row">
      <span>
        {say(`${records} records will stop counting.`, `${records}条记录将不再计入台账和统计。`)}
      </span>
      <button
        type="button"
        className="button danger"
        disabled={busy}
        ref={confirm}
        onClick={() => void undo()}
      >
        {busy ? say('Taking back …', '正在撤销…') : say('Take back', '确认撤销')}
      </button>
      <button type="button" className="button quiet" disabled={busy} onClick={() => setAsks(false)}>
        {say('Keep', '取消')}
      </button>
    </span>
  );
}

function WhatStays({ type, undone }: { type: AnyRecordType; undone: Undone }) {
  const say = useSay();
  return (
    <div>
      <p>
        {say(
          `${undone.taken_back} were taken back. These stay:`,
          `已撤销${undone.taken_back}条，以下记录保留：`,
        )}
      </p>
      <ul className="import-stay">
        {undone.stay.slice(0, 50).map((one) => (
          <li key={one.id}>
            <GoLink to={`/records/${type.name}/${one.id}`}>{say(one.title)}</GoLink>{' '}
            <span className="grey">{say(one.why)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
