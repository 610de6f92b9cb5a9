/** Where the draft stands and what comes next: 送审, 退回, 签发; and whether what was typed is safe. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDay } from '#engine/day.ts';
import type { Draft } from '#engine/draft.ts';
import { api, textOfError } from '../../shell/api.ts';
import { useSearch } from '../../shell/go.tsx';
import { useLanguage } from '../../shell/language.tsx';
import { NameText } from '../../shell/latin-names.tsx';
import { printInstant } from '../../shell/numbers.ts';
import { Popover } from '../../shell/popover.tsx';
import { useReceipts } from '../../shell/receipts.tsx';
import { useSession } from '../../shell/session.tsx';
import type { SummaryAsked } from '../summary-controls.tsx';
import type { DraftAnswer } from './draft-types.ts';
import { ReasonLine } from './reason-line.tsx';
import { draftStateWords } from './section-words.ts';
import { VersionList } from './version-list.tsx';
import type { DraftWriting, SaveState } from './use-draft-writing.ts';

type Props = {
  readonly answer: DraftAnswer;
  readonly draft: Draft;
  readonly asked: SummaryAsked;
  readonly writing: DraftWriting;
  readonly looks: number;
};

type Step = 'send_for_review' | 'send_back' | 'sign' | 'new_edition';

export function DraftStand({ answer, draft, asked, writing, looks }: Props) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  const [search, change] = useSearch();
  const queries = useQueryClient();
  const show = useReceipts();
  const [asking, setAsking] = useState<'send_back' | 'new_edition' | null>(null);
  const [busy, setBusy] = useState(false);
  const { head } = draft;
  const { may, unit, year } = answer;
  const past = search['version'] ?? search['edition'];
  const act = async (work: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await writing.flush();
      await work();
      setAsking(null);
      await queries.invalidateQueries({ queryKey: ['summary'] });
    } catch (error) {
      show({ said: textOfError(error), bad: true });
    } finally {
      setBusy(false);
    }
  };
  const take = (step: Step, reason?: string) =>
    void act(() =>
      api.post('/api/summary/draft/step', {
        unit: unit.id,
        year,
        step,
        ...(reason ? { reason } : {}),
      }),
    );
  const tone =
    head.state === 'writing' ? 'working' : head.state === 'in_review' ? 'waiting' : 'done';
  const otherCutoff = asked.cutoff !== undefined && asked.cutoff !== head.cutoff;
  return (
    <div className="draft-stand no-print">
      <span className={`state ${tone}`}>{say(draftStateWords(head.state))}</span>
      {past !== undefined ? (
        <span className="grey">
          {search['version'] &&
            say(`as it was saved as version ${past}`, `第${past}次保存时的内容`)}{' '}
          <button
            type="button"
            className="button"
            onClick={() => change({ version: undefined, edition: undefined })}
          >
            {say('Back to now', '回到现在')}
          </button>
        </span>
      ) : head.state === 'writing' && (may.write || may.sections.length > 0) ? (
        <SavedWords state={writing.state} />
      ) : (
        <span className="grey">
          <NameText name={head.by?.name ?? ''} /> {printInstant(head.at, language, today)}
        </span>
      )}
      {otherCutoff && (
        <span className="grey">
          {say(
            `Counted to ${formatDay(asked.cutoff, 'en')}; the draft counts to ${formatDay(head.cutoff, 'en')}.`,
            `当前按${formatDay(asked.cutoff, 'zh')}统计，草稿截止日期为${formatDay(head.cutoff, 'zh')}。`,
          )}{' '}
          {may.write && head.state === 'writing' && (
            <button
              type="button"
              className="button"
              disabled={busy}
              onClick={() =>
                void act(() =>
                  api.put('/api/summary/draft/cutoff', {
                    unit: unit.id,
                    year,
                    cutoff: asked.cutoff,
                    base: head.version,
                  }),
                ).then(() => change({ cutoff: undefined }, { replace: true }))
              }
            >
              {say('Let the draft count to it', '定为草稿的截止日期')}
            </button>
          )}
        </span>
      )}
      <span className="spacer" />
      {may.write && (
        <Popover
          className="button quiet"
          align="end"
          label={say('Versions', '历次保存')}
          button={say('Versions', '历次保存')}
        >
          {(close) => <VersionList unit={unit.id} year={year} close={close} />}
        </Popover>
      )}
      {past === undefined && asking === null && (
        <>
          {head.state === 'writing' && may.write && (
            <button
              type="button"
              className="button primary"
              disabled={busy || writing.conflicts.size > 0}
              onClick={() => take('send_for_review')}
            >
              {looks > 0
                ? say(`Send for review (${looks} to look at)`, `送审（${looks}处需要看一下）`)
                : say('Send for review', '送审')}
            </button>
          )}
          {head.state === 'in_review' && may.write && !may.sign && (
            <button
              type="button"
              className="button"
              disabled={busy}
              onClick={() => take('send_back')}
            >
              {say('Take back from review', '撤回送审')}
            </button>
          )}
          {head.state === 'in_review' && may.sign && (
            <>
              <button
                type="button"
                className="button"
                disabled={busy}
                onClick={() => setAsking('send_back')}
              >
                {say('Send back', '退回修改')}
              </button>
              <button
                type="button"
                className="button primary"
                disabled={busy}
                onClick={() => take('sign')}
              >
                {say('Sign and freeze', '签发定稿')}
              </button>
            </>
          )}
          {head.state === 'signed' && may.write && (
            <button
              type="button"
              className="button"
              disabled={busy}
              onClick={() => setAsking('new_edition')}
            >
              {say('New edition', '出新版')}
            </button>
          )}
        </>
      )}
      {asking !== null && (
        <ReasonLine
          label={
            asking === 'send_back'
              ? say('What is to be changed', '修改意见')
              : say('Why there is to be a new edition', '出新版的原因')
          }
          button={
            asking === 'send_back' ? say('Send back', '退回修改') : say('New edition', '出新版')
          }
          send={(reason) => take(asking, reason)}
          leave={() => setAsking(null)}
        />
      )}
    </div>
  );
}

function SavedWords({ state }: { readonly state: SaveState }) {
  const { say } = useLanguage();
  const words = {
    saved: say('Saved', '已保存'),
    saving: say('Saving…', '正在保存…'),
    waiting: say('Kept on this machine, saved in a moment', '已存本机，稍后保存'),
    offline: say(
      'No connection. Kept on this machine; it goes out by itself.',
      '连不上服务器，已存本机，恢复后自动保存。',
    ),
  };
  return (
    <span className={state === 'offline' ? 'due-soon' : 'grey'} role="status">
      {words[state]}
    </span>
  );
}
