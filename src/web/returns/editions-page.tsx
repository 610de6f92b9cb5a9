/** 已签发版本: everything that was signed, newest first, each with what it says of itself. */
import { useQuery } from '@tanstack/react-query';
import { api } from '../shell/api.ts';
import { GoLink } from '../shell/go.tsx';
import { useLanguage } from '../shell/language.tsx';
import { printInstant } from '../shell/numbers.ts';
import { useSession } from '../shell/session.tsx';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import type { EditionHead } from './return-types.ts';
import './returns.css';

export function EditionsPage() {
  const { say, language } = useLanguage();
  const { today } = useSession();
  const found = useQuery({
    queryKey: ['editions'],
    queryFn: () => api.get<{ editions: EditionHead[] }>('/api/editions'),
  });
  return (
    <div className="page editions-page">
      <title>{say('Editions · Taizhang', '已签发版本 · 台账')}</title>
      <div className="page-head">
        <div>
          <h1>{say('Editions', '已签发版本')}</h1>
          <p className="about">
            {say(
              'What was signed stays as it was signed. A correction is the next edition, with its reason and the lines that came since.',
              '签发后的数字不再变动。更正另出新版，写明理由，列出其间的台账分录。',
            )}
          </p>
        </div>
      </div>
      {found.isPending && <Waiting lines={10} />}
      {found.isError && <Trouble error={found.error} retry={() => void found.refetch()} />}
      {found.data?.editions.length === 0 && (
        <p className="empty">{say('Nothing has been signed yet.', '尚无签发的版本。')}</p>
      )}
      {(found.data?.editions.length ?? 0) > 0 && (
        <div className="table-scroll">
          <table className="ledger">
            <thead>
              <tr>
                <th scope="col">{say('What', '名称')}</th>
                <th scope="col">{say('Unit', '单位')}</th>
                <th scope="col" className="number">
                  {say('Edition', '版次')}
                </th>
                <th scope="col">{say('Signed', '签发')}</th>
                <th scope="col">{say('Why anew', '更正理由')}</th>
                <th scope="col" className="number">
                  {say('Figures', '数字')}
                </th>
              </tr>
            </thead>
            <tbody>
              {found.data!.editions.map((one) => (
                <tr key={one.id}>
                  <td>
                    <GoLink to={`/editions/${one.id}`}>{say(one.title)}</GoLink>
                  </td>
                  <td>{say(one.unit)}</td>
                  <td className="number">{one.number}</td>
                  <td className="no-wrap">{`${say(`${one.signer_latin}, `, `${one.signer}，`)}${printInstant(one.signed_at, language, today)}`}</td>
                  <td lang="zh">{one.reason ?? ''}</td>
                  <td className="number">{one.figures}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
