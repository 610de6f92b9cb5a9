/** The designer of a form: bring in the superior's blank sheet, point at its cells, choose what each counts. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Text } from '#engine/text.ts';
import { api, textOfError } from '../shell/api.ts';
import { GoLink } from '../shell/go.tsx';
import { useLanguage } from '../shell/language.tsx';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import { useWrite } from '../records/writing.ts';
import { CellBinding } from './cell-binding.tsx';
import type { Binding, Choices, FormAnswer } from './binding-types.ts';
import { FormGrid } from './form-grid.tsx';
import { FormSheet, NoSheet } from './form-sheet.tsx';
import { OpenCells } from './open-cells.tsx';
import './returns.css';

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
            <span className="head-note">
              {say(`version ${form.version_no}`, `版本${form.version_no}`)}
            </span>
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
        <FormSheet form={form} may={may_bind} reread={reread} />
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
            <OpenCells answer={answer} choose={may_bind ? setChosen : undefined} />
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
