/** How a draft begins: from the books, or from last year's document, as a file or pasted. */
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Text } from '#engine/text.ts';
import { address, api, textOfError } from '../../shell/api.ts';
import { useLanguage } from '../../shell/language.tsx';
import { Popover } from '../../shell/popover.tsx';
import { useReceipts } from '../../shell/receipts.tsx';
import type { BeginAnswer } from './draft-types.ts';

type Props = {
  readonly unit: number;
  readonly year: number;
  readonly cutoff?: string | undefined;
  /** In a draft that is begun already, what comes in is put behind what is there. */
  readonly more?: boolean;
};

export function BeginDraft({ unit, year, cutoff, more = false }: Props) {
  const { say } = useLanguage();
  const queries = useQueryClient();
  const show = useReceipts();
  const [busy, setBusy] = useState(false);
  const begin = async (work: () => Promise<BeginAnswer>): Promise<boolean> => {
    setBusy(true);
    try {
      show({ said: beganWords(await work()) });
      await queries.invalidateQueries({ queryKey: ['summary'] });
      return true;
    } catch (error) {
      show({ said: textOfError(error), bad: true });
      return false;
    } finally {
      setBusy(false);
    }
  };
  const buttons = (
    <div className="button-row">
      <button
        type="button"
        className={more ? 'button' : 'button primary'}
        disabled={busy}
        onClick={() =>
          void begin(() =>
            api.post<BeginAnswer>('/api/summary/draft/books', {
              unit,
              year,
              ...(cutoff ? { cutoff } : {}),
            }),
          )
        }
      >
        {say('Begin from the books', '从台账自动起草')}
      </button>
      <Popover
        align="end"
        label={say('Begin from last year’s Word', '从上年总结开始')}
        button={say('Begin from last year’s Word', '从上年总结开始')}
      >
        {(close) => <LastYear unit={unit} year={year} busy={busy} begin={begin} close={close} />}
      </Popover>
    </div>
  );
  if (more) return buttons;
  return (
    <div className="begin-draft no-print">
      <p>
        {say(
          'Nobody has begun to write. Below is what the books propose; begin with it, and write what no book knows: opening, experience, problems.',
          '尚未起草。下面是台账提供的内容，可据此起草，再补写台账没有的内容：开头、经验、问题。',
        )}
      </p>
      {buttons}
    </div>
  );
}

function beganWords({ sections, numbers, bound, left_out, tables }: BeginAnswer): Text {
  if (numbers !== undefined && bound !== undefined) {
    const table: Text = tables
      ? { en: ` ${tables} tables were left out.`, zh: `另有${tables}个表格未带入。` }
      : { en: '', zh: '' };
    return {
      en: `${bound} of its ${numbers} numbers were found in the books and are doors now; ${numbers - bound} stay marked “not from the book”.${table.en}`,
      zh: `文中${numbers}个数字，${bound}个已与台账对上；其余${numbers - bound}个标为“未绑定”。${table.zh}`,
    };
  }
  const left: Text = left_out
    ? {
        en: ` ${left_out} sentences are left out: nothing is reported for them.`,
        zh: `${left_out}句因未报数据未列入。`,
      }
    : { en: '', zh: '' };
  return sections === 0
    ? { en: 'Everything that the books propose is there already.', zh: '台账内容已全部列入。' }
    : {
        en: `${sections} sections were begun.${left.en}`,
        zh: `已起草${sections}个部分。${left.zh}`,
      };
}

type LastYearProps = {
  readonly unit: number;
  readonly year: number;
  readonly busy: boolean;
  readonly begin: (work: () => Promise<BeginAnswer>) => Promise<boolean>;
  readonly close: () => void;
};

function LastYear({ unit, year, busy, begin, close }: LastYearProps) {
  const { say } = useLanguage();
  const [text, setText] = useState('');
  const [speaks_of, setSpeaksOf] = useState(year - 1);
  const file = useRef<HTMLInputElement>(null);
  const send = (work: () => Promise<BeginAnswer>) =>
    void begin(work).then((done) => done && close());
  return (
    <form
      className="last-year"
      onSubmit={(event) => {
        event.preventDefault();
        const chosen = file.current?.files?.[0];
        if (chosen) {
          const form = new FormData();
          form.append('file', chosen);
          send(() =>
            api.post<BeginAnswer>(
              address('/api/summary/draft/word', { unit, year, speaks_of }),
              form,
            ),
          );
        } else {
          send(() =>
            api.post<BeginAnswer>('/api/summary/draft/text', { unit, year, speaks_of, text }),
          );
        }
      }}
    >
      <p className="grey small">
        {say(
          'Its numbers are looked for in the books of the year that it speaks of. What is found becomes a door and shows this year’s number; the rest stays as it is, marked.',
          '系统会在文件所述年份的台账中查找文中的数字：找到的与台账绑定并显示今年的数，其余原样保留并作标记。',
        )}
      </p>
      <div className="field">
        <label className="field-label" htmlFor="last-year-of">
          {say('It speaks of the year', '文件所述年份')}
        </label>
        <select
          id="last-year-of"
          className="input"
          style={{ width: 120 }}
          value={speaks_of}
          onChange={(event) => setSpeaksOf(Number(event.target.value))}
        >
          {[year - 1, year, year - 2, year - 3].map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label className="field-label" htmlFor="last-year-file">
          {say('Word file (.docx)', 'Word文件（.docx）')}
        </label>
        <input id="last-year-file" ref={file} type="file" accept=".docx" />
      </div>
      <div className="field">
        <label className="field-label" htmlFor="last-year-text">
          {say('or paste its text', '或粘贴正文')}
        </label>
        <textarea
          id="last-year-text"
          className="input"
          rows={6}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <button type="submit" className="button primary" disabled={busy}>
        {say('Begin with it', '据此起草')}
      </button>
    </form>
  );
}
