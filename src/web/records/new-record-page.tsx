/**
 * A new record of any type: its form from the definition. Where a record can begin in several ways,
 * they are offered.
 */
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { Field, LinkField } from '#engine/field.ts';
import { askedBy } from '#engine/record.ts';
import type { Action, AnyRecord, AnyRecordType } from '#engine/record.ts';
import { book } from '#lines/index.ts';
import { UnitPicker } from '../fields/unit-picker.tsx';
import { api } from '../shell/api.ts';
import type { OneRecord } from '../shell/api-types.ts';
import { NoSuchPage } from '../shell/error-page.tsx';
import { useGo, useSearch } from '../shell/go.tsx';
import { useSay } from '../shell/language.tsx';
import { newActionsOf } from '../shell/menu-of-lines.ts';
import { newId } from '../shell/new-id.ts';
import { useSession } from '../shell/session.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { ActionForm } from './action-form.tsx';
import { useOwnCommittee } from './own-committee.ts';

export function NewRecordPage() {
  const { type: name } = useParams({ strict: false }) as { type: string };
  const type = book.findRecord(name);
  const { grant } = useSession();
  const [search] = useSearch();
  const ways = type ? newActionsOf(type, grant.role) : [];
  if (!type || ways.length === 0) return <NoSuchPage />;
  const offered = ways.filter((way) => way !== 'settle_on_spot');
  const plain =
    offered.find((way) => (type.actions[way] as Action<AnyRecord, string>).primary) ?? offered[0]!;
  const wanted = search['way'] ?? '';
  // The form that becomes the whole case stands first; writing down only is one press away.
  const action = ways.includes(wanted) ? wanted : plain;
  return <NewRecord key={name} type={type} offered={offered} action={action} />;
}

type NewProps = {
  readonly type: AnyRecordType;
  /** The ways in which such a record can begin here, and the one chosen. */
  readonly offered: readonly string[];
  readonly action: string;
};

function NewRecord({ type, offered, action }: NewProps) {
  const say = useSay();
  const go = useGo();
  const [search, change] = useSearch();
  const { grant } = useSession();
  const [chosenUnit, setUnit] = useState<number | null>(null);
  const [id] = useState(newId);
  const contactId = type.name === 'dispute' ? search['from_contact'] : undefined;
  const contact = useQuery({
    queryKey: ['records', 'contact', 'one', contactId],
    queryFn: () => api.get<OneRecord>(`/api/records/contact/${contactId}`),
    enabled: contactId !== undefined,
  });
  const copyOf = type.renews ? search['copy'] : undefined;
  const copied = useQuery({
    queryKey: ['records', type.name, 'one', copyOf],
    queryFn: () => api.get<OneRecord>(`/api/records/${type.name}/${copyOf}`),
    enabled: copyOf !== undefined,
  });
  // A version is replaced by the unit that issued it.
  const source = copied.data?.record;
  const unit = chosenUnit ?? source?.unit_id ?? (Number(search['unit']) || grant.unit.id);
  const own = useOwnCommittee(unit, type.name === 'dispute');
  const from = contact.data?.record;
  const about = type.about_any ? search['about'] : undefined;
  const on = useHung(type, search['on']);
  const startWith = useStartWith(type, action, from, source, own, about, on.given);
  const turned = from && {
    type: 'contact',
    id: from.id,
    expected_version: from.version,
    deeds: [{ action: 'turn_into_dispute', fields: { dispute_id: id } }],
  };
  if ((contactId && contact.isPending) || (copyOf && copied.isPending) || !own.ready || on.waits)
    return (
      <div className="page">
        <Waiting />
      </div>
    );
  return (
    <div className="page">
      <title>
        {say({ en: `New: ${type.label.en} · Taizhang`, zh: `新建${type.label.zh} · 台账` })}
      </title>
      <h1>{say(`New: ${type.label.en.toLowerCase()}`, `登记${type.label.zh}`)}</h1>
      <p className="grey" style={{ marginBottom: 16, maxWidth: '68ch' }}>
        {say(type.about)}
      </p>
      {offered.length > 1 && (
        <div
          className="choices"
          role="radiogroup"
          aria-label={say('How it begins', '登记方式')}
          style={{ marginBottom: 20 }}
        >
          {offered.map((way) => (
            <label key={way} className="choice">
              <input
                type="radio"
                name="way"
                checked={way === action}
                onChange={() => change({ way }, { replace: true })}
              />
              <span>{say((type.actions[way] as Action<AnyRecord, string>).label)}</span>
            </label>
          ))}
        </div>
      )}
      {grant.unit.kind !== 'village' && (
        <div className="field form-column">
          <label className="field-label" htmlFor="new-unit">
            {say('For which unit', '所属单位')}
          </label>
          <UnitPicker
            id="new-unit"
            value={unit}
            onChange={(next) => setUnit(next ?? grant.unit.id)}
          />
        </div>
      )}
      <ActionForm
        key={`${action}${unit}`}
        type={type}
        action={action}
        record={null}
        id={id}
        unit_id={unit}
        startWith={startWith}
        links={
          copyOf && copied.data
            ? { [copyOf]: { type: type.name, title: copied.data.title, number: null } }
            : { ...own.links, ...on.links }
        }
        together={turned}
        done={(answer) =>
          go(`/records/${type.name}${answer.seen === false ? '' : `/${answer.id}`}`)
        }
        leave={() => go(`/records/${type.name}`)}
      />
    </div>
  );
}

type OwnCommittee = ReturnType<typeof useOwnCommittee>;

/** What the form begins with: the contact that turns into it, the version it renews, what it is about. */
function useStartWith(
  type: AnyRecordType,
  action: string,
  contact: AnyRecord | undefined,
  renewed: AnyRecord | undefined,
  { committee_id, mediator_id }: OwnCommittee,
  about: string | undefined,
  hung: Readonly<Record<string, unknown>> | undefined,
): Record<string, unknown> {
  const { today } = useSession();
  return useMemo(
    () => ({
      ...todays(type, action, today),
      ...starting(type, today, contact),
      ...(renewed ? asNewVersion(type, action, renewed) : {}),
      ...(type.name === 'dispute' ? { committee_id, mediator_id } : {}),
      ...(type.about_any && about ? { [type.about_any]: about } : {}),
      ...hung,
    }),
    [type, action, today, contact, renewed, committee_id, mediator_id, about, hung],
  );
}

/** The record on which a new one hangs: what its link begins with, and how that is called. */
function useHung(type: AnyRecordType, id: string | undefined) {
  const link = id === undefined ? undefined : type.hangs_on;
  const to = link === undefined ? undefined : (type.fields[link] as LinkField).to;
  const asked = useQuery({
    queryKey: ['records', to, 'one', id],
    queryFn: () => api.get<OneRecord>(`/api/records/${to}/${id}`),
    enabled: to !== undefined,
  });
  const title = asked.data?.title;
  return useMemo(
    () => ({
      waits: to !== undefined && title === undefined && asked.isPending,
      given: link === undefined ? undefined : { [link]: id },
      links:
        to !== undefined && id !== undefined && title
          ? { [id]: { type: to, title, number: null } }
          : undefined,
    }),
    [link, to, id, title, asked.isPending],
  );
}

/** All that the version in force says, to be edited: it names the one that it replaces, and has yet to get a number. */
function asNewVersion(
  type: AnyRecordType,
  action: string,
  record: AnyRecord,
): Record<string, unknown> {
  const { link, anew } = type.renews!;
  const asked = askedBy(type, action).filter((name) => !anew.includes(name));
  const values = asked.map((name) => [
    name,
    name in type.children
      ? (record[name] as { id?: string }[]).map(({ id: _id, ...row }) => row)
      : record[name],
  ]);
  return { ...Object.fromEntries(values), [link]: record.id };
}

/** Days that are mostly today: the form begins with it. */
function todays(type: AnyRecordType, action: string, today: string): Record<string, unknown> {
  const asked = askedBy(type, action).filter((name) => {
    const field = type.fields[name] as Field | undefined;
    return field?.kind === 'day' && field.begins_today;
  });
  return Object.fromEntries(asked.map((name) => [name, today]));
}

/** Today where a day is asked first, and one empty row where at least one is needed. */
function starting(
  type: AnyRecordType,
  today: string,
  contact: AnyRecord | undefined,
): Record<string, unknown> {
  if (type.name === 'contact') return { came_on: today, how: 'visit' };
  if (type.name !== 'dispute') return {};
  const party = (side: string, name: unknown = null) => ({
    side,
    kind: 'person',
    name,
    role: 'party',
  });
  const parties = [party('applicant', contact?.['who'] ?? null), party('respondent')];
  return {
    parties,
    found_on: contact?.['came_on'] ?? today,
    accepted_on: today,
    source: 'application',
    dispute_type: contact?.['dispute_type'] ?? null,
    about: contact?.['about'] ?? null,
    // What was told in confidence at the window stays so.
    ...(contact?.['sensitive'] === true ? { sensitive: true } : {}),
  };
}
