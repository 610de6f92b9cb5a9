/**
 * The front page: a paragraph whose numbers are doors, and people to enter as. It carries none of the staff pages, so
 * that it stands at once. Where there is no demonstration it is the sign-in.
 */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { writeFigureAddress } from '../figures/figure-address.ts';
import { FilledSentenceText } from '../figures/filled-sentence.tsx';
import { api, textOfError } from './api.ts';
import type { DemoPerson, FilledFigure, Summary } from './api-types.ts';
import './front-page.css';
import { useGo, useSearch } from './go.tsx';
import { homeOf } from './home.ts';
import { useLanguage, useSay } from './language.tsx';
import { OfficeSignIn } from './office-sign-in.tsx';
import { PersonName } from './person-name.tsx';
import { useSessionState } from './session.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { LanguageSwitch, Wordmark } from './wordmark.tsx';

/** The five who show the product; administrators and others stand under "more". */
const shownFirst = 5;

type Demo = { readonly accounts: readonly DemoPerson[]; readonly password?: string };

export function FrontPage() {
  const say = useSay();
  const go = useGo();
  const [search] = useSearch();
  const { session, error, enterAs } = useSessionState();
  const demo = useQuery({ queryKey: ['demo'], queryFn: () => api.quiet<Demo>('GET', '/api/demo') });
  const isDemo = (demo.data?.accounts.length ?? 0) > 0;
  const entering = useRef(false);
  const staying = search['stay'] === '1';

  const asked = search['enter'];
  useEffect(() => {
    // The telephone beside the desk opens as somebody else, on another name of this machine.
    if (asked && isDemo && !entering.current) {
      entering.current = true;
      enterAs(asked).then(
        (next) =>
          go(
            search['to']?.startsWith('/quick') ? '/quick' : homeOf(next.grant.role),
            {},
            { replace: true },
          ),
        () => go('/', {}, { replace: true }),
      );
    }
  }, [asked, isDemo, enterAs, go, search]);

  useEffect(() => {
    if (session && !staying && !asked && !entering.current)
      go(homeOf(session.grant.role), {}, { replace: true });
  }, [session, staying, asked, go]);

  return (
    <div className="front">
      <title>{say('Taizhang: one book', '台账：一本账')}</title>
      <header className="front-bar">
        <Wordmark />
        <span className="spacer" />
        <LanguageSwitch />
      </header>
      {isDemo ? (
        <DemoFront
          demo={demo.data!}
          begin={() => {
            entering.current = true;
          }}
        />
      ) : (
        <main className="sign-in-page">
          {error || demo.error ? (
            <p className="notice bad" role="alert">
              {say(textOfError(error ?? demo.error))}
            </p>
          ) : null}
          {demo.isSuccess && (
            <>
              <SignInForm onSignedIn={(next) => go(homeOf(next.grant.role))} />
              <OfficeSignIn />
            </>
          )}
        </main>
      )}
    </div>
  );
}

/** `begin` says that this page leads on by itself: a pressed number goes to its document. */
function DemoFront({ demo, begin }: { demo: Demo; begin: () => void }) {
  const say = useSay();
  const { language } = useLanguage();
  const go = useGo();
  const { enterAs } = useSessionState();
  const [trouble, setTrouble] = useState<unknown>(null);
  const [signingIn, setSigningIn] = useState(false);
  const paragraph = useQuery({
    queryKey: ['demo-paragraph'],
    queryFn: () => api.quiet<Summary>('GET', '/api/demo/paragraph'),
  });
  const summary = paragraph.data;
  const starter = demo.accounts.find((person) => person.start_here) ?? demo.accounts[0]!;

  const enter = (username: string, figure?: FilledFigure) => {
    const door =
      figure &&
      writeFigureAddress({
        indicator: figure.indicator,
        unit: summary?.unit.id,
        from: figure.from,
        to: figure.to,
      });
    begin();
    enterAs(username).then(
      (session) =>
        door ? go('/summary', { year: '2009', figure: door }) : go(homeOf(session.grant.role)),
      setTrouble,
    );
  };

  return (
    <main className="front-main">
      <section aria-labelledby="front-heading">
        <article className="front-sheet" lang={language === 'zh' ? 'zh-CN' : 'en'}>
          <div className="over">
            <span>{say('Summary of the work of the bureau, 2009', '2009年司法行政工作总结')}</span>
            <span>{summary ? say(summary.unit.name) : ''}</span>
          </div>
          {frontPart(summary)?.map((part) => (
            <div key={part.line}>
              <h1 id="front-heading">{say(part.heading)}</h1>
              <p className={language === 'zh' ? 'indented' : ''}>
                {part.sentences.map((sentence) => (
                  <FilledSentenceText
                    key={sentence.key}
                    sentence={sentence}
                    door={(figure, printed) => (
                      <button
                        type="button"
                        className="figure"
                        onClick={() => enter(starter.username, figure)}
                      >
                        {printed}
                      </button>
                    )}
                  />
                ))}
              </p>
            </div>
          )) ?? <h1 id="front-heading">{say('The books are being opened…', '正在打开台账…')}</h1>}
        </article>
        <p className="front-caption">
          {say(
            'Every number here is counted from records. Press one.',
            '这里每个数都从台账里数出来。点一个试试。',
          )}
        </p>
        <p>
          {say(
            'An invented office book for the city of Zhongwei, 2009 and the last 14 months. All people are invented.',
            '演示数据：中卫市2009年和近14个月，人物均为虚构。',
          )}
        </p>
      </section>
      <section className="front-people" aria-labelledby="people-heading">
        <h2 id="people-heading">{say('Enter as one of them', '选一个身份进入')}</h2>
        <p>{say('No typing, no password.', '不用输入密码。')}</p>
        {trouble ? (
          <p className="notice bad" role="alert">
            {say(textOfError(trouble))}
          </p>
        ) : null}
        {demo.accounts.slice(0, shownFirst).map((person) => (
          <PersonRow key={person.username} person={person} enter={enter} />
        ))}
        {demo.accounts.length > shownFirst && (
          <details className="front-more">
            <summary>{say('More people', '更多身份')}</summary>
            {demo.accounts.slice(shownFirst).map((person) => (
              <PersonRow key={person.username} person={person} enter={enter} />
            ))}
          </details>
        )}
        <div className="front-sign">
          {signingIn ? (
            <SignInForm onSignedIn={(next) => go(homeOf(next.grant.role))} />
          ) : (
            <button
              type="button"
              className="button quiet"
              style={{ marginInlineStart: -8 }}
              onClick={() => setSigningIn(true)}
            >
              {say('Sign in with another account', '用其他账号登录')}
            </button>
          )}
        </div>
      </section>
    </main>
  );
}

/** Of all paragraphs the one about what happens every day. */
function frontPart(summary: Summary | undefined): Summary['parts'] | undefined {
  return summary?.parts.filter((part) => part.line === 'mediation');
}

function PersonRow({ person, enter }: { person: DemoPerson; enter: (username: string) => void }) {
  const say = useSay();
  return (
    <button type="button" className="person-row" onClick={() => enter(person.username)}>
      <span className="name">
        <span>
          <PersonName name={person.name} latin={person.latin} />
          {person.start_here && <span className="start">{say('start here', '从这里开始')}</span>}
        </span>
        <b className={person.start_here ? 'button primary' : 'button'}>
          {say('Enter as…', '以此身份进入')}
          <span className="visually-hidden">
            {say(` ${person.latin ?? person.name}`, `：${person.name}`)}
          </span>
        </b>
      </span>
      <span className="about">{say(person.about)}</span>
    </button>
  );
}
