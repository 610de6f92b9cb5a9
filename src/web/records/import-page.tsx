/** Bringing in a book: a file or a paste from Excel, checked first, good rows kept, every bad row with its reason. */
import { useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { AnyRecordType } from '#engine/record.ts';
import { book } from '#lines/index.ts';
import { UnitPicker } from '../fields/unit-picker.tsx';
import { address, api } from '../shell/api.ts';
import { NoSuchPage } from '../shell/error-page.tsx';
import { FileLink } from '../shell/file-link.tsx';
import { GoLink } from '../shell/go.tsx';
import { Icon } from '../shell/icon.tsx';
import { useLanguage, useSay } from '../shell/language.tsx';
import { newActionsOf } from '../shell/menu-of-lines.ts';
import { useFar } from '../shell/how-far.ts';
import { newId } from '../shell/new-id.ts';
import { useSession } from '../shell/session.tsx';
import { Trouble } from '../shell/waiting.tsx';
import { EarlierImports, UndoImport } from './earlier-imports.tsx';
import { CheckedImport } from './import-result.tsx';
import { bodyOf } from './import-types.ts';
import type { Imported, Source } from './import-types.ts';
import './import.css';
import { readPaste } from './paste.ts';

export function ImportPage() {
  const { type: name } = useParams({ strict: false }) as { type: string };
  const type = book.findRecord(name);
  const { grant } = useSession();
  if (!type || newActionsOf(type, grant.role).length === 0) return <NoSuchPage />;
  return <Import key={name} type={type} />;
}

function Import({ type }: { type: AnyRecordType }) {
  const { say, language } = useLanguage();
  const { grant } = useSession();
  const queries = useQueryClient();
  const [unit, setUnit] = useState(grant.unit.id);
  const [source, setSource] = useState<Source | null>(null);
  const [pasted, setPasted] = useState('');
  const [checked, setChecked] = useState<Imported | null>(null);
  const [kept, setKept] = useState<Imported | null>(null);
  const [running, setRunning] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [over, setOver] = useState(false);
  const fileInput = useRef<HTMLInputElement>(null);

  const run = async (from: Source, at: number, check: boolean) => {
    const progress = newId();
    setRunning(progress);
    setProblem(null);
    try {
      const params = { unit: at, progress, ...(check ? { check: 1 } : {}) };
      const answer = await api.post<Imported>(`/api/import/${type.name}`, bodyOf(from), params);
      if (check) setChecked(answer);
      else {
        setKept(answer);
        void queries.invalidateQueries();
      }
    } catch (error) {
      setProblem(error);
    } finally {
      setRunning(null);
    }
  };
  const choose = (from: Source, at = unit) => {
    setSource(from);
    setChecked(null);
    setKept(null);
    void run(from, at, true);
  };
  const take = (file: File | undefined) => {
    if (file) choose({ file });
  };
  const busy = running !== null;

  return (
    <div className="page">
      <title>
        {say({ en: `Bring in: ${type.plural.en} · Taizhang`, zh: `导入${type.plural.zh} · 台账` })}
      </title>
      <p className="grey small">
        <GoLink to={`/records/${type.name}`}>{say(type.plural)}</GoLink>
      </p>
      <h1>{say(`Bring in: ${type.plural.en.toLowerCase()}`, `导入${type.plural.zh}`)}</h1>
      <p className="grey" style={{ margin: '4px 0 16px', maxWidth: '68ch' }}>
        {say(
          'From Excel, WPS or CSV, headings in Chinese or English. Everything is checked before anything is kept: good rows come in, bad ones come back with their reasons.',
          '支持Excel、WPS和CSV，表头中英文均可。先检查、后导入：合格的行导入，不合格的行列明原因，可修改后再次导入。',
        )}
      </p>
      {grant.unit.kind !== 'village' && (
        <div className="field form-column">
          <label className="field-label" htmlFor="import-unit">
            {say('Rows without a unit or committee belong to', '未写明单位和调委会的行归入')}
          </label>
          <UnitPicker
            id="import-unit"
            value={unit}
            onChange={(next) => {
              const at = next ?? grant.unit.id;
              setUnit(at);
              if (source && !kept) choose(source, at);
            }}
          />
        </div>
      )}
      <div className="import-ways">
        <div
          className={`import-way drop${over ? ' over' : ''}`}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            if (!busy) take(event.dataTransfer.files[0]);
          }}
        >
          <p className="field-label">{say('A file', '上传文件')}</p>
          <div className="button-row">
            <button
              type="button"
              className="button"
              disabled={busy}
              onClick={() => fileInput.current?.click()}
            >
              <Icon name="upload" /> {say('Choose a file', '选择文件')}
            </button>
            <FileLink
              className="button quiet"
              href={address(`/api/import/${type.name}/template.xlsx`, { lang: language })}
            >
              <Icon name="download" /> {say('Empty sheet', '下载空白表')}
            </FileLink>
          </div>
          <input
            ref={fileInput}
            type="file"
            hidden
            accept=".xlsx,.csv,.txt"
            aria-label={say('A file', '上传文件')}
            onChange={(event) => {
              take(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
          <p className="field-hint">
            {source && 'file' in source
              ? source.file.name
              : say(
                  'Or drop it here: .xlsx or .csv, 10 MB and 10,000 rows at most',
                  '也可将文件拖到此处：.xlsx或.csv，不超过10MB、1万行',
                )}
          </p>
        </div>
        <form
          className="import-way"
          onSubmit={(event) => {
            event.preventDefault();
            const rows = readPaste(pasted);
            if (rows.length > 0) choose({ rows });
          }}
        >
          <label className="field-label" htmlFor="import-paste">
            {say(
              'Or cells copied from Excel, with their headings',
              '或粘贴从表格复制的单元格（含表头）',
            )}
          </label>
          <textarea
            id="import-paste"
            className="input"
            rows={3}
            lang="zh"
            value={pasted}
            onChange={(event) => setPasted(event.target.value)}
          />
          <button type="submit" className="button" disabled={busy || pasted.trim() === ''}>
            {say('Check what was pasted', '检查粘贴内容')}
          </button>
        </form>
      </div>
      {problem !== null && (
        <div style={{ marginTop: 20 }}>
          <Trouble error={problem} />
        </div>
      )}
      {running !== null && <HowFar id={running} />}
      {kept ? (
        <Kept
          key={kept.import_id}
          kept={kept}
          type={type}
          source={source!}
          unit={unit}
          done={() => {
            setKept(null);
            setChecked(null);
            setSource(null);
          }}
        />
      ) : (
        checked &&
        source && (
          <CheckedImport
            checked={checked}
            type={type}
            source={source}
            unit={unit}
            busy={busy}
            bring={() => void run(source, unit, false)}
          />
        )
      )}
      <EarlierImports type={type} />
    </div>
  );
}

type KeptProps = {
  readonly kept: Imported;
  readonly type: AnyRecordType;
  readonly source: Source;
  readonly unit: number;
  readonly done: () => void;
};

function Kept({ kept, type, source, unit, done }: KeptProps) {
  const say = useSay();
  return (
    <>
      <section className="notice" style={{ marginTop: 24 }} role="status">
        <p>
          <b>{say(`${kept.good} rows were brought in.`, `已导入${kept.good}行。`)}</b>
          {kept.bad.length > 0 &&
            ` ${say(
              `${kept.bad.length} were left out; they are listed below.`,
              `${kept.bad.length}行未导入，列在下方。`,
            )}`}
        </p>
        <div className="button-row" style={{ marginTop: 8 }}>
          <GoLink className="button" to={`/records/${type.name}`}>
            {say('To the register', '查看台账')}
          </GoLink>
          <UndoImport
            id={kept.import_id}
            records={kept.good + kept.already}
            type={type}
            done={done}
          />
        </div>
      </section>
      {kept.bad.length > 0 && (
        <CheckedImport checked={kept} type={type} source={source} unit={unit} busy={false} />
      )}
    </>
  );
}

/** A file that is read in a moment never shows it. */
function HowFar({ id }: { id: string }) {
  const say = useSay();
  const { step, done, total } = useFar(id);
  const says =
    step === 'keeping'
      ? say(`Bringing in: ${done} of ${total} rows`, `正在导入：${done}/${total}行`)
      : step === 'checking'
        ? say(`Checking: ${done} of ${total} rows`, `正在检查：${done}/${total}行`)
        : say('Reading the sheet …', '正在读取表格…');
  return (
    <div className="import-progress" role="status">
      <span className="digits">{says}</span>
      <progress
        aria-label={says}
        max={Math.max(1, total)}
        {...(total > 0 ? { value: done } : {})}
      />
    </div>
  );
}
