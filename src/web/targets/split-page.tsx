/** A target shared out to the units below, on one screen: what each has, its part, and the sum against the whole. */
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDay } from '#engine/day.ts';
import type { Issue } from '#engine/problem.ts';
import { readGoal, shareOut } from '#engine/target.ts';
import { narrow } from '#engine/typed-value.ts';
import { api, ApiProblem, textOfError } from '../shell/api.ts';
import type { Unit } from '../shell/api-types.ts';
import { GoLink, useGo } from '../shell/go.tsx';
import { useLanguage } from '../shell/language.tsx';
import { MarkedText } from '../shell/marked-text.tsx';
import { newId } from '../shell/new-id.ts';
import { printNumber } from '../shell/numbers.ts';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import { sendWrites } from '../records/writing.ts';
import type { TargetView } from './target-types.ts';
import { goalWords, shareWords, workUnit } from './target-words.ts';
import './targets.css';

type SplitAnswer = {
  readonly whole: TargetView;
  readonly given: readonly TargetView[];
  readonly rows: readonly {
    readonly unit: Unit;
    readonly done: number | null;
    readonly of: number | null;
    readonly last_year: number | null;
    readonly proposed: number | null;
  }[];
};

export function SplitPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const found = useQuery({
    queryKey: ['split', id],
    queryFn: () => api.get<SplitAnswer>(`/api/targets/${id}/split`),
    // What is being typed must not be proposed anew under one's hands.
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  if (found.isPending)
    return (
      <div className="page">
        <Waiting lines={8} />
      </div>
    );
  if (found.isError)
    return (
      <div className="page">
        <Trouble error={found.error} retry={() => void found.refetch()} />
      </div>
    );
  return <Split answer={found.data} />;
}

/** Shares of what happens are asked of each alike; everything else is shared out in units of work. */
function asksAlike({ kind, indicator }: TargetView, given: readonly TargetView[]): boolean {
  if (kind === 'milestone') return true;
  return (
    kind === 'rate' &&
    indicator?.kind === 'rate' &&
    given.every((one) => one.goal_in === 'percent') &&
    given.length > 0
  );
}

function Split({ answer }: { answer: SplitAnswer }) {
  const { say, language } = useLanguage();
  const go = useGo();
  const { whole, given, rows } = answer;
  const [inPercent, setInPercent] = useState(asksAlike(whole, given));
  const [typed, setTyped] = useState<Readonly<Record<number, string>>>(() => proposal(answer));
  const [letter, setLetter] = useState('');
  const [issues, setIssues] = useState<readonly { readonly unit: number; readonly issue: Issue }[]>(
    [],
  );
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [writeIds] = useState(() => new Map<string, string>());
  // The same rows sent again are stored once; changed ones are another write.
  const writeIdFor = (body: unknown) => {
    const key = JSON.stringify(body);
    const known = writeIds.get(key) ?? newId();
    writeIds.set(key, known);
    return known;
  };
  const [ids] = useState(() => new Map(rows.map((row) => [row.unit.id, newId()])));
  const unitWord = workUnit(whole);
  const about = { money: whole.indicator?.money ?? false };
  const free = rows.filter((row) => !given.some((one) => one.unit.id === row.unit.id));
  const scale = about.money ? 100 : 1;
  const parts = [
    ...given.map((one) => ({ needed: one.progress.needed ?? 0, done: one.progress.done ?? 0 })),
    ...free.flatMap((row) => {
      const goal = readGoal(narrow(typed[row.unit.id] ?? '') || null);
      return goal === null ? [] : [{ needed: goal * scale, done: row.done ?? 0 }];
    }),
  ];
  const { needed, done } = whole.progress;
  const sum =
    inPercent || needed === null || done === null || parts.length === 0
      ? null
      : shareOut({ needed, done }, parts);
  const chosen = free.filter((row) => (typed[row.unit.id] ?? '').trim() !== '');

  const save = async (issue: boolean) => {
    setBusy(true);
    setIssues([]);
    setProblem(null);
    const writes = chosen.map((row) => {
      const fields = {
        number: whole.number ? `${whole.number}-${rows.indexOf(row) + 1}` : null,
        name: whole.name.zh,
        name_en: whole.name.en === whole.name.zh ? null : whole.name.en,
        year: whole.year,
        kind: whole.kind,
        indicator: whole.indicator?.name ?? null,
        goal: whole.kind === 'milestone' ? null : narrow(typed[row.unit.id]!),
        ...(whole.kind === 'rate' || whole.kind === 'coverage'
          ? { goal_in: inPercent ? 'percent' : 'units' }
          : {}),
        ...(whole.kind === 'count' || whole.kind === 'rate' ? { direction: whole.direction } : {}),
        ...(whole.kind === 'coverage' ? { covers: whole.covered?.[0]?.unit.kind ?? null } : {}),
        ...(whole.kind === 'milestone'
          ? {
              milestones: whole.milestones.map(({ name, due_on, indicator, at_least }) => ({
                name,
                due_on,
                indicator,
                at_least,
              })),
            }
          : {}),
        from_day: whole.from,
        due_on: whole.due,
        parent_id: whole.id,
        source: whole.source,
      };
      const body = {
        type: 'target',
        id: ids.get(row.unit.id)!,
        unit_id: row.unit.id,
        deeds: [
          { action: 'draft', fields },
          ...(issue
            ? [{ action: 'issue', fields: letter.trim() ? { letter_no: letter.trim() } : {} }]
            : []),
        ],
      };
      return { write_id: writeIdFor(body), ...body };
    });
    try {
      await sendWrites(writes);
      go(`/targets/${whole.id}`);
    } catch (error) {
      setProblem(error);
      if (error instanceof ApiProblem)
        setIssues(error.issues.map((one) => ({ unit: 0, issue: one })));
    } finally {
      setBusy(false);
    }
  };

  return (
    <div className="page">
      <title>{say('Split a target · Taizhang', '分解目标 · 台账')}</title>
      <p className="grey small">
        <GoLink to={`/targets/${whole.id}`}>
          <MarkedText>{`${whole.number ?? ''} ${say(whole.name)}`.trim()}</MarkedText>
        </GoLink>
        {` · ${say(whole.unit.name)} · ${whole.year}`}
      </p>
      <h1>{say('Split to the units below', '分解到下级单位')}</h1>
      <p style={{ margin: '4px 0 16px' }}>
        {say(
          `Goal ${goalWords(whole)} by ${formatDay(whole.due, 'en')}`,
          `目标${goalWords(whole)}，${formatDay(whole.due, language)}前`,
        )}
        {needed !== null &&
          done !== null &&
          whole.goal_in === 'percent' &&
          whole.kind !== 'milestone' && (
            <span className="grey">
              {say(
                `: ${printNumber(needed)} ${unitWord.en}, ${printNumber(done)} there already`,
                `：${printNumber(needed)}${unitWord.zh}，已有${printNumber(done)}${unitWord.zh}`,
              )}
            </span>
          )}
      </p>
      {whole.kind === 'rate' && (
        <div
          className="choices"
          role="radiogroup"
          aria-label={say('Parts counted in', '分解目标值单位')}
          style={{ marginBottom: 16 }}
        >
          {(
            [
              [false, say('Parts in units of work', '按个数分解')],
              [true, say('The same per cent for each', '按比率分解')],
            ] as const
          ).map(([value, label]) => (
            <label key={label} className="choice">
              <input
                type="radio"
                name="goal_in"
                checked={inPercent === value}
                onChange={() => {
                  setInPercent(value);
                  setTyped(
                    value
                      ? Object.fromEntries(
                          free.map((row) => [row.unit.id, String(whole.goal ?? '')]),
                        )
                      : proposal(answer),
                  );
                }}
              />
              <span>{label}</span>
            </label>
          ))}
        </div>
      )}
      <table className="ledger split-table" style={{ maxWidth: 860 }}>
        <thead>
          <tr>
            <th scope="col">{say('Unit', '单位')}</th>
            <th scope="col" className="number">
              {say('Now', '现在')}
            </th>
            <th scope="col" className="number optional-column">
              {say('All last year', '上年全年')}
            </th>
            <th scope="col" className="number">
              {whole.kind === 'milestone'
                ? say('Has a part', '承担')
                : inPercent
                  ? say('Goal, %', '目标值（%）')
                  : say(`Goal, ${unitWord.en}`, `目标值（${unitWord.zh}）`)}
            </th>
            <th scope="col" className="number optional-column">
              {say('That is', '即新增')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const part = given.find((one) => one.unit.id === row.unit.id);
            const name = say(row.unit.name);
            const goal = readGoal(narrow(typed[row.unit.id] ?? '') || null);
            return (
              <tr key={row.unit.id}>
                <td>{name}</td>
                <td className="number">
                  {row.done === null
                    ? '–'
                    : row.of === null
                      ? printNumber(row.done, about)
                      : `${printNumber(row.done)} / ${printNumber(row.of)}`}
                </td>
                <td className="number grey optional-column">
                  {row.last_year === null ? '–' : printNumber(row.last_year, about)}
                </td>
                <td className="number">
                  {part ? (
                    <GoLink to={`/targets/${part.id}`}>{goalWords(part)}</GoLink>
                  ) : whole.kind === 'milestone' ? (
                    <input
                      type="checkbox"
                      aria-label={say(`${name} has a part`, `${name}承担`)}
                      checked={(typed[row.unit.id] ?? '') !== ''}
                      onChange={(event) =>
                        setTyped({ ...typed, [row.unit.id]: event.target.checked ? '1' : '' })
                      }
                    />
                  ) : (
                    <input
                      className="input"
                      inputMode="decimal"
                      aria-label={say(`Part of ${name}`, `${name}的分解目标值`)}
                      aria-invalid={(typed[row.unit.id] ?? '') !== '' && goal === null}
                      value={typed[row.unit.id] ?? ''}
                      onChange={(event) =>
                        setTyped({ ...typed, [row.unit.id]: event.target.value })
                      }
                    />
                  )}
                </td>
                <td className="number grey optional-column">
                  {!part &&
                  !inPercent &&
                  goal !== null &&
                  row.done !== null &&
                  whole.kind !== 'milestone'
                    ? `+${printNumber(Math.max(0, goal * scale - row.done), about)}`
                    : ''}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {sum && (
        <p className={sum.left < 0 ? 'split-sum over' : 'split-sum'} role="status">
          {`Σ ${say(shareWords(sum, unitWord))}`}
        </p>
      )}
      <div className="field form-column">
        <label className="field-label" htmlFor="split-letter">
          {say('Letter of responsibility', '责任书编号')}
          <span className="optional">{say('if it has a number', '选填')}</span>
        </label>
        <input
          id="split-letter"
          className="input width-middle"
          lang="zh"
          maxLength={60}
          value={letter}
          onChange={(event) => setLetter(event.target.value)}
        />
      </div>
      {problem !== null && (
        <div className="notice bad" role="alert" style={{ maxWidth: 720, marginBottom: 16 }}>
          <p>{say(textOfError(problem))}</p>
          {issues.slice(1).map(({ issue }, i) => (
            <p key={i}>{say(issue.message)}</p>
          ))}
        </div>
      )}
      <div className="button-row">
        <button
          type="button"
          className="button primary"
          disabled={busy || chosen.length === 0}
          onClick={() => void save(true)}
        >
          {say(`Issue to ${chosen.length} units`, `下达给${chosen.length}个单位`)}
        </button>
        <button
          type="button"
          className="button"
          disabled={busy || chosen.length === 0}
          onClick={() => void save(false)}
        >
          {say('Propose, to be talked about', '拟定，先协商')}
        </button>
        <GoLink className="button quiet" to={`/targets/${whole.id}`}>
          {say('Leave it', '不分解了')}
        </GoLink>
      </div>
    </div>
  );
}

/** By what is missing, or by what last year brought; a city-run body has no villages to do it with and gets nothing. */
function proposal({ whole, rows }: SplitAnswer): Record<number, string> {
  const scale = whole.indicator?.money ? 100 : 1;
  return Object.fromEntries(
    rows.flatMap((row) =>
      row.proposed === null || row.unit.kind === 'body'
        ? []
        : [[row.unit.id, String(Math.round(row.proposed / scale))]],
    ),
  );
}
