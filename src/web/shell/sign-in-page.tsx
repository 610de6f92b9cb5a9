import './front-page.css';
import { useGo, useSearch } from './go.tsx';
import { homeOf } from './home.ts';
import { useSay } from './language.tsx';
import { OfficeSignIn } from './office-sign-in.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { LanguageSwitch, Wordmark } from './wordmark.tsx';

export function SignInPage() {
  const say = useSay();
  const go = useGo();
  const [search] = useSearch();
  // Only an address of our own: somebody else's link must not carry a person away after signing in.
  const wanted =
    search['to']?.startsWith('/') && !search['to'].startsWith('//') ? search['to'] : undefined;
  return (
    <div className="front">
      <title>{say('Sign in · Taizhang', '登录 · 台账')}</title>
      <header className="front-bar">
        <Wordmark />
        <span className="spacer" />
        <LanguageSwitch />
      </header>
      <main className="sign-in-page">
        <SignInForm onSignedIn={(session) => go(wanted ?? homeOf(session.grant.role))} />
        <OfficeSignIn />
      </main>
    </div>
  );
}
