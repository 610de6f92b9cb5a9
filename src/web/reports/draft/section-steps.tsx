/** A section that belongs to a county is handed in, and accepted or given back by whoever writes the report. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { KeptSection } from '#engine/draft.ts';
import { api, textOfError } from '../../shell/api.ts';
import { useLanguage } from '../../shell/language.tsx';
import { useReceipts } from '../../shell/receipts.tsx';
import type { DraftAnswer } from './draft-types.ts';
import { ReasonLine } from './reason-line.tsx';
import { sectionName } from './section-words.ts';

type Props = {
  readonly answer: DraftAnswer;
  readonly section: KeptSection;
  readonly editable: boolean;
  readonly flush: () => Promise<boolean>;
};

export function SectionSteps({ answer, section, editable, flush }: Props) {
  const { say } = useLanguage();
  const queries = useQueryClient();
  const show = useReceipts();
  const [asking, setAsking] = useState(false);
  const mine = answer.may.sections.includes(section.key);
  const divided = section.unit_id !== null || section.owner !== null || section.state !== 'open';
  if (!editable || (!mine && !answer.may.write) || !divided) return null;
  const named = sectionName(section);
  const take = async (step: 'hand_in' | 'accept' | 'give_back', reason?: string) => {
    try {
      await flush();
      const body = { unit: answer.unit.id, year: answer.year, section: section.key, step };
      await api.post('/api/summary/draft/step', reason ? { ...body, reason } : body);
      setAsking(false);
      await queries.invalidateQueries({ queryKey: ['summary'] });
    } catch (error) {
      show({ said: textOfError(error), bad: true });
    }
  };
  return (
    <div className="section-steps no-print">
      {section.state === 'open' && (
        <button type="button" className="button" onClick={() => void take('hand_in')}>
          {say('Hand in', '提交')}
          <span className="visually-hidden"> {say(named)}</span>
        </button>
      )}
      {section.state === 'handed_in' && answer.may.write && !asking && (
        <>
          <button type="button" className="button" onClick={() => void take('accept')}>
            {say('Accept', '采用')}
            <span className="visually-hidden"> {say(named)}</span>
          </button>
          <button type="button" className="button" onClick={() => setAsking(true)}>
            {say('Give back', '退回补充')}
            <span className="visually-hidden"> {say(named)}</span>
          </button>
        </>
      )}
      {asking && (
        <ReasonLine
          label={say('What is missing', '需要补充的内容')}
          button={say('Give back', '退回补充')}
          send={(reason) => void take('give_back', reason)}
          leave={() => setAsking(false)}
        />
      )}
    </div>
  );
}
