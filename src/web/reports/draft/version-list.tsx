/** 历次保存: who saved what and when; each opens as the draft stood then. */
import { useQuery } from '@tanstack/react-query';
import type { Text } from '#engine/text.ts';
import { api } from '../../shell/api.ts';
import { useSearch } from '../../shell/go.tsx';
import { useLanguage } from '../../shell/language.tsx';
import { NameText } from '../../shell/latin-names.tsx';
import { printInstant } from '../../shell/numbers.ts';
import { useSession } from '../../shell/session.tsx';
import { Trouble, Waiting } from '../../shell/waiting.tsx';
import type { VersionsAnswer } from './draft-types.ts';

const deeds: Readonly<Record<string, Text>> = {
  begin: { en: 'began', zh: '起草' },
  write: { en: 'wrote', zh: '修改正文' },
  outline: { en: 'changed the outline', zh: '调整提纲' },
  comment: { en: 'commented', zh: '批注' },
  hand_in: { en: 'handed in', zh: '提交' },
  accept: { en: 'accepted', zh: '采用' },
  give_back: { en: 'gave back', zh: '退回补充' },
  send_for_review: { en: 'sent for review', zh: '送审' },
  send_back: { en: 'sent back', zh: '退回修改' },
  sign: { en: 'signed', zh: '签发定稿' },
  new_edition: { en: 'began a new edition', zh: '出新版' },
};

type Props = { readonly unit: number; readonly year: number; readonly close: () => void };

export function VersionList({ unit, year, close }: Props) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  const [search, change] = useSearch();
  const versions = useQuery({
    queryKey: ['summary', 'versions', unit, year],
    queryFn: () => api.get<VersionsAnswer>('/api/summary/draft/versions', { unit, year }),
  });
  if (versions.isPending) return <Waiting lines={4} />;
  if (versions.isError) return <Trouble error={versions.error} />;
  return (
    <ol className="version-list">
      {versions.data.versions.map((one) => (
        <li key={one.version}>
          <button
            type="button"
            className="link-button"
            aria-current={search['version'] === String(one.version)}
            onClick={() => {
              close();
              change({ version: String(one.version), as_of: undefined, cutoff: undefined });
            }}
          >
            {printInstant(one.at, language, today)}
          </button>{' '}
          <NameText name={one.by.name} latin={versions.data.latin} /> {say(deeds[one.deed])}
          {one.deed === 'write' && (
            <span className="grey">
              {say(` (${one.parts.length})`, `（${one.parts.length}段）`)}
            </span>
          )}
          {one.reason && (
            <p className="grey small" lang="zh">
              {one.reason}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
