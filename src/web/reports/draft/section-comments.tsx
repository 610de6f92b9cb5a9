/** 批注: what leaders and writers say about a section. It stands beside the text and never in it. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { KeptSection } from '#engine/draft.ts';
import { api, textOfError } from '../../shell/api.ts';
import { useLanguage } from '../../shell/language.tsx';
import { NameText } from '../../shell/latin-names.tsx';
import { printInstant } from '../../shell/numbers.ts';
import { useReceipts } from '../../shell/receipts.tsx';
import { useSession } from '../../shell/session.tsx';
import { ReasonLine } from './reason-line.tsx';
import { sectionName } from './section-words.ts';

type Props = {
  readonly section: KeptSection;
  readonly unit: number;
  readonly year: number;
  readonly may: boolean;
};

export function SectionComments({ section, unit, year, may }: Props) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  const queries = useQueryClient();
  const show = useReceipts();
  const [open, setOpen] = useState(false);
  const send = async (text: string) => {
    try {
      await api.post('/api/summary/draft/comments', { unit, year, section: section.key, text });
      setOpen(false);
      await queries.invalidateQueries({ queryKey: ['summary', 'draft'] });
    } catch (error) {
      show({ said: textOfError(error), bad: true });
    }
  };
  if (section.comments.length === 0 && !may) return null;
  const named = say(sectionName(section));
  return (
    <div className="section-comments no-print">
      {section.comments.map((comment) => (
        <p key={comment.key}>
          <span className="grey">
            <NameText name={comment.by?.name ?? ''} /> {printInstant(comment.at, language, today)}
          </span>{' '}
          <span lang="zh">{comment.text}</span>
        </p>
      ))}
      {may &&
        (!open ? (
          <button
            type="button"
            className="button quiet comment-button"
            aria-label={say(`Comment on ${named}`, `批注${named}`)}
            onClick={() => setOpen(true)}
          >
            {say('Comment', '批注')}
          </button>
        ) : (
          <ReasonLine
            label={say(`Comment on ${named}`, `批注${named}`)}
            button={say('Comment', '批注')}
            send={(text) => void send(text)}
            leave={() => setOpen(false)}
          />
        ))}
    </div>
  );
}
