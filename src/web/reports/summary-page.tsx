/** The annual summary: what the books propose, until somebody begins to write; then the draft, and its editions. */
import { useQuery } from '@tanstack/react-query';
import { api, ApiProblem } from '../shell/api.ts';
import { useSearch } from '../shell/go.tsx';
import { useLanguage } from '../shell/language.tsx';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import { BooksSheet } from './books-sheet.tsx';
import { AskedSections } from './draft/asked-sections.tsx';
import { DraftPage } from './draft/draft-page.tsx';
import type { DraftAnswer } from './draft/draft-types.ts';
import { useSummaryAsked } from './summary-controls.tsx';
import './summary.css';

export function SummaryPage() {
  const { say } = useLanguage();
  const [search] = useSearch();
  const asked = useSummaryAsked();
  const { unit, year, cutoff, as_of, years } = asked;
  const params = {
    unit,
    year,
    cutoff,
    as_of,
    version: search['version'],
    edition: search['edition'],
  };
  const queryKey = ['summary', 'draft', params];
  const draft = useQuery({
    queryKey,
    queryFn: () => api.get<DraftAnswer>('/api/summary/draft', params),
    enabled: search['year'] !== undefined || !years.isPending,
    // While another cut-off is counted the text stays; of another unit or year it is another text.
    placeholderData: (before) =>
      before?.unit.id === unit && String(before.year) === year ? before : undefined,
  });
  const answer = draft.data;
  // A county that is asked for a section reaches the city's draft, and nothing else of the city.
  const out = draft.error instanceof ApiProblem && draft.error.kind === 'not-found';
  return (
    <div className={as_of ? 'page summary-page stood' : 'page summary-page'}>
      <title>{say('Summary · Taizhang', '总结 · 台账')}</title>
      {draft.isPending && <Waiting lines={12} />}
      {draft.isError && !out && <Trouble error={draft.error} retry={() => void draft.refetch()} />}
      {out && <Trouble error={draft.error} />}
      <AskedSections unit={unit} year={year} />
      {answer &&
        (answer.draft ? (
          <DraftPage
            key={`${answer.unit.id}/${answer.year}`}
            asked={asked}
            answer={answer}
            queryKey={queryKey}
          />
        ) : (
          <BooksSheet asked={asked} mayBegin={answer.may.write} />
        ))}
    </div>
  );
}
