/** One count of a cell: a figure or a count, and of each breakdown the codes that are meant (none: all of them). */
import { useId, useState } from 'react';
import type { Text } from '#engine/text.ts';
import { readFacets, spellFacets } from '#lines/reporting/added-counts.ts';
import { useLanguage } from '../shell/language.tsx';
import type { Choices, CountOf, Facet } from './binding-types.ts';

type Props = {
  readonly value: CountOf;
  readonly choices: Choices;
  readonly kinds: readonly (readonly [what: string, label: string])[];
  readonly change: (value: CountOf) => void;
};

export function CountChoice({ value, choices, kinds, change }: Props) {
  const { say } = useLanguage();
  const lists: Record<string, readonly { name: string; label: Text }[]> = {
    indicator: choices.indicators,
    measure: choices.measures,
    info: choices.words,
  };
  const facets = facetsOf(choices, value);
  const held = readFacets(value.facets);
  return (
    <>
      <Choice
        label={say('What stands there', '取数种类')}
        value={value.what}
        change={(what) => change({ what, name: '', facets: null })}
        options={kinds}
      />
      <Choice
        label={say('Which', '名称')}
        value={value.name}
        change={(name) => change({ ...value, name, facets: null })}
        options={[
          ['', say('Choose…', '请选择…')],
          ...(lists[value.what] ?? []).map((one) => [one.name, say(one.label)] as const),
        ]}
      />
      {facets.map((facet) => (
        <Codes
          key={facet.name}
          facet={facet}
          chosen={held.get(facet.name) ?? []}
          change={(codes) =>
            change({ ...value, facets: spellFacets(new Map(held).set(facet.name, codes)) })
          }
        />
      ))}
    </>
  );
}

function facetsOf(choices: Choices, { what, name }: CountOf): readonly Facet[] {
  const list =
    what === 'measure' ? choices.measures : what === 'indicator' ? choices.indicators : [];
  return list.find((one) => one.name === name)?.facets ?? [];
}

function Codes({
  facet,
  chosen,
  change,
}: {
  facet: Facet;
  chosen: readonly string[];
  change: (codes: readonly string[]) => void;
}) {
  const { say } = useLanguage();
  // It stays as it was left: the last code taken out does not shut it under the hand.
  const [open, setOpen] = useState(chosen.length > 0);
  return (
    <details
      className="binding-codes"
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        {say(facet.label)}
        {': '}
        <span className="grey">
          {chosen.length === 0
            ? say('all', '全部')
            : chosen
                .map((code) => say(facet.codes.find((one) => one.code === code)?.label) || code)
                .join(say(', ', '、'))}
        </span>
      </summary>
      <fieldset>
        <legend className="visually-hidden">{say(facet.label)}</legend>
        {facet.codes.map(({ code, label }) => (
          <label key={code}>
            <input
              type="checkbox"
              checked={chosen.includes(code)}
              onChange={(event) =>
                change(
                  event.target.checked ? [...chosen, code] : chosen.filter((each) => each !== code),
                )
              }
            />
            {say(label)}
          </label>
        ))}
      </fieldset>
    </details>
  );
}

export function Choice({
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
