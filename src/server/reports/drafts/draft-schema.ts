/** What travels when a draft is written: bounded, and nothing beyond what is said here. */
import { Type } from 'typebox';
import { blockKinds, sectionStates, shownWays } from '#engine/draft.ts';
import type { DraftBlock, DraftSection } from '#engine/draft.ts';

const strict = { additionalProperties: false } as const;
const day = Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d$' });
const key = Type.String({ pattern: '^[A-Za-z0-9_-]{1,60}$' });
const oneOf = (values: readonly string[]) => Type.Union(values.map((value) => Type.Literal(value)));

const slot = Type.Object(
  {
    slot: key,
    indicator: Type.String({ maxLength: 80 }),
    show: oneOf(shownWays),
    print: Type.Object(
      {
        style: oneOf(['exact', 'over', 'nearly']),
        step: Type.Union([Type.Number({ exclusiveMinimum: 0 }), Type.Null()]),
        over_word: Type.Optional(oneOf(['余', '多', '以上'])),
        ten_thousands: Type.Optional(Type.Boolean()),
      },
      strict,
    ),
    period: Type.Optional(Type.String({ maxLength: 12 })),
    unit_id: Type.Optional(Type.Integer({ minimum: 1 })),
    share_of: Type.Optional(Type.String({ maxLength: 80 })),
    // What is sent here is not believed: the server writes down what the number stands at.
    drafted: Type.Union([Type.Number(), Type.Null()]),
  },
  strict,
);
const pieces = Type.Array(Type.Union([Type.String({ maxLength: 20_000 }), slot]), {
  maxItems: 400,
});

const blockContent = Type.Object(
  {
    section: key,
    order: Type.Number(),
    kind: oneOf(blockKinds),
    text: Type.Object({ zh: Type.Optional(pieces), en: Type.Optional(pieces) }, strict),
    carried_from: Type.Optional(Type.Integer({ minimum: 1950, maximum: 2100 })),
  },
  strict,
);

const sectionContent = Type.Object(
  {
    order: Type.Number(),
    heading: Type.Object(
      { en: Type.String({ maxLength: 200 }), zh: Type.String({ maxLength: 100 }) },
      strict,
    ),
    line: Type.Union([Type.String({ maxLength: 60 }), Type.Null()]),
    unit_id: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
    owner: Type.Union([
      Type.Object(
        { id: Type.String({ format: 'uuid' }), name: Type.String({ maxLength: 60 }) },
        strict,
      ),
      Type.Null(),
    ]),
    due_on: Type.Union([day, Type.Null()]),
    state: oneOf(sectionStates),
  },
  strict,
);

const unit = Type.Integer({ minimum: 1 });
const year = Type.Integer({ minimum: 1950, maximum: 2100 });
export const draftName = { unit, year };
export type NamedDraft = { readonly unit: number; readonly year: number };

export const draftQuery = Type.Object({
  unit: Type.Optional(unit),
  year,
  cutoff: Type.Optional(Type.String({ maxLength: 10 })),
  as_of: Type.Optional(Type.String({ maxLength: 40 })),
  version: Type.Optional(Type.Integer({ minimum: 1 })),
  edition: Type.Optional(Type.String({ format: 'uuid' })),
});
export type DraftQuery = {
  readonly unit?: number;
  readonly year: number;
  readonly cutoff?: string;
  readonly as_of?: string;
  readonly version?: number;
  readonly edition?: string;
};

const base = Type.Integer({ minimum: 0 });
const part = <C extends typeof blockContent | typeof sectionContent>(content: C) =>
  Type.Object(
    {
      key,
      base,
      content: Type.Union([content, Type.Null()]),
      looked: Type.Optional(Type.Boolean()),
    },
    strict,
  );

export const blocksBody = Type.Object(
  { ...draftName, blocks: Type.Array(part(blockContent), { minItems: 1, maxItems: 200 }) },
  strict,
);
export type BlocksBody = NamedDraft & {
  readonly blocks: readonly {
    readonly key: string;
    readonly base: number;
    readonly content: DraftBlock | null;
    readonly looked?: boolean;
  }[];
};

export const sectionsBody = Type.Object(
  { ...draftName, sections: Type.Array(part(sectionContent), { minItems: 1, maxItems: 60 }) },
  strict,
);
export type SectionsBody = NamedDraft & {
  readonly sections: readonly {
    readonly key: string;
    readonly base: number;
    readonly content: DraftSection | null;
  }[];
};

export const sectionSteps = ['hand_in', 'accept', 'give_back'] as const;
export const draftSteps = ['send_for_review', 'send_back', 'sign', 'new_edition'] as const;
export const stepBody = Type.Object(
  {
    ...draftName,
    step: oneOf([...sectionSteps, ...draftSteps]),
    section: Type.Optional(key),
    reason: Type.Optional(Type.String({ maxLength: 2000 })),
  },
  strict,
);
export type StepBody = NamedDraft & {
  readonly step: (typeof sectionSteps)[number] | (typeof draftSteps)[number];
  readonly section?: string;
  readonly reason?: string;
};

export const commentBody = Type.Object(
  { ...draftName, section: key, text: Type.String({ minLength: 1, maxLength: 2000 }) },
  strict,
);
export const cutoffBody = Type.Object({ ...draftName, cutoff: day, base }, strict);
export const booksBody = Type.Object(
  { ...draftName, cutoff: Type.Optional(Type.String({ maxLength: 10 })) },
  strict,
);
export const textBody = Type.Object(
  { ...draftName, speaks_of: year, text: Type.String({ minLength: 1, maxLength: 400_000 }) },
  strict,
);
export const wordQuery = Type.Object({ ...draftName, speaks_of: year });
