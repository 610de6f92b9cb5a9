/** The papers of the file, required first: what is there, what can be made here, what is added as a signed page. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { keepOriginals } from '#engine/record.ts';
import type { AnyRecord, AnyRecordType } from '#engine/record.ts';
import type { Text } from '#engine/text.ts';
import { api, textOfError } from '../shell/api.ts';
import type { ShownPaper } from '../shell/api-types.ts';
import { Icon } from '../shell/icon.tsx';
import { useLanguage } from '../shell/language.tsx';
import { printInstant } from '../shell/numbers.ts';
import { useReceipts } from '../shell/receipts.tsx';
import { saveFromServer } from '../shell/save-from-server.ts';
import { useWrite } from './writing.ts';

type Props = {
  readonly type: AnyRecordType;
  readonly record: AnyRecord;
  readonly actions: readonly string[];
};

const order = { always: 0, as_needed: 1, not_here: 2 } as const;

export function Papers({ type: { name: type, bundles }, record, actions }: Props) {
  const { say } = useLanguage();
  const { id } = record;
  const canAdd = actions.length > 0;
  const canKeep = actions.includes(keepOriginals);
  const papers = useQuery({
    queryKey: ['records', type, 'papers', id],
    queryFn: () => api.get<{ papers: ShownPaper[] }>(`/api/records/${type}/${id}/papers`),
    retry: false,
  });
  const { before, keep } = useKeepOriginals(type, record);
  const list = papers.data?.papers ?? [];
  if (list.length === 0) return null;
  const required = list.filter((paper) => paper.required === 'always');
  const there = required.filter((paper) => paper.there);
  const missing = required.filter((paper) => !paper.there);
  const shown = list
    .filter((paper) => paper.required !== 'not_here')
    .toSorted((a, b) => order[a.required] - order[b.required]);
  return (
    <section aria-labelledby="papers-heading" className="rail-part rail-papers">
      <header>
        <h2 id="papers-heading">{say('Papers', '文书')}</h2>
        {required.length > 0 && (
          <span className={there.length < required.length ? 'due-soon small' : 'grey small'}>
            {say(
              `${there.length} of ${required.length} required`,
              `必备${required.length}件，已有${there.length}件`,
            )}
          </span>
        )}
      </header>
      {bundlesOf(bundles, shown).map(([bundle, label, lines]) => (
        <div key={bundle ?? ''}>
          {label && <h3 className="papers-bundle">{say(label)}</h3>}
          <ul className="papers">
            {lines.map((paper) => (
              <PaperLine
                key={paper.name}
                type={type}
                record={record}
                paper={paper}
                canAdd={canAdd}
                canKeep={canKeep}
              />
            ))}
          </ul>
          {label && <PrintFile type={type} id={id} bundle={bundle} label={label} />}
        </div>
      ))}
      <div className="button-row no-print">
        {!bundles && <PrintFile type={type} id={id} />}
        {canKeep && there.length < required.length && (
          <button
            type="button"
            className="button quiet"
            onClick={() =>
              void keep([...before, ...missing.map((paper) => paper.name)], {
                en: `Signed originals in the file: ${missing.map((paper) => paper.label.en).join(', ')}`,
                zh: `签字原件在卷：${missing.map((paper) => paper.label.zh).join('、')}`,
              })
            }
          >
            {say('All required originals are in the file', '必备原件均在卷')}
          </button>
        )}
      </div>
    </section>
  );
}

/** A file in several bundles shows each under its name; any other is one list. */
function bundlesOf(
  bundles: Readonly<Record<string, Text>> | undefined,
  papers: readonly ShownPaper[],
): (readonly [bundle: string | undefined, label: Text | null, papers: readonly ShownPaper[]])[] {
  if (!bundles) return [[undefined, null, papers]];
  return Object.entries(bundles).map(
    ([bundle, label]) => [bundle, label, papers.filter((one) => one.bundle === bundle)] as const,
  );
}

/** Puts down which signed originals lie in the paper file; can be taken back like every save. */
function useKeepOriginals(type: string, record: AnyRecord) {
  const write = useWrite();
  const show = useReceipts();
  const before = (record['originals'] ?? []) as readonly string[];
  const keep = async (next: readonly string[], said: Text) => {
    const body = (names: readonly string[], expected_version: number) => ({
      type,
      id: record.id,
      expected_version,
      deeds: [{ action: keepOriginals, fields: { originals: names } }],
    });
    try {
      await write(
        body(next, record.version),
        () => said,
        (answer) => body(before, answer.version),
      );
    } catch (error) {
      show({ said: textOfError(error), bad: true });
    }
  };
  return { before, keep };
}

/** The whole file in one piece: a PDF where the server has LibreOffice, else a folder in the order of the file. */
function PrintFile({
  type,
  id,
  bundle,
  label,
}: {
  type: string;
  id: string;
  bundle?: string | undefined;
  label?: Text;
}) {
  const { say, language } = useLanguage();
  const show = useReceipts();
  const queries = useQueryClient();
  const [working, setWorking] = useState(false);
  const print = async () => {
    setWorking(true);
    try {
      const name = await saveFromServer(
        `/api/records/${type}/${id}/file?lang=${language}${bundle ? `&bundle=${bundle}` : ''}`,
      );
      show({
        said: name.endsWith('.pdf')
          ? {
              en: 'The whole file is one PDF: open and print it.',
              zh: '卷宗已合成一个PDF，打开即可打印。',
            }
          : {
              en: 'The papers are in one folder, numbered in the order of the file. Unpack, mark all and print.',
              zh: '文书已按卷内顺序编号打包，解压后全选打印即可。',
            },
      });
      void queries.invalidateQueries({ queryKey: ['records', type, 'papers', id] });
    } catch (error) {
      show({ said: textOfError(error), bad: true });
    }
    setWorking(false);
  };
  return (
    <p className="no-print">
      <button
        type="button"
        className="button quiet"
        disabled={working}
        aria-busy={working}
        onClick={() => void print()}
      >
        <Icon name="print" />{' '}
        {working
          ? say('Putting the file together…', '正在整理卷宗…')
          : label
            ? say(`Print: ${label.en.toLowerCase()}`, `打印${label.zh}`)
            : say('Print file', '打印卷宗')}
      </button>
    </p>
  );
}

function PaperLine({
  type,
  record,
  paper,
  canAdd,
  canKeep,
}: {
  type: string;
  record: AnyRecord;
  paper: ShownPaper;
  canAdd: boolean;
  canKeep: boolean;
}) {
  const { id } = record;
  const { say, language } = useLanguage();
  const show = useReceipts();
  const queries = useQueryClient();
  const file = useRef<HTMLInputElement>(null);
  const open = paper.required === 'always' ? 'waiting' : 'ended';
  // Made is not yet signed: there it is with its signed page, or where somebody says that it lies in the file.
  const standing = paper.there ? 'done' : paper.made ? 'working' : open;
  const { before: originals, keep } = useKeepOriginals(type, record);
  const add = async (chosen: File) => {
    const body = new FormData();
    body.append('file', chosen);
    try {
      await api.post(`/api/records/${type}/${id}/attachments`, body, { paper: paper.name });
      const isPhoto = chosen.type.startsWith('image/');
      show({
        said: {
          en: `Added to: ${paper.label.en}.${isPhoto ? ' Where and with what it was taken is not kept.' : ''}`,
          zh: `已上传：${paper.label.zh}。${isPhoto ? '拍摄地点、设备等信息不保存。' : ''}`,
        },
      });
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
          en: `Made: ${paper.label.en}.${paper.signature === 'needed' ? ' Print it, have it signed, then add the signed page.' : ''}`,
          zh: `已制作：${paper.label.zh}。${paper.signature === 'needed' ? '打印签字后请上传签字页。' : ''}`,
        },
      });
      void queries.invalidateQueries({ queryKey: ['records', type, 'papers', id] });
    } catch (error) {
      show({ said: textOfError(error), bad: true });
    }
  };
  return (
    <li className={paper.there ? 'there' : ''}>
      <span className={`state ${standing}`}>
        <span className="paper-name">{say(paper.label)}</span>
      </span>
      <span className="paper-links">
        {paper.original && (
          <span className="grey">{say('signed original in the file', '签字原件在卷')}</span>
        )}
        {paper.last_made && paper.attachments.length === 0 && !paper.original && (
          <span className="grey">
            {paper.there
              ? say(
                  `made ${printInstant(paper.last_made.at, language)}`,
                  `${printInstant(paper.last_made.at, language)}制作`,
                )
              : say(
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
        {canKeep && !(paper.there && !paper.original) && (
          <button
            type="button"
            className="link-button"
            onClick={() =>
              void (paper.original
                ? keep(
                    originals.filter((name) => name !== paper.name),
                    {
                      en: `No longer marked as in the file: ${paper.label.en}`,
                      zh: `已取消“原件在卷”：${paper.label.zh}`,
                    },
                  )
                : keep([...originals, paper.name], {
                    en: `Signed original in the file: ${paper.label.en}`,
                    zh: `签字原件在卷：${paper.label.zh}`,
                  }))
            }
          >
            {paper.original
              ? say('Not in the file', '不在卷')
              : say('Original in the file', '原件在卷')}
            <span className="visually-hidden">{say(paper.label)}</span>
          </button>
        )}
        {canAdd && (
          <>
            <button type="button" className="link-button" onClick={() => file.current?.click()}>
              {paper.signature === 'none' && !paper.can_make
                ? say('Add a photo', '上传照片')
                : say('Add signed page', '上传签字页')}
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
