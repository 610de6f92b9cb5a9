/** The outline at the left: sections with owner, due day and state; whoever writes the report divides it there. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDay } from '#engine/day.ts';
import { orderBetween } from '#engine/draft.ts';
import type { Draft, DraftSection, KeptSection } from '#engine/draft.ts';
import { DayInput } from '../../fields/day-input.tsx';
import { UnitPicker } from '../../fields/unit-picker.tsx';
import { api, textOfError } from '../../shell/api.ts';
import type { Unit } from '../../shell/api-types.ts';
import { useLanguage } from '../../shell/language.tsx';
import { NameText } from '../../shell/latin-names.tsx';
import { newId } from '../../shell/new-id.ts';
import { Popover } from '../../shell/popover.tsx';
import { useReceipts } from '../../shell/receipts.tsx';
import { useSession } from '../../shell/session.tsx';
import { Icon } from '../../shell/icon.tsx';
import { numbered } from '../summary-controls.tsx';
import { ordinalsOf, sectionName, sectionStateWords } from './section-words.ts';

type Props = {
  readonly draft: Draft;
  readonly unit: Unit;
  readonly units: readonly Unit[];
  readonly year: number;
  readonly editable: boolean;
};

export function SectionList({ draft, unit, units, year, editable }: Props) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  const save = useSavingSections(unit.id, year);
  const { sections } = draft;
  const ordinals = ordinalsOf(sections, language);
  const move = (at: number, by: -1 | 1) => {
    const others = sections.filter((_one, i) => i !== at);
    const to = at + by;
    const section = sections[at]!;
    const order = orderBetween(others[to - 1]?.order, others[to]?.order);
    void save(section.key, section.version, { ...contentOf(section), order });
  };
  return (
    <>
      <h2>{say('Sections', '部分')}</h2>
      <ol>
        {sections.map((section, at) => {
          const name = say(sectionName(section));
          const ordinal = ordinals.get(section.key);
          const owner = units.find((one) => one.id === section.unit_id);
          const late =
            draft.head.state !== 'signed' &&
            section.state === 'open' &&
            section.due_on !== null &&
            section.due_on < today;
          return (
            <li key={section.key}>
              <div className="section-line">
                <a href={`#section-${section.key}`}>
                  {ordinal === undefined ? name : numbered(ordinal, name, language)}
                </a>
                {editable && (
                  <Popover
                    className="button quiet icon"
                    label={say(`Change “${name}”`, `修改“${name}”`)}
                    button={
                      <>
                        <Icon name="more" />
                        <span className="visually-hidden">
                          {say(`Change “${name}”`, `修改“${name}”`)}
                        </span>
                      </>
                    }
                  >
                    {(close) => (
                      <SectionForm
                        section={section}
                        unit={unit}
                        save={async (content) =>
                          (await save(section.key, section.version, content)) && close()
                        }
                        up={at > 0 ? () => move(at, -1) : undefined}
                        down={at < sections.length - 1 ? () => move(at, 1) : undefined}
                      />
                    )}
                  </Popover>
                )}
              </div>
              {(owner || section.owner || section.due_on || section.state !== 'open') && (
                <p className="small">
                  {(section.state !== 'open' || owner) && (
                    <span
                      className={`state ${section.state === 'open' ? 'working' : section.state === 'handed_in' ? 'waiting' : 'done'}`}
                    >
                      {say(sectionStateWords(section.state))}
                    </span>
                  )}{' '}
                  {owner && owner.id !== unit.id && <span className="grey">{say(owner.name)}</span>}{' '}
                  {section.owner && (
                    <span className="grey">
                      <NameText name={section.owner.name} />
                    </span>
                  )}{' '}
                  {section.due_on && (
                    <span className={late ? 'overdue' : 'grey'}>
                      {say(
                        `by ${formatDay(section.due_on, 'en').replace(/ \d{4}$/, '')}`,
                        `${formatDay(section.due_on, 'zh').slice(5)}前`,
                      )}
                    </span>
                  )}
                </p>
              )}
            </li>
          );
        })}
      </ol>
      {editable && (
        <button
          type="button"
          className="button quiet"
          onClick={() => {
            const plan = sections.findIndex((one) =>
              ['experience', 'problems', 'plan'].includes(one.key),
            );
            const at = plan < 0 ? sections.length : plan;
            void save(newId(), 0, {
              order: orderBetween(sections[at - 1]?.order, sections[at]?.order),
              heading: { en: 'New section', zh: '新的部分' },
              line: null,
              unit_id: null,
              owner: null,
              due_on: null,
              state: 'open',
            });
          }}
        >
          <Icon name="plus" /> {say('Section', '加一部分')}
        </button>
      )}
    </>
  );
}

function contentOf({
  key: _k,
  version: _v,
  by: _b,
  at: _a,
  blocks: _bl,
  comments: _c,
  ...content
}: KeptSection): DraftSection {
  return content;
}

function useSavingSections(unit: number, year: number) {
  const queries = useQueryClient();
  const show = useReceipts();
  return async (key: string, base: number, content: DraftSection | null): Promise<boolean> => {
    try {
      await api.put('/api/summary/draft/sections', {
        unit,
        year,
        sections: [{ key, base, content }],
      });
      await queries.invalidateQueries({ queryKey: ['summary', 'draft'] });
      return true;
    } catch (error) {
      show({ said: textOfError(error), bad: true });
      void queries.invalidateQueries({ queryKey: ['summary', 'draft'] });
      return false;
    }
  };
}

type FormProps = {
  readonly section: KeptSection;
  readonly unit: Unit;
  readonly save: (content: DraftSection | null) => Promise<unknown>;
  readonly up: (() => void) | undefined;
  readonly down: (() => void) | undefined;
};

type Person = { readonly id: string; readonly name: string };
type PeopleAnswer = {
  readonly people: readonly Person[];
  readonly latin: Readonly<Record<string, string>>;
};

function SectionForm({ section, unit, save, up, down }: FormProps) {
  const { say, language } = useLanguage();
  const [content, setContent] = useState<DraftSection>(() => contentOf(section));
  const whose = content.unit_id ?? unit.id;
  const people = useQuery({
    queryKey: ['summary', 'people', whose],
    queryFn: () => api.get<PeopleAnswer>('/api/summary/people', { unit: whose }),
  });
  const id = `section-form-${section.key}`;
  return (
    <form
      className="section-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save(content);
      }}
    >
      <div className="field">
        <label className="field-label" htmlFor={`${id}-heading`}>
          {say('Heading', '标题')}
        </label>
        <input
          id={`${id}-heading`}
          className="input"
          maxLength={100}
          lang={language === 'zh' ? 'zh-CN' : 'en'}
          value={content.heading[language]}
          // Left empty, it is called as the product calls it.
          placeholder={say(sectionName({ key: section.key, heading: { en: '', zh: '' } }))}
          onChange={(event) =>
            setContent({
              ...content,
              heading: { ...content.heading, [language]: event.target.value },
            })
          }
        />
      </div>
      <div className="field">
        <label className="field-label" htmlFor={`${id}-unit`}>
          {say('Written by', '责任单位')}
        </label>
        <UnitPicker
          id={`${id}-unit`}
          value={whose}
          label={say('Written by', '责任单位')}
          onChange={(next) =>
            setContent({ ...content, unit_id: next === unit.id ? null : next, owner: null })
          }
        />
      </div>
      <div className="field">
        <label className="field-label" htmlFor={`${id}-owner`}>
          {say('Owner', '责任人')}
        </label>
        <select
          id={`${id}-owner`}
          className="input"
          value={content.owner?.id ?? ''}
          onChange={(event) =>
            setContent({
              ...content,
              owner: people.data?.people.find((one) => one.id === event.target.value) ?? null,
            })
          }
        >
          <option value="">{say('nobody in particular', '未指定')}</option>
          {(people.data?.people ?? []).map((one) => (
            <option key={one.id} value={one.id} translate="no">
              {say(people.data!.latin[one.name] ?? one.name, one.name)}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <span className="field-label">{say('Due', '完成期限')}</span>
        <DayInput
          value={content.due_on}
          label={say('Due', '完成期限')}
          onChange={(due_on) => setContent({ ...content, due_on })}
        />
      </div>
      <div className="button-row">
        <button type="submit" className="button primary">
          {say('Save', '保存')}
        </button>
        <button
          type="button"
          className="button icon"
          disabled={!up}
          onClick={up}
          aria-label={say('Further up', '上移')}
        >
          ↑
        </button>
        <button
          type="button"
          className="button icon"
          disabled={!down}
          onClick={down}
          aria-label={say('Further down', '下移')}
        >
          ↓
        </button>
        <button type="button" className="button danger" onClick={() => void save(null)}>
          {say('Take it out', '删去')}
        </button>
      </div>
    </form>
  );
}
