/** Signing in at the office's own identity provider: it says where one is led to, and waits for a yes. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from './api.ts';
import { useSearch } from './go.tsx';
import { useSay } from './language.tsx';

type Ways = { readonly office: { readonly host: string } | null };

export function OfficeSignIn() {
  const say = useSay();
  const [search] = useSearch();
  const [asking, setAsking] = useState(false);
  const { data } = useQuery({
    queryKey: ['ways-in'],
    queryFn: () => api.quiet<Ways>('GET', '/api/session/ways'),
  });
  if (!data?.office) return null;
  const { host } = data.office;
  return (
    <section className="sign-in" style={{ marginTop: 24 }}>
      {search['sign_in'] === 'refused' && (
        <p className="field-error" role="alert" style={{ marginBottom: 12 }}>
          {say(
            'The identity provider sent you back without an account of the book, or you hold no post today. Ask the security administrator.',
            '统一认证返回的账号在本系统中没有对应账号，或当前没有岗位。请联系安全保密管理员。',
          )}
        </p>
      )}
      {asking ? (
        <div className="notice" role="status">
          <p>
            {say(
              `You leave the book and are led to ${host}, the identity provider of your office. It brings you back here.`,
              `即将离开本系统，前往本单位统一认证 ${host}，登录后会自动返回。`,
            )}
          </p>
          <p className="button-row" style={{ marginTop: 8 }}>
            <a className="button primary" href="/api/session/office">
              {say('Go there', '前往')}
            </a>
            <button type="button" className="button" onClick={() => setAsking(false)}>
              {say('Stay here', '留在本页')}
            </button>
          </p>
        </div>
      ) : (
        <button type="button" className="button" onClick={() => setAsking(true)}>
          {say('Sign in through the office', '通过本单位统一认证登录')}
        </button>
      )}
    </section>
  );
}
