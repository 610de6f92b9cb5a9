/** What one cell counts: proposals by the words of the form first, then everything that is counted or added. */
import { useId, useState } from 'react';
import type { CodeList } from '#engine/field.ts';
import type { Text } from '#engine/text.ts';
import { readAdded, spellAdded } from '#lines/reporting/added-counts.ts';
import type { AddedCount } from '#lines/reporting/added-counts.ts';
import { bindingPeriods, bindingShows } from '#lines/reporting/codes.ts';
import { UnitPicker } from '../fields/unit-picker.tsx';
import { useLanguage } from '../shell/language.tsx';
import type { Binding, Choices, Unanswered } from './binding-types.ts';
import { Choice, CountChoice } from './count-choice.tsx';

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
  const unitId = useId();
  const [typed, setTyped] = useState<Binding>(
    binding ?? {
      ...place,
      what: 'indicator',
      name: '',
      facets: null,
      also: null,
      show: 'value',
      period: 'this',
      of_unit_id: null,
    },
  );
  // One that is still being chosen has no name yet, and is not spelled.
  const [added, setAdded] = useState<readonly AddedCount[]>(readAdded(binding?.also) ?? []);
  const set = (change: Partial<Binding>) => setTyped({ ...typed, ...change });
  const indicator = choices.indicators.find((one) => one.name === typed.name);
  const counts = typed.what !== 'info';
  const rate = typed.what === 'indicator' && indicator !== undefined && !addable(indicator.kind);
  const setOne = (i: number, next: AddedCount) =>
    setAdded(added.map((each, j) => (i === j ? next : each)));
  const figureOrCount = [
    ['indicator', say('A figure', '指标')],
    ['measure', say('A count, narrowed', '计数（可加限定）')],
  ] as const;
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
          {wanted.proposals.map(({ what, name, facets, label }) => (
            <button
              key={`${what}/${name}/${facets}`}
              type="button"
              className="button"
              disabled={busy}
              onClick={() => save({ ...place, what, name, facets, show: 'value', period: 'this' })}
            >
              {say(label)}
            </button>
          ))}
        </p>
      )}
      <form
        className="binding"
        onSubmit={(event) => {
          event.preventDefault();
          const also = counts && !rate ? spellAdded(added.filter((one) => one.name)) : null;
          save({ ...typed, ...place, also });
        }}
      >
        <CountChoice
          value={{ what: typed.what, name: typed.name, facets: typed.facets ?? null }}
          choices={choices}
          kinds={[...figureOrCount, ['info', say('Words of the head', '表头信息')]]}
          change={set}
        />
        {rate && (
          <Choice
            label={say('Which side', '取值')}
            value={typed.show ?? 'value'}
            change={(show) => set({ show })}
            options={codesOf(bindingShows, say)}
          />
        )}
        {counts && !rate && (
          <>
            {added.map((one, i) => (
              <fieldset key={i} className="binding-added">
                <legend>{say(`Plus (${i + 1})`, `另加（${i + 1}）`)}</legend>
                <CountChoice
                  value={one}
                  choices={choices}
                  kinds={figureOrCount}
                  change={(next) => setOne(i, next as AddedCount)}
                />
                <button
                  type="button"
                  className="link-button"
                  onClick={() => setAdded(added.filter((_each, j) => i !== j))}
                >
                  {say('Do not add it', '不再相加')}
                </button>
              </fieldset>
            ))}
            <button
              type="button"
              className="button"
              onClick={() => setAdded([...added, { what: 'indicator', name: '', facets: null }])}
            >
              {say('Add another count to it', '再加一项')}
            </button>
          </>
        )}
        {counts && (
          <>
            <Choice
              label={say('Over which days', '取数期间')}
              value={typed.period ?? 'this'}
              change={(period) => set({ period })}
              options={codesOf(bindingPeriods, say)}
            />
            <div className="field">
              <label className="field-label" htmlFor={unitId}>
                {say('Of which unit', '取数单位')}
              </label>
              <UnitPicker
                id={unitId}
                value={typed.of_unit_id ?? null}
                clearable
                onChange={(of_unit_id) => set({ of_unit_id })}
              />
              <p className="field-hint">
                {say('Empty: of whoever sends the return.', '留空即取填报单位本身。')}
              </p>
            </div>
          </>
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

/** What happens and what there is adds up; rates, means and different people do not. */
const addable = (kind: string) => kind === 'flow' || kind === 'stock';

function codesOf(list: CodeList, say: (text: Text) => string) {
  return list.codes.map(({ code, label }) => [code, say(label)] as const);
}
