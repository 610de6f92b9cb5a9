/** What travels over /api, as docs/api.md says it. */
import type { Day } from '#engine/day.ts';
import type { Role } from '#engine/permission.ts';
import type { Issue } from '#engine/problem.ts';
import type { AnyRecord } from '#engine/record.ts';
import type { Text } from '#engine/text.ts';

export type Unit = {
  readonly id: number;
  readonly code: string;
  readonly kind: string;
  readonly name: Text;
  readonly parent_id: number | null;
  readonly path: string;
};

export type ShownGrant = {
  readonly id: string;
  readonly role: Role;
  readonly role_label: Text;
  readonly unit: Unit;
  readonly lines: readonly string[];
  readonly opens_sealed?: boolean;
};

export type Session = {
  readonly account: {
    readonly id: string;
    readonly name: string;
    readonly latin?: string;
    readonly username: string;
  };
  readonly grant: ShownGrant;
  readonly grants: readonly ShownGrant[];
  readonly demo: boolean;
  readonly today: Day;
  /** The post asks for a second factor that is not set up: until then this session does that alone. */
  readonly must_set_up_second_factor?: boolean;
  /** The post is not used from this network: until it is, or another post is chosen, this session does nothing. */
  readonly elsewhere?: boolean;
  /** It is asked, and the office's provider did not say that it asked for one. */
  readonly second_factor_not_shown?: boolean;
  /** The password was made for this person: until they have chosen their own, this session does that alone. */
  readonly must_change_password?: boolean;
};

export type SignInMoment = { readonly at: string; readonly address: string | null };

/** What happened to the own account since the sign-in before. */
export type AccountNotices = {
  readonly signed_in: SignInMoment | null;
  readonly before: SignInMoment | null;
  readonly failed: {
    readonly count: number;
    readonly last: SignInMoment | null;
    readonly password_known: boolean;
  };
  readonly changes: readonly {
    readonly deed: string;
    readonly label: Text;
    readonly at: string;
    readonly own: boolean;
  }[];
  readonly notable: boolean;
};

export type DemoPerson = {
  readonly username: string;
  readonly name: string;
  readonly latin?: string;
  readonly role: Role;
  readonly unit: Unit;
  readonly about: Text;
  readonly start_here: boolean;
};

export type CountedLine = {
  readonly measure: string;
  readonly label: Text;
  readonly counter: Text;
  readonly money?: boolean;
  readonly day: Day;
  readonly unit_id: number;
  readonly unit: Text;
  readonly amount: number;
  readonly facets?: Readonly<Record<string, string>>;
  readonly indicator: string | null;
  readonly from?: Day;
  readonly to?: Day;
  readonly figure?: { readonly value: number | null; readonly from: Day; readonly to: Day } | null;
};

export type WriteAnswer = {
  readonly write_id: string;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly state: string;
  readonly number: string | null;
  readonly lines: readonly CountedLine[];
  readonly warnings?: readonly Issue[];
  /** False where the writer may not open any more what they have written: it was sealed. */
  readonly seen?: boolean;
};

export type RecordRow = AnyRecord & {
  readonly title: Text;
  readonly unit?: Text;
  readonly clock: {
    readonly due_on: Day;
    readonly label: Text;
    readonly overdue_days: number;
    readonly rule?: string;
  } | null;
};

export type LinkTitle = {
  readonly type: string;
  readonly title: Text;
  readonly number: string | null;
};

export type RecordPage = {
  readonly records: readonly RecordRow[];
  readonly next: string | null;
  readonly count?: number;
  readonly count_is_exact?: boolean;
  readonly people?: Readonly<Record<string, string>>;
  readonly links?: Readonly<Record<string, LinkTitle>>;
  /** People's names in pinyin, by the name as it is written. */
  readonly latin?: Readonly<Record<string, string>>;
};

export type ShownDuty = {
  readonly key: string;
  readonly label: Text;
  readonly from_day: Day;
  readonly due_on: Day;
  readonly postponed_to: Day | null;
  readonly rule: string | null;
  readonly action: string;
  readonly statutory: boolean;
  readonly waiting: boolean;
};

export type Attachment = {
  readonly id: string;
  readonly name: string;
  readonly paper?: string | null;
  readonly media_type?: string;
  readonly size?: number;
};

export type OneRecord = {
  readonly record: AnyRecord;
  readonly title: Text;
  readonly number: string | null;
  readonly actions: readonly string[];
  readonly duties: readonly ShownDuty[];
  readonly unit?: Unit;
  readonly links: Readonly<Record<string, LinkTitle>>;
  readonly people: Readonly<Record<string, string>>;
  readonly latin?: Readonly<Record<string, string>>;
  readonly counts_for: readonly CountedLine[];
  readonly attachments: readonly Attachment[];
};

export type Version = {
  readonly version: number;
  readonly action: string;
  readonly state?: string;
  readonly at: string;
  readonly person: { readonly id: string; readonly name: string | null };
  readonly role: Role | null;
  readonly reason: string | null;
  readonly on_behalf_of: string | null;
  readonly changed: readonly string[];
  readonly content: AnyRecord;
};

export type ShownPaper = {
  readonly name: string;
  readonly label: Text;
  readonly required: 'always' | 'as_needed' | 'not_here';
  readonly signature: 'needed' | 'none';
  /** Which of the record's files it lies in, where there are several. */
  readonly bundle?: string;
  readonly original?: boolean;
  readonly can_make: boolean;
  readonly there: boolean;
  readonly made: boolean;
  readonly last_made: { readonly at: string; readonly by: string } | null;
  readonly attachments: readonly Attachment[];
};

export type Choice = { readonly id: string; readonly title: Text; readonly number: string | null };

export type FigureKind = 'flow' | 'stock' | 'distinct' | 'rate' | 'remainder' | 'average';
export type FigureGroup = 'work' | 'results' | 'bodies' | 'money';

export type FigureTarget = {
  readonly id: string;
  readonly number: string | null;
  readonly year: number;
  readonly due_on: Day;
  readonly direction: 'at_least' | 'at_most';
  /** In per cent or in units; money in fen. */
  readonly goal: number;
  readonly goal_in: 'percent' | 'units';
  readonly gap: number;
};

export type FigureData = {
  readonly indicator: string;
  readonly figure_id: string | null;
  readonly label: Text;
  readonly counter: Text;
  readonly rule: Text;
  readonly group: FigureGroup;
  readonly kind: FigureKind;
  readonly of?: 'part' | 'quotient' | null;
  readonly money: boolean;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly last_year: number | null;
  readonly target: FigureTarget | null;
  readonly reported: boolean;
  readonly not_reported_reason: Text | null;
  readonly fresh_at: string;
  readonly from: Day;
  readonly to: Day;
  readonly as_of: string | null;
  readonly months12: readonly (number | null)[];
};

export type FigureDetail = FigureData & {
  readonly last_year_since?: Day | null;
  readonly unit: Unit;
  readonly months: readonly {
    readonly month: string;
    readonly value: number | null;
    readonly last_year: number | null;
  }[];
  readonly units: readonly {
    readonly unit: Unit;
    readonly value: number | null;
    readonly numerator: number | null;
    readonly denominator: number | null;
  }[];
  readonly facets: readonly {
    readonly name: string;
    readonly label: Text;
    readonly rows: readonly {
      readonly code: string;
      readonly label: Text;
      readonly value: number | null;
    }[];
  }[];
};

export type FigureList = {
  /** Where the books of last year begin within the period compared: then there is no comparison. */
  readonly last_year_since?: Day | null;
  readonly figures: readonly FigureData[];
  readonly unit: Unit;
  readonly from: Day;
  readonly to: Day;
  readonly as_of: string | null;
  readonly page: number | null;
};

export type OpenedRecords = {
  readonly records: readonly {
    readonly record_type: string;
    readonly id: string;
    readonly title: Text;
    readonly number: string | null;
    readonly unit?: Text;
    readonly day: Day;
    readonly amount: number;
  }[];
  readonly next: string | null;
  readonly listed: number;
  /** null: some, but fewer than ten. */
  readonly guarded: number | null;
  /** Counted under other boundaries, and out of reach now. */
  readonly elsewhere: number;
  readonly total: number;
};

export type Changes = {
  readonly then: number;
  readonly late: number;
  readonly corrected: number;
  readonly now: number;
  readonly lines: readonly {
    readonly record_type: string;
    readonly id: string;
    readonly title: Text;
    readonly number: string | null;
    readonly unit?: Text;
    readonly amount: number;
    readonly kind?: 'late' | 'corrected';
    readonly recorded_at: string;
  }[];
};

export type Entries = {
  readonly lines: readonly {
    readonly id: number;
    readonly day: Day;
    readonly recorded_at: string;
    readonly unit?: Text;
    readonly amount: number;
    readonly record_type?: string;
    readonly record_id?: string;
    readonly title: Text;
    readonly page: number | null;
  }[];
  readonly next: string | null;
};

export type WayOut = 'spoken' | 'copy' | 'word' | 'excel' | 'return';
export type GivenOut = {
  readonly id: number;
  readonly indicator: string;
  readonly receiver: string;
  readonly by_way: WayOut;
  readonly from: Day;
  readonly to: Day;
  readonly value: number | null;
  readonly now?: number | null;
  readonly stood_at: string;
  readonly given_on: Day;
  readonly person: { readonly id: string; readonly name: string };
};

export type FilledFigure = {
  readonly indicator: string;
  readonly printed: string;
  readonly value: number | null;
  readonly reported: boolean;
  readonly show?: 'value' | 'numerator' | 'denominator' | 'gap';
  readonly from: Day;
  readonly to: Day;
  /** Its place in the text, the same in both languages; what a choice of printing names. */
  readonly slot: string;
  readonly chosen: {
    readonly style: 'exact' | 'over' | 'nearly';
    readonly to: number | null;
    readonly by: { readonly id: string; readonly name: string };
    readonly at: string;
  } | null;
  readonly styles: readonly {
    readonly style: string;
    readonly to: number | null;
    readonly printed: string;
  }[];
};
export type FilledPiece = string | FilledFigure;
export type FilledSentence = {
  readonly key: string;
  readonly en: readonly FilledPiece[];
  readonly zh: readonly FilledPiece[];
};
export type Summary = {
  readonly unit: Unit;
  readonly year: number;
  readonly as_of: string | null;
  readonly fresh_at?: string;
  readonly parts: readonly {
    readonly line: string;
    readonly heading: Text;
    readonly sentences: readonly FilledSentence[];
  }[];
  readonly figures?: readonly FigureData[];
};

export type TodayItem = {
  readonly record_type: string;
  readonly record_id: string;
  readonly key: string;
  readonly label: Text;
  readonly title: Text;
  readonly unit?: Text;
  readonly unit_id?: number;
  readonly person: string | null;
  readonly person_latin?: string | null;
  readonly due_on: Day;
  readonly overdue_days: number;
  readonly rule: string | null;
  readonly action: string;
  readonly statutory: boolean;
  /** Another post's, come up to this one before its day passes. */
  readonly escalated: boolean;
  readonly postponed_to: Day | null;
};

/** A record that may be the same matter as the one being written down. */
export type LikelyRecord = {
  readonly type: string;
  readonly id: string;
  readonly title: Text;
  readonly number: string | null;
  readonly day: Day | null;
  readonly unit: Text | null;
  readonly signs: readonly { readonly code: string; readonly label: Text }[];
};

/** What comes up to a post that may not open it, by the unit below that answers for it. */
export type TodayComeUp = {
  readonly unit_id: number;
  readonly unit: Text;
  readonly key: string;
  readonly label: Text;
  readonly count: number;
  readonly overdue: number;
  readonly due_on: Day;
  readonly overdue_days: number;
};

export type SectionKey = 'overdue' | 'today' | 'week' | 'asked' | 'waiting' | 'to_complete';

export type TodayAnswer = {
  readonly today: Day;
  readonly since: {
    readonly at: string;
    readonly deeds?: readonly {
      readonly record_type: string;
      readonly action: string;
      readonly label: Text;
      readonly of: Text;
      readonly n: number;
    }[];
  } | null;
  readonly sections: readonly {
    readonly key: SectionKey;
    readonly label: Text;
    readonly count: number;
    readonly items: readonly TodayItem[];
  }[];
  readonly next: Pick<
    TodayItem,
    'record_type' | 'record_id' | 'key' | 'label' | 'title' | 'due_on'
  > | null;
  readonly come_up?: readonly TodayComeUp[];
  readonly kept?: boolean;
  readonly headline?: {
    readonly indicator: string;
    readonly label: Text;
    readonly counter: Text;
    readonly last_year_since?: Day | null;
  } | null;
  readonly units?: readonly {
    readonly unit: { readonly id: number; readonly code: string; readonly name: Text };
    readonly overdue: number;
    readonly oldest_due: Day | null;
    readonly reminded_on: Day | null;
    readonly this_year: number | null;
    readonly last_year: number | null;
  }[];
};

export type SinceOpened = {
  readonly at: string;
  readonly label: Text;
  readonly of: Text;
  readonly total: number;
  readonly records: readonly {
    readonly type: string;
    readonly id: string;
    readonly title: Text;
    readonly number: string | null;
    readonly unit?: Text;
  }[];
};

export type MyDay = {
  readonly day: Day;
  readonly lines: readonly {
    readonly said: Text;
    readonly count: number;
    readonly type: string;
    readonly action: string;
    readonly records: readonly {
      readonly type: string;
      readonly id: string;
      readonly title: Text;
    }[];
  }[];
};

export type ListedUnit = Unit & { readonly has_children?: boolean };
