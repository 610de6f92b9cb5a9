/** Guarded records as Excel: for a purpose that is printed on it; many of them only when a second person agrees. */
import { useState } from 'react';
import type { AnyRecordType } from '#engine/record.ts';
import { FormError } from '../admin/parts.tsx';
import { LineField } from '../fields/line-field.tsx';
import { fileFrom } from '../shell/api.ts';
import { Icon } from '../shell/icon.tsx';
import { useLanguage } from '../shell/language.tsx';
import { useMaking } from '../shell/making.tsx';
import { Popover } from '../shell/popover.tsx';
import { saveBlob } from '../shell/save-from-server.ts';

type Waiting = { readonly rows: number; readonly limit: number; readonly refused: string | null };

export function GuardedExport({
  type,
  asked,
}: {
  readonly type: AnyRecordType;
  /** Filters as the list has them, and what is looked for. */
  readonly asked: Readonly<Record<string, string | undefined>>;
}) {
  const { say } = useLanguage();
  return (
    <Popover
      label={say('Export', '导出')}
      align="end"
      button={
        <>
          <Icon name="download" /> {say('Export', '导出')}
        </>
      }
    >
      {(close) => <ExportForm type={type} asked={asked} close={close} />}
    </Popover>
  );
}

function ExportForm({
  type,
  asked,
  close,
}: Parameters<typeof GuardedExport>[0] & { readonly close: () => void }) {
  const { say, language } = useLanguage();
  const make = useMaking();
  const [purpose, setPurpose] = useState('');
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const take = async () => {
    setProblem(null);
    try {
      const body = { ...asked, purpose, lang: language };
      const path = `/api/records/${type.name}/export`;
      const file = await make(({ progress, signal }) =>
        fileFrom(path, { ...body, progress }, {}, signal),
      );
      if (file === null) return;
      if (file.type.includes('json')) {
        setWaiting((JSON.parse(await file.text()) as { waiting: Waiting }).waiting);
        return;
      }
      saveBlob(file, `${say(type.plural)}.xlsx`);
      close();
    } catch (error) {
      setProblem(error);
    }
  };
  return (
    <form
      style={{ padding: 12, width: 'min(360px, 80vw)' }}
      onSubmit={(event) => {
        event.preventDefault();
        void take();
      }}
    >
      <LineField
        label={say('What for?', '用途')}
        hint={say(
          'It is printed on every page with your name and the time, and logged. Guarded data leave as Excel only.',
          '用途、姓名和时间将印在每页上并记入日志。受限数据只能导出为Excel。',
        )}
        value={purpose}
        change={setPurpose}
        lang="zh"
        autoComplete="off"
        required
        minLength={2}
        maxLength={200}
      />
      {waiting && (
        <div className="notice care" role="status">
          <p>
            {say(
              `${waiting.rows} rows are more than ${waiting.limit}: a security administrator is asked. Once it is approved, export again with the same filters, within seven days.`,
              `共${waiting.rows}条，超过${waiting.limit}条，已提交安全保密管理员批准。批准后七日内按相同条件再次导出即可。`,
            )}
          </p>
          {waiting.refused && (
            <p>
              {say('Last time it was refused: ', '上次未获批准：')}
              <span lang="zh">{waiting.refused}</span>
            </p>
          )}
        </div>
      )}
      <FormError error={problem} />
      <button type="submit" className="button primary">
        {say('Take it away', '导出')}
      </button>
    </form>
  );
}
