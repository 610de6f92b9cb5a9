/** What one cell counts: proposals by the words of the form first, then everything that is counted. */
import { useId, useState } from 'react';
import type { CodeList } from '#engine/field.ts';
import type { Text } from '#engine/text.ts';
import { bindingPeriods, bindingShows } from '#lines/reporting/codes.ts';
import { useLanguage } from '../shell/language.tsx';

export type Binding = {
  readonly id?: string;
  readonly sheet: string;
  readonly cell: string;
  readonly what: string;
  readonly name: string;
  readonly facets?: string | null;
  readonly show?: string | null;
  readonly period?: string | null;
  readonly of_unit_id?: number | null;
};
type Proposal = {
  readonly what: 'indicator' | 'measure';
  readonly name: string;
  readonly facets: string | null;
  readonly label: Text;
};
export type Unanswered = {
  readonly sheet: string;
  readonly cell: string;
  readonly row_words: string;
  readonly column_words: string;
  readonly proposals: readonly Proposal[];
};
type Facet = {
  readonly name: string;
  readonly label: Text;
  readonly codes: readonly { readonly code: string; readonly label: Text }[];
};
export type Choices = {
  readonly indicators: readonly { name: string; label: Text; kind: string; rule: Text }[];
  readonly measures: readonly {
    name: string;
    label: Text;
    kind: string;
    facets: readonly Facet[];
  }[];
  readonly words: readonly { name: string; label: Text }[];
  readonly shipped: readonly { name: string; title: Text }[];
};

type Props = {
  readonly place: { readonly sheet: string; readonly cell: string };
  readonly binding: Binding | null;
  readonly wanted: Unanswered | null;
  readonly problem: Text | null;
  readonly choices: Choices;
  readonly busy: boolean;
  readonly save: (binding: Binding | null) => void;
};

export function CellBinding({ place, binding, wanted, problem, choices, busy, save }: Props) {
  const { say } = useLanguage();
  const [typed, setTyped] = useState<Binding>(
    binding ?? {
      ...place,
      what: 'indicator',
      name: '',
      facets: null,
      show: 'value',
      period: 'this',
    },
  );
  const set = (change: Partial<Binding>) => setTyped({ ...typed, ...change });
  const measure = choices.measures.find((one) => one.name === typed.name);
  const indicator = choices.indicators.find((one) => one.name === typed.name);
  const lists: Record<string, readonly { name: string; label: Text }[]> = {
    indicator: choices.indicators,
    measure: choices.measures,
    info: choices.words,
  };
  return (
    <section aria-labelledby="binding-heading">
      <h2 id="binding-heading">
        {place.cell}
        {wanted && (
          <span
            className="head-note"
            lang="zh"
          >{`${wanted.row_words} · ${wanted.column_words}`}</span>
        )}
      </h2>
      {problem && <p className="field-error">{say(problem)}</p>}
      {wanted && wanted.proposals.length > 0 && (
        <p className="button-row" style={{ margin: '8px 0' }}>
          {wanted.proposals.map((one) => (
            <button
              key={`${one.what}/${one.name}/${one.facets}`}
              type="button"
              className="button"
              disabled={busy}
              onClick={() =>
                save({
                  ...place,
                  what: one.what,
                  name: one.name,
                  facets: one.facets,
                  show: 'value',
                  period: 'this',
                })
              }
            >
              {say(one.label)}
            </button>
          ))}
        </p>
      )}
      <form
        className="binding"
        onSubmit={(event) => {
          event.preventDefault();
          save({ ...typed, ...place });
        }}
      >
        <Choice
          label={say('What stands there', '取数种类')}
          value={typed.what}
          change={(what) => set({ what, name: '', facets: null })}
          options={[
            ['indicator', say('A figure', '指标')],
            ['measure', say('A count, narrowed', '计数（可加限定）')],
            ['info', say('Words of the head', '表头信息')],
          ]}
        />
        <Choice
          label={say('Which', '名称')}
          value={typed.name}
          change={(name) => set({ name, facets: null })}
          options={[
            ['', say('Choose…', '请选择…')],
            ...lists[typed.what]!.map((one) => [one.name, say(one.label)] as const),
          ]}
        />
        {typed.what === 'measure' && measure && measure.facets.length > 0 && (
          <Facets
            facets={measure.facets}
            value={typed.facets ?? ''}
            change={(facets) => set({ facets: facets || null })}
          />
        )}
        {typed.what === 'indicator' && indicator?.kind === 'rate' && (
          <Choice
            label={say('Which side', '取值')}
            value={typed.show ?? 'value'}
            change={(show) => set({ show })}
            options={codesOf(bindingShows, say)}
          />
        )}
        {typed.what !== 'info' && (
          <Choice
            label={say('Over which days', '取数期间')}
            value={typed.period ?? 'this'}
            change={(period) => set({ period })}
            options={codesOf(bindingPeriods, say)}
          />
        )}
        {indicator && typed.what === 'indicator' && (
          <p className="field-hint">{say(indicator.rule)}</p>
        )}
        <p className="button-row">
          <button type="submit" className="button primary" disabled={busy || !typed.name}>
            {say('Bind', '设定取数')}
          </button>
          {binding && (
            <button type="button" className="button" disabled={busy} onClick={() => save(null)}>
              {say('Take off', '取消取数')}
            </button>
          )}
        </p>
      </form>
    </section>
  );
}

function codesOf(list: CodeList, say: (text: Text) => string) {
  return list.codes.map(({ code, label }) => [code, say(label)] as const);
}

/** One code of each breakdown; nothing chosen means all. */
function Facets({
  facets,
  value,
  change,
}: {
  facets: readonly Facet[];
  value: string;
  change: (facets: string) => void;
}) {
  const { say } = useLanguage();
  const held = new Map(
    value
      .split('&')
      .filter(Boolean)
      .map((part) => part.split('=') as [string, string]),
  );
  const set = (name: string, code: string) => {
    const next = new Map(held);
    if (code) next.set(name, code);
    else next.delete(name);
    change([...next].map(([facet, codes]) => `${facet}=${codes}`).join('&'));
  };
  return (
    <>
      {facets.map((facet) => (
        <Choice
          key={facet.name}
          label={say(facet.label)}
          value={held.get(facet.name) ?? ''}
          change={(code) => set(facet.name, code)}
          options={[
            ['', say('All', '全部')],
            ...facet.codes.map((one) => [one.code, say(one.label)] as const),
            // Several at once were written in the record itself; they stay as they are.
            ...((held.get(facet.name) ?? '').includes(',')
              ? [[held.get(facet.name)!, held.get(facet.name)!] as const]
              : []),
          ]}
        />
      ))}
    </>
  );
}

function Choice({
  label,
  value,
  change,
  options,
}: {
  label: string;
  value: string;
  change: (value: string) => void;
  options: readonly (readonly [value: string, label: string])[];
}) {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className="input"
        value={value}
        onChange={(event) => change(event.target.value)}
      >
        {options.map(([option, said]) => (
          <option key={option} value={option}>
            {said}
          </option>
        ))}
      </select>
    </div>
  );
}
