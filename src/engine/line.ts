/** A line of work: the records it keeps, what they count for, its figures, and its part of the annual summary. */
import { learnCodes } from './code-book.ts';
import type { OwnCode } from './code-book.ts';
import type { TimedRule } from './calendar.ts';
import type { CodeList, LinkField } from './field.ts';
import type { Indicator } from './indicator.ts';
import type { Measure } from './measure.ts';
import { findIdentityLinks } from './record.ts';
import type { AnyRecordType } from './record.ts';
import type { Standard } from './standard.ts';
import type { Text } from './text.ts';
import type { ReturnForm, SummaryPart } from './report.ts';

/** A period that no law sets: the office's own rhythm, which an office may set otherwise. */
export type OfficePeriod = TimedRule & { readonly label: Text };

export type Line = {
  readonly name: string;
  readonly label: Text;
  readonly records: readonly AnyRecordType[];
  readonly measures: readonly Measure[];
  readonly indicators: readonly Indicator[];
  /** The one flow by which a leader compares units on the page Today, this year against last year. */
  readonly headline?: string;
  readonly codes: readonly CodeList[];
  readonly periods?: readonly OfficePeriod[];
  readonly summary?: SummaryPart;
  readonly returns?: readonly ReturnForm[];
  /** What is judged by versioned standards: a draft can be tried on all bodies before it is adopted. */
  readonly standards?: readonly Standard[];
};

/** Looks a definition up by name over all lines; a wrong name is a broken program, not a user's mistake. */
export class Book {
  readonly lines: readonly Line[];
  readonly #records: Map<string, AnyRecordType>;
  readonly #measures: Map<string, Measure>;
  readonly #indicators: Map<string, Indicator & { readonly line: string }>;

  constructor(lines: readonly Line[]) {
    this.lines = lines;
    this.#records = unique(lines.flatMap((l) => l.records.map((r) => [r.name, r] as const)));
    this.#measures = unique(lines.flatMap((l) => l.measures.map((m) => [m.name, m] as const)));
    this.#indicators = unique(
      lines.flatMap((l) => l.indicators.map((i) => [i.name, { ...i, line: l.name }] as const)),
    );
    for (const type of this.records) {
      findIdentityLinks(type, (name) => this.findRecord(name));
      this.#refuseCopiedSecrets(type);
    }
  }

  /** A copy would stand in plain sight, and stay when the person is erased. */
  #refuseCopiedSecrets(type: AnyRecordType): void {
    const copies = Object.values(type.copies ?? {}) as (readonly [string, string])[];
    for (const [link, source] of copies) {
      const { to } = type.fields[link] as LinkField;
      if (this.findRecord(to)?.fields[source]?.secret)
        throw new Error(`${type.name} copies what ${to} keeps encrypted: ${source}`);
    }
  }

  get records(): AnyRecordType[] {
    return [...this.#records.values()];
  }
  get measures(): Measure[] {
    return [...this.#measures.values()];
  }
  get indicators(): (Indicator & { readonly line: string })[] {
    return [...this.#indicators.values()];
  }
  get codes(): CodeList[] {
    return [...new Set(this.lines.flatMap((line) => line.codes))];
  }
  /** The code lists as this city keeps them; see `code-book.ts`. */
  learnCodes(own: readonly OwnCode[]): void {
    learnCodes(this.codes, own);
  }
  /** The standard that a register of criteria belongs to. */
  findStandard(criteria: string): (Standard & { readonly line: string }) | undefined {
    return this.lines
      .flatMap((l) => (l.standards ?? []).map((one) => ({ ...one, line: l.name })))
      .find((one) => one.criteria === criteria);
  }
  /** The standard by which a type of record gives points. */
  standardOf(assessment: string): Standard | undefined {
    return this.lines
      .flatMap((l) => l.standards ?? [])
      .find((one) => one.assessment === assessment);
  }
  findRecord(name: string) {
    return this.#records.get(name);
  }
  findIndicator(name: string) {
    return this.#indicators.get(name);
  }
  record(name: string): AnyRecordType {
    return known(this.#records.get(name), `record type ${name}`);
  }
  measure(name: string): Measure {
    return known(this.#measures.get(name), `measure ${name}`);
  }
}

function unique<T>(pairs: (readonly [string, T])[]): Map<string, T> {
  const map = new Map(pairs);
  if (map.size !== pairs.length) throw new Error('Two definitions have the same name');
  return map;
}

function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`No such ${what}`);
  return value;
}

/** The record types that hang on this one: leaves and decisions on a file. */
export function hungOn(book: Book, type: AnyRecordType): AnyRecordType[] {
  return book.records.filter(
    ({ hangs_on, fields }) => hangs_on && (fields[hangs_on] as LinkField).to === type.name,
  );
}
