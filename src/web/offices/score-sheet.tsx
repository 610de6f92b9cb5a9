/**
 * The sheet on which points are given: the items of the chosen standard, what the register says of each with its source
 * to open, and one column to fill. Self-check and inspection stay apart: the other column is shown and not touched.
 */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Issue } from '#engine/problem.ts';
import type { Text } from '#engine/text.ts';
import { Address } from '../fields/address-value.tsx';
import { readWhole } from '../fields/typed-value.ts';
import { api } from '../shell/api.ts';
import { useLanguage } from '../shell/language.tsx';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import { WideTable } from '../shell/wide-table.tsx';
import './offices.css';

type Column = 'self_score' | 'inspector_score';
type SheetRow = {
  readonly code: string;
  readonly item: Text;
  readonly points: number;
  readonly evidence: string | null;
  readonly must: boolean;
  readonly register: {
    readonly label: Text;
    readonly answer: boolean | null;
    readonly score: number | null;
    readonly source: string | null;
  } | null;
};
export type ScoreRow = {
  readonly id?: string;
  readonly item_code?: string | null;
  readonly self_score?: number | null;
  readonly inspector_score?: number | null;
  readonly reason?: string | null;
};

type Props = {
  readonly criteria: string;
  /** Null: the list of standards by its record type is chosen, the standard itself is not yet. */
  readonly standard: string | null;
  readonly body: string | null;
  readonly unit: number | undefined;
  readonly column: Column;
  readonly rows: readonly ScoreRow[];
  readonly onChange: (rows: readonly ScoreRow[]) => void;
  readonly issues: readonly Issue[];
  readonly prefix: string;
};

export function ScoreSheet(props: Props) {
  const { criteria, standard, body, unit, column, rows, onChange, issues, prefix } = props;
  const { say } = useLanguage();
  const sheet = useQuery({
    queryKey: ['score-sheet', criteria, standard, body, unit],
    queryFn: () =>
      api.get<{ rows: SheetRow[] }>(`/api/standards/${criteria}/${standard}/sheet`, {
        body: body ?? undefined,
        unit,
      }),
    enabled: standard !== null,
  });
  const asked = sheet.data?.rows;
  // Once for each answer of the register: what is typed afterwards, or emptied again, is the writer's.
  const filled = useRef<typeof asked>(undefined);
  useEffect(() => {
    if (!asked || filled.current === asked) return;
    filled.current = asked;
    onChange(filledIn(asked, rows, column));
  }, [asked, rows, column, onChange]);
  const ofList = issues.filter((issue) => issue.field === 'scores');
  const change = (code: string, name: string, value: unknown) =>
    onChange(rows.map((row) => (row.item_code === code ? { ...row, [name]: value } : row)));
  return (
    <fieldset className="form-group score-sheet" id={`${prefix}scores`}>
      <legend>{say('Scores', '评分')}</legend>
      {standard === null && (
        <p className="grey">
          {say(
            'Choose the standard above; its items come by themselves.',
            '请先在上方选择考评标准，考评项目自动列出。',
          )}
        </p>
      )}
      {ofList.map((issue, i) => (
        <div key={i} className="field-error" role="alert">
          {say(issue.message)}
        </div>
      ))}
      {standard !== null && sheet.isPending && <Waiting lines={6} />}
      {sheet.isError && <Trouble error={sheet.error} retry={() => void sheet.refetch()} />}
      {asked && (
        <WideTable label={say('Scores', '评分')}>
          <table className="ledger score-table">
            <thead>
              <tr>
                <th scope="col">{say('Item', '考评项目')}</th>
                <th scope="col">{say('By the register', '台账核对')}</th>
                {column === 'inspector_score' && (
                  <th scope="col" className="number">
                    {say('Self-check', '自评')}
                  </th>
                )}
                <th scope="col">
                  {column === 'self_score'
                    ? say('Self-check', '自评')
                    : say('Inspection', '检查评分')}
                </th>
                <th scope="col">{say('Why', '理由')}</th>
              </tr>
            </thead>
            <tbody>
              {asked.map((item) => {
                const i = rows.findIndex((row) => row.item_code === item.code);
                const row = rows[i];
                const wrong = issues.filter((issue) => issue.field?.startsWith(`scores.${i}.`));
                return (
                  <tr key={item.code}>
                    <td className="score-item">
                      <span className="digits grey">{item.code}</span> {say(item.item)}
                      {item.must && (
                        <span className="grey small">{` ${say('zero fails the whole', '一票否决')}`}</span>
                      )}
                    </td>
                    <td className="small">
                      <Register item={item} />
                    </td>
                    {column === 'inspector_score' && (
                      <td className="number" data-label={say('Self-check', '自评')}>
                        {row?.self_score ?? '–'}
                      </td>
                    )}
                    <td className="no-wrap">
                      <input
                        id={`${prefix}scores-${i}-${column}`}
                        className="input digits score-points"
                        inputMode="numeric"
                        autoComplete="off"
                        aria-label={say(
                          `${item.code} ${item.item.en}: points, at most ${item.points}`,
                          `${item.code} ${item.item.zh}：得分，最高${item.points}分`,
                        )}
                        aria-invalid={wrong.some((one) => one.field?.endsWith(column))}
                        value={row?.[column] ?? ''}
                        onChange={(event) => {
                          const read = readWhole(event.target.value);
                          if (read.ok) change(item.code, column, read.value);
                        }}
                      />{' '}
                      <span className="grey">{`/ ${item.points}`}</span>
                    </td>
                    <td>
                      <input
                        id={`${prefix}scores-${i}-reason`}
                        className="input score-reason"
                        lang="zh"
                        autoComplete="off"
                        maxLength={200}
                        aria-label={say(`${item.code}: why`, `${item.code}：理由`)}
                        aria-invalid={wrong.some((one) => one.field?.endsWith('reason'))}
                        value={row?.reason ?? ''}
                        onChange={(event) =>
                          change(item.code, 'reason', event.target.value || null)
                        }
                      />
                      {wrong.map((one, n) => (
                        <div
                          key={n}
                          className={one.warning ? 'field-warning' : 'field-error'}
                          role="alert"
                        >
                          {say(one.message)}
                        </div>
                      ))}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </WideTable>
      )}
    </fieldset>
  );
}

function Register({ item }: { item: SheetRow }) {
  const { say } = useLanguage();
  const { register } = item;
  if (!register)
    return <span className="grey">{item.evidence ? say('by evidence', '凭佐证') : '–'}</span>;
  const answer =
    register.answer === null
      ? say('nothing fell due', '无到期事项')
      : register.answer
        ? say('yes', '符合')
        : say('no', '不符合');
  return (
    <>
      <span
        className={`state ${register.answer === null ? 'ended' : register.answer ? 'done' : 'refused'}`}
      >
        {answer}
      </span>
      <span className="grey score-question">{say(register.label)}</span>
      {register.source && (
        <span className="no-print">
          <Address address={register.source} />
        </span>
      )}
    </>
  );
}

/** A row for every item; where the register answers and nobody has typed yet, its points. */
export function filledIn(
  asked: readonly Pick<SheetRow, 'code' | 'points' | 'register'>[],
  rows: readonly ScoreRow[],
  column: Column,
): readonly ScoreRow[] {
  return asked.map(({ code, points, register }) => {
    const known = rows.find((row) => row.item_code === code);
    const score = known?.[column] ?? register?.score ?? null;
    const empty = {
      item: null,
      points_max: points,
      register_score: null,
      self_score: null,
      inspector_score: null,
      reason: null,
    };
    return { ...empty, ...known, item_code: code, [column]: score };
  });
}
