/** The designer of a form: bring in the superior's blank sheet, point at its cells, choose what each counts. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { Text } from '#engine/text.ts';
import { api, textOfError } from '../shell/api.ts';
import { GoLink } from '../shell/go.tsx';
import { useLanguage } from '../shell/language.tsx';
import { useReceipts } from '../shell/receipts.tsx';
import { saveFromServer } from '../shell/save-from-server.ts';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import { useWrite } from '../records/writing.ts';
import { CellBinding } from './cell-binding.tsx';
import type { Binding, Choices, Unanswered } from './cell-binding.tsx';
import { FormGrid } from './form-grid.tsx';
import type { Grid } from './return-types.ts';
import './returns.css';

type FormAnswer = {
  readonly form: {
    readonly id: string;
    readonly version: number;
    readonly state: string;
    readonly name: string;
    readonly name_en: string | null;
    readonly version_no: string;
    readonly shipped: string | null;
    readonly sheet_name: string | null;
    readonly cells: readonly Binding[];
    readonly sums: readonly { id?: string; says: string; whole: string; parts: string }[];
  };
  readonly may_bind: boolean;
  readonly sheets: readonly Grid[];
  readonly labels: Readonly<Record<string, Text>>;
  readonly problems: readonly { readonly key: string; readonly message: Text }[];
  readonly unanswered: readonly Unanswered[];
};

export function FormPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const found = useQuery({
    queryKey: ['returns', 'form', id],
    queryFn: () => api.get<FormAnswer>(`/api/return-forms/${id}/grid`),
  });
  const choices = useQuery({
    queryKey: ['returns', 'choices'],
    queryFn: () => api.get<Choices>('/api/return-forms/choices'),
    staleTime: Infinity,
  });
  if (found.isPending || choices.isPending)
    return (
      <div className="page">
        <Waiting lines={12} />
      </div>
    );
  if (found.isError || choices.isError)
    return (
      <div className="page">
        <Trouble error={found.error ?? choices.error} retry={() => void found.refetch()} />
      </div>
    );
  return <Designer answer={found.data} choices={choices.data} />;
}

function Designer({ answer, choices }: { answer: FormAnswer; choices: Choices }) {
  const { say } = useLanguage();
  const queries = useQueryClient();
  const write = useWrite();
  const { form, sheets, may_bind } = answer;
  const [chosen, setChosen] = useState<{ sheet: string; cell: string } | null>(null);
  const reread = () => void queries.invalidateQueries({ queryKey: ['returns'] });
  const bind = useMutation({
    mutationFn: (cells: readonly Binding[]) =>
      write(
        {
          type: 'return_form',
          id: form.id,
          expected_version: form.version,
          deeds: [{ action: 'bind', fields: { cells, sums: form.sums } }],
        },
        () => ({ en: 'Bound.', zh: '取数设定已保存。' }),
      ),
    onSuccess: reread,
  });
  const keyOf = (sheet: string, cell: string) => `${sheet}!${cell}`;
  const bound = new Map(form.cells.map((cell) => [keyOf(cell.sheet, cell.cell), cell]));
  const bad = new Set(answer.problems.map((one) => one.key));
  const open = new Map(answer.unanswered.map((one) => [keyOf(one.sheet, one.cell), one]));
  const key = chosen ? keyOf(chosen.sheet, chosen.cell) : '';
  const save = (binding: Binding | null) => {
    const rest = form.cells.filter((cell) => keyOf(cell.sheet, cell.cell) !== key);
    bind.mutate(binding ? [...rest, binding] : rest);
  };
  const title = say(form.name_en ?? form.name, form.name);
  return (
    <article className="page">
      <title>{say(`${title} · Taizhang`, `${title} · 台账`)}</title>
      <p className="grey small no-print">
        <GoLink to="/records/return_form">{say('Forms', '表式')}</GoLink>
        {' · '}
        <GoLink to={`/records/return_form/${form.id}`} search={{ all: '1' }}>
          {say('Its record: marks, deadlines, bring into force', '表式信息：标志、期限、启用')}
        </GoLink>
      </p>
      <div className="page-head">
        <div>
          <h1>
            <span {...(form.name_en ? {} : { lang: 'zh' })}>{title}</span>
            <span className="head-note">{form.version_no}</span>
          </h1>
          <p className="about">
            {may_bind
              ? say(
                  'Bring in the blank sheet as the superior sent it, press a cell, and choose what it counts. Everything else of the sheet stays as it is.',
                  '上传上级下发的空白表，点选单元格，设定取数。表内其他内容原样保留。',
                )
              : say(
                  'This version is in force or ended, so its bindings stay. Make a new version to change them.',
                  '本版已启用或停用，取数设定不再变动；如需修改请制定新版。',
                )}
          </p>
        </div>
        <Sheet form={form} may={may_bind} reread={reread} />
      </div>
      {bind.error && (
        <div className="notice bad" role="alert">
          <p>{say(textOfError(bind.error))}</p>
        </div>
      )}
      {sheets.length === 0 ? (
        <NoSheet form={form} choices={choices} />
      ) : (
        <div className="designer">
          <div>
            <p className="legend">
              <span>
                <i style={{ background: 'var(--blue-tint)' }} />
                {say('bound', '已设定取数')}
              </span>
              <span>
                <i style={{ background: 'var(--amber-tint)' }} />
                {say('nothing answers it yet', '尚无取数')}
              </span>
              <span>
                <i style={{ background: 'var(--red-tint)' }} />
                {say('cannot be answered', '无法取数')}
              </span>
            </p>
            {sheets.map((grid) => (
              <FormGrid
                key={grid.name}
                grid={grid}
                chosen={chosen?.sheet === grid.name ? chosen.cell : null}
                {...(may_bind
                  ? { choose: (cell: string) => setChosen({ sheet: grid.name, cell }) }
                  : {})}
                classOf={(ref) => {
                  const place = keyOf(grid.name, ref);
                  if (bad.has(place)) return 'bad-place';
                  if (bound.has(place)) return 'bound';
                  return open.has(place) ? 'unanswered' : '';
                }}
                shown={(ref) => {
                  const binding = bound.get(keyOf(grid.name, ref));
                  return binding ? (
                    <span className="small">{labelOf(answer, choices, binding, say)}</span>
                  ) : null;
                }}
              />
            ))}
          </div>
          <aside>
            {chosen ? (
              <CellBinding
                key={key}
                place={chosen}
                binding={bound.get(key) ?? null}
                wanted={open.get(key) ?? null}
                problem={answer.problems.find((one) => one.key === key)?.message ?? null}
                choices={choices}
                busy={bind.isPending}
                save={save}
              />
            ) : (
              may_bind && (
                <p className="grey">
                  {say('Press a cell to say what it counts.', '点选单元格，设定取数。')}
                </p>
              )
            )}
            <Open answer={answer} choose={may_bind ? setChosen : undefined} />
          </aside>
        </div>
      )}
    </article>
  );
}

function labelOf(
  answer: FormAnswer,
  choices: Choices,
  binding: Binding,
  say: (text: Text | null | undefined) => string,
): string {
  if (binding.what === 'info')
    return say(choices.words.find((word) => word.name === binding.name)?.label);
  return say(answer.labels[`${binding.sheet}!${binding.cell}`]) || binding.name;
}

function Sheet({
  form,
  may,
  reread,
}: {
  form: FormAnswer['form'];
  may: boolean;
  reread: () => void;
}) {
  const { say } = useLanguage();
  const show = useReceipts();
  const file = useRef<HTMLInputElement>(null);
  const sending = useMutation({
    mutationFn: (chosen: File) => {
      const body = new FormData();
      body.set('file', chosen);
      return api.post<{ sheet_name: string }>(`/api/return-forms/${form.id}/sheet`, body);
    },
    onSuccess: ({ sheet_name }) => {
      show({ said: { en: 'The blank sheet is brought in.', zh: `已上传${sheet_name}。` } });
      reread();
    },
    onError: (error) => show({ said: textOfError(error), bad: true }),
  });
  return (
    <div className="button-row no-print">
      {form.sheet_name && (
        <button
          type="button"
          className="button"
          onClick={() =>
            void saveFromServer(`/api/return-forms/${form.id}/sheet.xlsx`).catch((error: unknown) =>
              show({ said: textOfError(error), bad: true }),
            )
          }
        >
          {say('The blank sheet', '下载空白表')}
        </button>
      )}
      {may && (
        <>
          <input
            ref={file}
            type="file"
            accept=".xlsx"
            className="visually-hidden"
            tabIndex={-1}
            aria-label={say('Blank sheet, .xlsx', '空白表（.xlsx）')}
            onChange={(event) => {
              const [chosen] = event.target.files ?? [];
              if (chosen) sending.mutate(chosen);
              event.target.value = '';
            }}
          />
          <button
            type="button"
            className={form.sheet_name ? 'button' : 'button primary'}
            disabled={sending.isPending}
            onClick={() => file.current?.click()}
          >
            {form.sheet_name
              ? say('Another sheet', '更换空白表')
              : say('Bring in the blank sheet', '上传空白表')}
          </button>
        </>
      )}
    </div>
  );
}

function NoSheet({ form, choices }: { form: FormAnswer['form']; choices: Choices }) {
  const { say } = useLanguage();
  const shipped = choices.shipped.find((one) => one.name === form.shipped);
  return (
    <div className="empty">
      <h2>
        {shipped
          ? say({
              en: `It is the form that comes along: ${shipped.title.en}.`,
              zh: `使用随产品提供的表：${shipped.title.zh}。`,
            })
          : say('No sheet has been brought in.', '尚未上传空白表。')}
      </h2>
      <p>
        {shipped
          ? say('Its cells are bound already.', '各格取数已由产品设定。')
          : say(
              'Choose the superior’s Excel file (.xlsx) with “Bring in the blank sheet”.',
              '请用“上传空白表”选择上级下发的Excel文件（.xlsx）。',
            )}
      </p>
    </div>
  );
}

/** What nothing can answer: to be bound, or to be told to the superior. */
function Open({
  answer,
  choose,
}: {
  answer: FormAnswer;
  choose: ((place: { sheet: string; cell: string }) => void) | undefined;
}) {
  const { say } = useLanguage();
  const { unanswered, problems } = answer;
  return (
    <section className="return-rail" aria-labelledby="open-heading">
      <h2 id="open-heading">
        {say('Nothing answers these yet', '尚无取数的单元格')}{' '}
        <span className="grey">{unanswered.length}</span>
      </h2>
      {unanswered.length === 0 && (
        <p className="grey">{say('Every blank cell is bound.', '空白格均已设定取数。')}</p>
      )}
      <ul>
        {problems.map((one) => (
          <li key={one.key} className="overdue">{`${one.key}: ${say(one.message)}`}</li>
        ))}
        {unanswered.map((one) => (
          <li key={`${one.sheet}!${one.cell}`}>
            {choose ? (
              <button
                type="button"
                className="link-button"
                onClick={() => choose({ sheet: one.sheet, cell: one.cell })}
              >
                {one.cell}
              </button>
            ) : (
              one.cell
            )}{' '}
            <span lang="zh">{`${one.row_words} · ${one.column_words}`}</span>
            {one.proposals.length === 0 && (
              <span className="grey small block">
                {say('No figure of this name is kept.', '台账没有同名指标。')}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
