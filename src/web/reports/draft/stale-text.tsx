/** Two wrote the same paragraph: both texts, and the choice. What is not chosen stays in the versions. */
import type { KeptBlock } from '#engine/draft.ts';
import { textIn } from '#engine/draft.ts';
import type { Language } from '#engine/text.ts';
import { useLanguage } from '../../shell/language.tsx';
import { NameText } from '../../shell/latin-names.tsx';
import { printInstant } from '../../shell/numbers.ts';
import { useSession } from '../../shell/session.tsx';
import { doorsOf } from './draft-doors.ts';
import type { DoorFrame } from './draft-doors.ts';
import type { Pending } from './pending-blocks.ts';

type Props = {
  readonly theirs: KeptBlock | undefined;
  readonly mine: Pending;
  readonly frame: DoorFrame;
  readonly settle: (keep: 'theirs' | 'mine') => void;
};

export function StaleText({ theirs, mine, frame, settle }: Props) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  return (
    <div className="notice care stale-text" role="alertdialog" aria-labelledby="stale-text">
      <h3 id="stale-text">
        {theirs?.by ? <NameText name={theirs.by.name} /> : say('Somebody', '他人')}
        {theirs
          ? say(
              ` changed this paragraph (${printInstant(theirs.at, 'en', today)}). Nothing is lost.`,
              `修改了这一段（${printInstant(theirs.at, 'zh', today)}），两份都在。`,
            )
          : say(' took this paragraph out.', '删去了这一段。')}
      </h3>
      <dl>
        <dt>{say('Theirs', '对方')}</dt>
        <dd>{theirs ? <Plain block={theirs} frame={frame} language={language} /> : '–'}</dd>
        <dt>{say('Mine', '我的')}</dt>
        <dd>
          {mine.content ? (
            <Plain block={mine.content} frame={frame} language={language} />
          ) : (
            say('taken out', '已删去')
          )}
        </dd>
      </dl>
      <div className="button-row">
        <button type="button" className="button" onClick={() => settle('theirs')}>
          {say('Keep theirs', '用对方的')}
        </button>
        <button type="button" className="button primary" onClick={() => settle('mine')}>
          {say('Keep mine', '用我的')}
        </button>
      </div>
    </div>
  );
}

type PlainProps = {
  readonly block: Pick<KeptBlock, 'text'>;
  readonly frame: DoorFrame;
  readonly language: Language;
};

function Plain({ block, frame, language }: PlainProps) {
  const read = textIn(block, language);
  const door = doorsOf(read.pieces, frame, read.language);
  return (
    <span lang={read.language === 'zh' ? 'zh-CN' : 'en'}>
      {read.pieces
        .map((piece) => (typeof piece === 'string' ? piece : door(piece).printed))
        .join('')}
    </span>
  );
}
