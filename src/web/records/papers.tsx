/** The papers of the file, required first: what is there, what can be made here, what is added as a signed page. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { api, textOfError } from '../shell/api.ts';
import type { ShownPaper } from '../shell/api-types.ts';
import { useLanguage } from '../shell/language.tsx';
import { printInstant } from '../shell/numbers.ts';
import { useReceipts } from '../shell/receipts.tsx';
import { saveFromServer } from '../shell/save-from-server.ts';

type Props = { readonly type: string; readonly id: string; readonly canAdd: boolean };

const order = { always: 0, as_needed: 1, not_here: 2 } as const;

export function Papers({ type, id, canAdd }: Props) {
  const { say } = useLanguage();
  const papers = useQuery({
    queryKey: ['records', type, 'papers', id],
    queryFn: () => api.get<{ papers: ShownPaper[] }>(`/api/records/${type}/${id}/papers`),
    retry: false,
  });
  const list = papers.data?.papers ?? [];
  if (list.length === 0) return null;
  const required = list.filter((paper) => paper.required === 'always');
  const there = required.filter((paper) => paper.made || paper.attachments.length > 0);
  const shown = list
    .filter((paper) => paper.required !== 'not_here')
    .toSorted((a, b) => order[a.required] - order[b.required]);
  return (
    <section aria-labelledby="papers-heading" className="rail-part rail-papers">
      <header>
        <h2 id="papers-heading">{say('Papers', '文书')}</h2>
        <span className={there.length < required.length ? 'due-soon small' : 'grey small'}>
          {say(
            `${there.length} of ${required.length} required`,
            `必备${required.length}件，已有${there.length}件`,
          )}
        </span>
      </header>
      <ul className="papers">
        {shown.map((paper) => (
          <PaperLine key={paper.name} type={type} id={id} paper={paper} canAdd={canAdd} />
        ))}
      </ul>
    </section>
  );
}

function PaperLine({
  type,
  id,
  paper,
  canAdd,
}: {
  type: string;
  id: string;
  paper: ShownPaper;
  canAdd: boolean;
}) {
  const { say, language } = useLanguage();
  const show = useReceipts();
  const queries = useQueryClient();
  const file = useRef<HTMLInputElement>(null);
  const isThere = paper.made || paper.attachments.length > 0;
  const open = paper.required === 'always' ? 'waiting' : 'ended';
  // Made is not yet signed: only a page that was added is done.
  const standing = paper.attachments.length > 0 ? 'done' : paper.made ? 'working' : open;
  const add = async (chosen: File) => {
    const body = new FormData();
    body.append('file', chosen);
    try {
      await api.post(`/api/records/${type}/${id}/attachments`, body, { paper: paper.name });
      show({ said: { en: `Added to: ${paper.label.en}`, zh: `已上传：${paper.label.zh}` } });
      void queries.invalidateQueries({ queryKey: ['records', type] });
    } catch (error) {
      show({ said: textOfError(error), bad: true });
    }
  };
  const make = async (lang: 'zh' | 'en') => {
    try {
      await saveFromServer(`/api/records/${type}/${id}/papers/${paper.name}.docx?lang=${lang}`);
      show({
        said: {
          en: `Made: ${paper.label.en}. Print it, have it signed, then add the signed page.`,
          zh: `已制作：${paper.label.zh}。打印签字后请上传签字页。`,
        },
      });
      void queries.invalidateQueries({ queryKey: ['records', type, 'papers', id] });
    } catch (error) {
      show({ said: textOfError(error), bad: true });
    }
  };
  return (
    <li className={isThere ? 'there' : ''}>
      <span className={`state ${standing}`}>
        <span className="paper-name">{say(paper.label)}</span>
      </span>
      <span className="paper-links">
        {paper.last_made && paper.attachments.length === 0 && (
          <span className="grey">
            {say(
              `made ${printInstant(paper.last_made.at, language)}, not signed yet`,
              `${printInstant(paper.last_made.at, language)}制作，尚无签字页`,
            )}
          </span>
        )}
        {paper.attachments.map((attachment, i) => (
          <a
            key={attachment.id}
            href={`/api/attachments/${attachment.id}`}
            target="_blank"
            rel="noreferrer"
            title={attachment.name}
          >
            {say(`page ${i + 1}`, `第${i + 1}份`)}
          </a>
        ))}
        {paper.can_make && (
          <button type="button" className="link-button" onClick={() => void make('zh')}>
            {say('Make', '制作')}
            <span className="visually-hidden">{say(paper.label)}</span>
          </button>
        )}
        {paper.can_make && language === 'en' && (
          <button type="button" className="link-button" onClick={() => void make('en')}>
            English copy<span className="visually-hidden">{say(paper.label)}</span>
          </button>
        )}
        {canAdd && (
          <>
            <button type="button" className="link-button" onClick={() => file.current?.click()}>
              {say('Add signed page', '上传签字页')}
              <span className="visually-hidden">{say(paper.label)}</span>
            </button>
            <input
              ref={file}
              type="file"
              hidden
              accept="image/jpeg,image/png,image/webp,.pdf"
              onChange={(event) => {
                const chosen = event.target.files?.[0];
                if (chosen) void add(chosen);
                event.target.value = '';
              }}
            />
          </>
        )}
      </span>
    </li>
  );
}
