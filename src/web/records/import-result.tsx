/** What was read of a sheet: how many rows are fit, which columns were not understood, what is wrong and where. */
import { useState } from 'react';
import type { AnyRecordType } from '#engine/record.ts';
import { fileFrom } from '../shell/api.ts';
import { saveFile } from '../shell/clipboard.ts';
import { Icon } from '../shell/icon.tsx';
import { useLanguage, useSay } from '../shell/language.tsx';
import { Trouble } from '../shell/waiting.tsx';
import { groupIssues, printRows } from './import-issues.ts';
import { bodyOf } from './import-types.ts';
import type { Imported, Source } from './import-types.ts';

type Props = {
  readonly checked: Imported;
  readonly type: AnyRecordType;
  readonly source: Source;
  readonly unit: number;
  readonly busy: boolean;
  /** Not there once it was done. */
  readonly bring?: () => void;
};

export function CheckedImport({ checked, type, source, unit, busy, bring }: Props) {
  const { say } = useLanguage();
  const { rows, good, bad, already, examples, warnings } = checked;
  return (
    <section style={{ marginTop: 28 }} aria-labelledby="checked-heading">
      <h2 id="checked-heading" role={bring ? 'status' : undefined}>
        {bring
          ? say(
              `${rows} rows read: ${good} can be brought in, ${bad.length} cannot`,
              `读到${rows}行：${good}行可以导入，${bad.length}行有问题`,
            )
          : say(`${bad.length} rows to mend`, `${bad.length}行待修改`)}
      </h2>
      {already > 0 && bring && (
        <p className="grey">
          {say(
            `${already} rows of this file are in the register already and stay as they are.`,
            `其中${already}行此前已导入，保持不变。`,
          )}
        </p>
      )}
      {examples > 0 && bring && (
        <p className="grey">{say('The example row was passed over.', '示例行已跳过。')}</p>
      )}
      {bring && <Columns checked={checked} />}
      <div className="button-row" style={{ marginBlock: 14 }}>
        {bring && (
          <button
            type="button"
            className="button primary"
            disabled={busy || good === 0}
            onClick={bring}
          >
            {bad.length > 0
              ? say(`Bring in the ${good} good rows`, `导入合格的${good}行`)
              : say(`Bring in ${good} rows`, `导入${good}行`)}
          </button>
        )}
        {bad.length > 0 && (
          <BadRowsFile type={type} source={source} unit={unit} count={bad.length} />
        )}
      </div>
      {bad.length > 0 && (
        <Issues
          label={say('Rows that cannot be brought in', '有问题的行')}
          rows={bad}
          kind="error"
        />
      )}
      {warnings.length > 0 && bring && (
        <details className="import-warnings">
          <summary>
            {say(
              `To look at again, though they come in: ${warnings.length}`,
              `${warnings.length}行可以导入，但请留意`,
            )}
          </summary>
          <Issues label={say('To look at again', '请留意')} rows={warnings} kind="warning" />
        </details>
      )}
    </section>
  );
}

function Columns({ checked }: { checked: Imported }) {
  const say = useSay();
  const understood = checked.columns.filter((column) => column.field);
  const strange = checked.columns.filter((column) => !column.field && !column.expected);
  return (
    <>
      {strange.length > 0 && (
        <p className="field-warning">
          {say(
            `Not understood and left out: ${strange.map((column) => column.heading).join(', ')}`,
            `未识别、不导入的列：${strange.map((column) => column.heading).join('、')}`,
          )}
        </p>
      )}
      <details className="import-columns">
        <summary>
          {say(
            `${understood.length} of ${checked.columns.length} columns understood`,
            `${checked.columns.length}列中识别出${understood.length}列`,
          )}
        </summary>
        <dl>
          {checked.columns.map((column, i) => (
            <div key={i}>
              <dt>{column.heading}</dt>
              <dd className={column.field ? undefined : 'grey'}>{say(column.note)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  );
}

const shownMax = 200;

type IssuesProps = {
  readonly label: string;
  readonly rows: Imported['bad'] | Imported['warnings'];
  readonly kind: 'error' | 'warning';
};

/** What is wrong in forty rows for one reason is said once, with its rows. */
function Issues({ label, rows, kind }: IssuesProps) {
  const { say, language } = useLanguage();
  const groups = groupIssues(rows, kind);
  const shown = groups.slice(0, shownMax);
  return (
    <>
      <table className="ledger import-issues" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{say('Row', '行')}</th>
            <th scope="col">{say('Column', '列')}</th>
            <th scope="col">
              {kind === 'error' ? say('What is wrong', '问题') : say('What to look at', '提示')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((group) => (
            <tr key={`${group.rows[0]} ${group.column} ${group.message.en}`}>
              <td className="digits">{printRows(group.rows, language)}</td>
              <td>{group.column ?? say('The whole row', '整行')}</td>
              <td>{say(group.message)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {groups.length > shownMax && (
        <p className="grey" style={{ marginTop: 8 }}>
          {say(
            `The first ${shownMax} of ${groups.length}; the file has all of them.`,
            `此处列出前${shownMax}项，共${groups.length}项，下载的文件中有全部。`,
          )}
        </p>
      )}
    </>
  );
}

type FileProps = {
  readonly type: AnyRecordType;
  readonly source: Source;
  readonly unit: number;
  readonly count: number;
};

/** The server makes it, because it reads the file; so ID numbers keep their eighteen digits. */
function BadRowsFile({ type, source, unit, count }: FileProps) {
  const { say, language } = useLanguage();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const download = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const params = { unit, bad: 1, lang: language };
      const file = await fileFrom(`/api/import/${type.name}`, bodyOf(source), params);
      saveFile(
        `${say({ en: `${type.plural.en}, to mend`, zh: `${type.plural.zh}（待修改）` })}.xlsx`,
        file,
      );
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  };
  return (
    <>
      <button type="button" className="button" disabled={busy} onClick={() => void download()}>
        <Icon name="download" />{' '}
        {say(`Download the ${count} rows with their reasons`, `下载有问题的${count}行（附原因）`)}
      </button>
      {problem !== null && <Trouble error={problem} />}
    </>
  );
}
