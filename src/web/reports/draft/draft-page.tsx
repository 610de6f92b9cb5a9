/** A summary while it is written: outline left, the sheet in the middle, what wants a look at the right. */
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { looksOf } from '#engine/draft-looks.ts';
import { textIn, wantedKey } from '#engine/draft.ts';
import type { DraftSlot, KeptBlock } from '#engine/draft.ts';
import { parseSearch } from '../../shell/addresses.ts';
import { address, api } from '../../shell/api.ts';
import type { FigureData } from '../../shell/api-types.ts';
import { tick } from '../../shell/demo-steps.ts';
import { useGo, usePath, useSearch } from '../../shell/go.tsx';
import { useLanguage } from '../../shell/language.tsx';
import { LatinNames } from '../../shell/latin-names.tsx';
import { Popover } from '../../shell/popover.tsx';
import { useReceipts } from '../../shell/receipts.tsx';
import { useSession } from '../../shell/session.tsx';
import { SummaryButtons } from '../summary-buttons.tsx';
import { SummaryControls } from '../summary-controls.tsx';
import type { SummaryAsked } from '../summary-controls.tsx';
import { Sources } from '../sources-sheet.tsx';
import { BeginDraft } from './begin-draft.tsx';
import { figureOf } from './draft-doors.ts';
import type { DoorFrame } from './draft-doors.ts';
import { DraftLookList } from './draft-look-list.tsx';
import { DraftSheet } from './draft-sheet.tsx';
import { DraftStand } from './draft-stand.tsx';
import { EditionBand } from './edition-band.tsx';
import { GiveOut } from './give-out.tsx';
import type { DraftAnswer, PickableFigure } from './draft-types.ts';
import { SectionList } from './section-list.tsx';
import { refusedWords } from './refused-words.ts';
import { SlotSheet } from './slot-sheet.tsx';
import { goToLook, useDraftDeeds } from './use-draft-deeds.ts';
import { useDraftWriting } from './use-draft-writing.ts';
import './draft.css';

type Props = {
  readonly asked: SummaryAsked;
  readonly answer: DraftAnswer;
  readonly queryKey: readonly unknown[];
};

type OpenSlot = { readonly block: KeptBlock; readonly slot: DraftSlot; readonly box: DOMRect };

export function DraftPage({ asked, answer, queryKey }: Props) {
  const { say, language } = useLanguage();
  const { grant } = useSession();
  const [search] = useSearch();
  const path = usePath();
  const go = useGo();
  const show = useReceipts();
  const writing = useDraftWriting(answer, queryKey);
  const draft = writing.draft!;
  const { unit, year, as_of, may, cutoff } = answer;
  const [open, setOpen] = useState<OpenSlot | null>(null);
  useEffect(() => tick('document'), []);
  // From Today one comes for one's own section.
  const section = search['section'];
  useEffect(() => {
    if (section) document.getElementById(`section-${section}`)?.scrollIntoView({ block: 'start' });
  }, [section]);

  const own = may.write || may.sign ? unit.id : grant.unit.id;
  const listed = useQuery({
    queryKey: ['summary', 'pickable', own, year, cutoff],
    queryFn: () =>
      api.get<{ figures: PickableFigure[] }>('/api/summary/pickable', { unit: own, year, cutoff }),
  });
  const pickable = listed.data?.figures ?? [];
  const past = search['version'] !== undefined || search['edition'] !== undefined;
  const editable =
    draft.head.state === 'writing' && !as_of && !past && (may.write || may.sections.length > 0);
  const frame: DoorFrame = useMemo(
    () => ({
      unit_id: unit.id,
      year,
      cutoff,
      figures: new Map([
        // A number that was picked a moment ago is known from the list.
        ...(listed.data?.figures ?? []).map(
          (one) => [wantedKey({ ...one, unit_id: own }), one] as const,
        ),
        ...Object.entries(answer.figures),
      ]),
      as_of,
      path,
      search,
      marks: editable && cutoff === draft.head.cutoff,
    }),
    [
      answer.figures,
      as_of,
      cutoff,
      draft.head.cutoff,
      editable,
      listed.data,
      own,
      path,
      search,
      unit.id,
      year,
    ],
  );
  const told = new Map(Object.entries(answer.told).map(([key, one]) => [key, one.value]));
  const looks = looksOf(draft, frame.figures, told, frame, language).filter(
    (look) => look.kind !== 'changed' || frame.marks,
  );

  const onDoor = useCallback(
    (href: string) => {
      const at = href.indexOf('?');
      go(path, parseSearch(href.slice(at)));
    },
    [go, path],
  );
  const onRefused = (slot: DraftSlot) => show({ said: refusedWords(figureOf(slot, frame)) });
  const { looked, bind, changeSlot } = useDraftDeeds(draft, writing);
  const change = (at: OpenSlot, next: DraftSlot | null) => {
    const kept = changeSlot(at.block.key, at.slot.slot, next);
    setOpen(kept && next ? { ...at, slot: next } : null);
  };
  const params = {
    unit: unit.id,
    year,
    cutoff: asked.cutoff,
    as_of: as_of ?? undefined,
    version: search['version'],
    edition: search['edition'],
  };
  const files = { ...params, lang: language };
  const lookList = (
    <DraftLookList
      looks={looks}
      sections={draft.sections}
      figures={frame.figures}
      told={answer.told}
      pickable={pickable}
      unit={unit.id}
      editable={editable}
      goTo={goToLook}
      looked={looked}
      bind={bind}
    />
  );
  const outline = (
    <SectionList
      draft={draft}
      unit={unit}
      units={answer.units}
      year={year}
      editable={editable && may.write}
    />
  );
  const used = new Map<string, FigureData>(Object.entries(answer.figures));
  return (
    <LatinNames value={answer.latin}>
      <div className="page-head no-print">
        <div>
          <h1>{say('Summary of the year', '年度总结')}</h1>
        </div>
        <SummaryButtons
          params={params}
          word={address('/api/summary.docx', files)}
          pdf={answer.pdf ? address('/api/summary.pdf', files) : undefined}
        >
          {may.write && <GiveOut asked={params} word={address('/api/summary.docx', files)} />}
        </SummaryButtons>
      </div>
      <SummaryControls asked={asked} own={draft.head.cutoff} fresh_at={answer.fresh_at}>
        <span className="outline-folded">
          <Popover label={say('Sections', '部分')} button={say('Sections', '部分')}>
            {() => <div className="summary-sections">{outline}</div>}
          </Popover>
        </span>
        <span className="look-folded">
          <Popover
            align="end"
            label={say('Needs a look', '需要看一下')}
            button={
              <>
                {say('Needs a look', '需要看一下')} <b className="digits">{looks.length}</b>
              </>
            }
          >
            {() => lookList}
          </Popover>
        </span>
      </SummaryControls>
      {(answer.edition || answer.editions.length > 0) && <EditionBand answer={answer} />}
      <DraftStand
        answer={answer}
        draft={draft}
        asked={asked}
        writing={writing}
        looks={looks.length}
      />
      {editable && may.write && draft.sections.length < 4 && (
        <BeginDraft unit={unit.id} year={year} more />
      )}
      <div className="summary-layout draft-layout">
        <nav className="summary-sections no-print" aria-label={say('Sections', '部分')}>
          {outline}
        </nav>
        <DraftSheet
          answer={answer}
          draft={draft}
          frame={frame}
          writing={writing}
          pickable={pickable}
          editable={editable}
          onDoor={onDoor}
          onMenu={(block, slot, at) => setOpen({ block, slot, box: at.getBoundingClientRect() })}
          onRefused={onRefused}
        />
        <aside className="needs-a-look no-print" aria-labelledby="look-heading">
          <h2 id="look-heading">
            {say('Needs a look', '需要看一下')} <span className="grey digits">{looks.length}</span>
          </h2>
          {lookList}
        </aside>
        {search['sources'] === '1' && (
          <Sources figures={[...used.values()]} unit={unit.id} as_of={as_of ?? undefined} />
        )}
      </div>
      {open && figureOf(open.slot, frame) && (
        <SlotSheet
          slot={open.slot}
          figure={figureOf(open.slot, frame)!}
          whole={
            open.slot.share_of
              ? figureOf({ ...open.slot, indicator: open.slot.share_of }, frame)
              : undefined
          }
          language={textIn(open.block, language).language}
          box={open.box}
          pickable={pickable}
          year={year}
          onChange={(next) => change(open, next)}
          onRemove={() => change(open, null)}
          onClose={() => setOpen(null)}
        />
      )}
    </LatinNames>
  );
}
