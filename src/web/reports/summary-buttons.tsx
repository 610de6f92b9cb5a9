/** What can be done with any summary: its table of sources, paper, and the document it stands beside. */
import { address } from '../shell/api.ts';
import { FileLink } from '../shell/file-link.tsx';
import { useLanguage } from '../shell/language.tsx';
import { GoLink, useSearch } from '../shell/go.tsx';
import { Icon } from '../shell/icon.tsx';
import { useSession } from '../shell/session.tsx';
import type { ReactNode } from 'react';

type Props = {
  readonly params: Readonly<Record<string, string | number | undefined>>;
  /** The address of the Word file. */
  readonly word: string;
  /** Of the PDF, where the server makes one; else the page is printed. */
  readonly pdf?: string | undefined;
  /** Is downloading the main thing to do here? */
  readonly primary?: boolean;
  readonly children?: ReactNode;
};

export function SummaryButtons({ params, word, pdf, primary = false, children }: Props) {
  const { say, language } = useLanguage();
  const { demo } = useSession();
  const [search, change] = useSearch();
  const withSources = search['sources'] === '1';
  return (
    <div className="button-row">
      <button
        type="button"
        className="button"
        aria-pressed={withSources}
        onClick={() => change({ sources: withSources ? undefined : '1' }, { replace: true })}
      >
        {withSources ? say('Without sources', '隐藏附表') : say('Sources', '附表')}
      </button>
      <button type="button" className="button" onClick={() => window.print()}>
        <Icon name="print" /> {say('Print', '打印')}
      </button>
      {demo && (
        <GoLink className="button" to="/then-and-now">
          {say('Then and now', '原文对照')}
        </GoLink>
      )}
      <FileLink
        href={address('/api/returns/mediation.xlsx', {
          unit: params['unit'],
          period: params['year'],
          as_of: params['as_of'],
          lang: language,
        })}
      >
        <Icon name="download" /> {say('Statutory return', '统计报表')}
      </FileLink>
      {pdf !== undefined && (
        <FileLink href={pdf}>
          <Icon name="download" /> PDF
        </FileLink>
      )}
      <FileLink className={primary ? 'button primary' : 'button'} href={word}>
        <Icon name="download" /> {say('Download Word', '下载Word')}
      </FileLink>
      {children}
    </div>
  );
}
