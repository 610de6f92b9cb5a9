/** Bringing in a book: a file or a paste from Excel, checked first, good rows kept, every bad row with its reason. */
import { useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { Field } from '#engine/field.ts';
import type { Issue } from '#engine/problem.ts';
import type { AnyRecordType } from '#engine/record.ts';
import { book } from '#lines/index.ts';
import { saveFile } from '../shell/clipboard.ts';
import { toCsv } from '../figures/figure-words.ts';
import { api } from '../shell/api.ts';
import { NoSuchPage } from '../shell/error-page.tsx';
import { GoLink } from '../shell/go.tsx';
import { Icon } from '../shell/icon.tsx';
import { useLanguage } from '../shell/language.tsx';
import { useReceipts } from '../shell/receipts.tsx';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import { readPaste } from './paste.ts';

type Imported = {
  readonly import_id: string;
  readonly rows: number;
  readonly good: number;
  readonly bad: readonly { readonly row: number; readonly issues: readonly Issue[] }[];
  readonly columns: readonly { readonly heading: string; readonly field: string | null }[];
};

type Source = { readonly file: File } | { readonly rows: readonly (readonly string[])[] };

export function ImportPage() {
  const { type: name } = useParams({ strict: false }) as { type: string };
  const type = book.findRecord(name);
  return type ? <Import key={name} type={type} /> : <NoSuchPage />;
}

function Import({ type }: { type: AnyRecordType }) {
  const { say, language } = useLanguage();
  const show = useReceipts();
  const queries = useQueryClient();
  const [source, setSource] = useState<Source | null>(null);
  const [pasted, setPasted] = useState('');
  const [checked, setChecked] = useState<Imported | null>(null);
  const [kept, setKept] = useState<Imported | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const fileInput = useRef<HTMLInputElement>(null);

  const run = async (from: Source, check: boolean) => {
    setBusy(true);
    setProblem(null);
    try {
      const body = 'file' in from ? withFile(from.file) : { rows: from.rows };
      const answer = await api.post<Imported>(
        `/api/import/${type.name}`,
        body,
        check ? { check: 1 } : {},
      );
      if (check) setChecked(answer);
      else {
        setKept(answer);
        void queries.invalidateQueries();
      }
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const choose = (from: Source) => {
    setSource(from);
    setChecked(null);
    setKept(null);
    void run(from, true);
  };
  const undo = async () => {
    try {
      await api.delete(`/api/import/${kept!.import_id}`);
      show({ said: { en: 'The import was taken back.', zh: '已撤销本次导入。' } });
      setKept(null);
      setChecked(null);
      void queries.invalidateQueries();
    } catch (error) {
      setProblem(error);
    }
  };
  const headings = type.form
    .flatMap((group) => group.fields)
    .map((field) => type.fields[field] as Field | undefined)
    .filter((field): field is Field => field !== undefined && !field.computed)
    .map((field) => field.label[language]);

  return (
    <div className="page">
      <title>
        {say({ en: `Bring in: ${type.plural.en} · Taizhang`, zh: `导入${type.plural.zh} · 台账` })}
      </title>
      <p className="grey small">
        <GoLink to={`/records/${type.name}`}>{say(type.plural)}</GoLink>
      </p>
      <h1>{say(`Bring in: ${type.plural.en.toLowerCase()}`, `导入${type.plural.zh}`)}</h1>
      <p className="grey" style={{ margin: '4px 0 20px', maxWidth: '68ch' }}>
        {say(
          'The first row holds the headings, in Chinese or English. Everything is checked before anything is kept; good rows are kept, bad ones come back with their reasons.',
          '第一行为表头，中英文均可。先检查再导入：合格的行导入，不合格的行列出原因。',
        )}
      </p>
      <div className="button-row" style={{ marginBottom: 16 }}>
        <button type="button" className="button primary" onClick={() => fileInput.current?.click()}>
          <Icon name="upload" /> {say('Choose a file (Excel or CSV)', '选择文件（Excel或CSV）')}
        </button>
        <input
          ref={fileInput}
          type="file"
          hidden
          accept=".xlsx,.csv"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) choose({ file });
            event.target.value = '';
          }}
        />
        <button
          type="button"
          className="button"
          onClick={() =>
            saveFile(`${say(type.plural)}.csv`, toCsv([headings]), 'text/csv;charset=utf-8')
          }
        >
          <Icon name="download" /> {say('An empty sheet with the headings', '下载空白表头')}
        </button>
      </div>
      <form
        className="form-column"
        onSubmit={(event) => {
          event.preventDefault();
          const rows = readPaste(pasted);
          if (rows.length > 0) choose({ rows });
        }}
      >
        <label className="field">
          <span className="field-label">
            {say('Or paste cells from Excel or WPS', '或从Excel、WPS复制单元格后粘贴')}
          </span>
          <textarea
            className="input"
            rows={5}
            lang="zh"
            value={pasted}
            onChange={(event) => setPasted(event.target.value)}
          />
        </label>
        <button type="submit" className="button" disabled={pasted.trim() === ''}>
          {say('Check what was pasted', '检查粘贴内容')}
        </button>
      </form>
      {problem !== null && (
        <div style={{ marginTop: 20 }}>
          <Trouble error={problem} />
        </div>
      )}
      {busy && <Waiting />}
      {kept ? (
        <section className="notice" style={{ marginTop: 24 }} role="status">
          <p>
            <b>{say(`${kept.good} rows were brought in.`, `已导入${kept.good}行。`)}</b>
            {kept.bad.length > 0 &&
              ` ${say(`${kept.bad.length} were left out.`, `${kept.bad.length}行未导入。`)}`}
          </p>
          <div className="button-row" style={{ marginTop: 8 }}>
            <GoLink className="button" to={`/records/${type.name}`}>
              {say('To the register', '查看台账')}
            </GoLink>
            <button type="button" className="button" onClick={() => void undo()}>
              {say('Take the import back', '撤销导入')}
            </button>
          </div>
        </section>
      ) : (
        checked &&
        source && (
          <Checked
            checked={checked}
            type={type}
            busy={busy}
            bring={() => void run(source, false)}
          />
        )
      )}
    </div>
  );
}

function withFile(file: File): FormData {
  const body = new FormData();
  body.append('file', file);
  return body;
}

type CheckedProps = {
  readonly checked: Imported;
  readonly type: AnyRecordType;
  readonly busy: boolean;
  readonly bring: () => void;
};

function Checked({ checked, type, busy, bring }: CheckedProps) {
  const { say } = useLanguage();
  const unknown = checked.columns.filter((column) => !column.field);
  return (
    <section style={{ marginTop: 28 }} aria-labelledby="checked-heading">
      <h2 id="checked-heading">
        {say(
          `${checked.rows} rows read: ${checked.good} good, ${checked.bad.length} not`,
          `读到${checked.rows}行：合格${checked.good}行，不合格${checked.bad.length}行`,
        )}
      </h2>
      <p className="grey">
        {checked.columns
          .filter((column) => column.field)
          .map(
            (column) =>
              `${column.heading} → ${say((type.fields[column.field!.split('.')[0]!] ?? type.children[column.field!.split('.')[0]!])?.label) || column.field}`,
          )
          .join('; ')}
      </p>
      {unknown.length > 0 && (
        <p className="field-warning">
          {say(
            `Not understood and left out: ${unknown.map((column) => column.heading).join(', ')}`,
            `未识别、不导入的列：${unknown.map((column) => column.heading).join('、')}`,
          )}
        </p>
      )}
      <p style={{ marginBlock: 12 }}>
        <button
          type="button"
          className="button primary"
          disabled={busy || checked.good === 0}
          onClick={bring}
        >
          {say(`Bring in ${checked.good} good rows`, `导入合格的${checked.good}行`)}
        </button>
      </p>
      {checked.bad.length > 0 && (
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col">{say('Row', '行')}</th>
              <th scope="col">{say('What is wrong', '问题')}</th>
            </tr>
          </thead>
          <tbody>
            {checked.bad.map((bad) => (
              <tr key={bad.row}>
                <td className="digits">{bad.row}</td>
                <td>
                  {bad.issues.map((issue, i) => (
                    <p key={i}>{say(issue.message)}</p>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
