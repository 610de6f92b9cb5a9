/** What stands around every page behind the sign-in: the bar, the menu, the drawer, receipts, and the keys. */
import { Outlet } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { FigureDrawer } from '../figures/figure-drawer.tsx';
import { readFigureAddress, writeFigureAddress } from '../figures/figure-address.ts';
import { AntdParts } from './antd-parts.tsx';
import { DemoStrip } from './demo-strip.tsx';
import { ExpiredSession } from './expired-session.tsx';
import './frame.css';
import './front-page.css';
import { GoLink, useGo, usePath, useSearch } from './go.tsx';
import { homeOf } from './home.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';
import { Jump } from './jump.tsx';
import { useSay } from './language.tsx';
import { useLive } from './live.ts';
import { Menu } from './menu.tsx';
import { worksWithRecords } from './menu-of-lines.ts';
import { AccountNotice } from './account-notices.tsx';
import { Navigation } from './navigation.tsx';
import { useOwnCodes } from './own-codes.ts';
import { PersonName } from './person-name.tsx';
import { ProveAgain } from './prove-again.tsx';
import { RecordMenu } from './record-menu.tsx';
import { MakingProvider } from './making.tsx';
import { ReceiptProvider } from './receipts.tsx';
import { useSession, useSessionState } from './session.tsx';
import { useShortcut } from './shortcuts.ts';
import { Trouble, Waiting } from './waiting.tsx';
import { LanguageSwitch, Wordmark } from './wordmark.tsx';

export function Frame() {
  const { session, error, retry } = useSessionState();
  const go = useGo();
  const path = usePath();
  useEffect(() => {
    // Once: the frame still stands for a moment while the sign-in is already in the address.
    if (session === null && path !== '/sign-in')
      go('/sign-in', { to: path + window.location.search }, { replace: true });
    const first =
      session?.must_change_password ||
      session?.elsewhere ||
      session?.must_set_up_second_factor ||
      session?.second_factor_not_shown;
    if (first && path !== '/me') go('/me', {}, { replace: true });
  }, [session, go, path]);
  if (error)
    return (
      <main className="page">
        <Trouble error={error} retry={retry} />
      </main>
    );
  if (!session)
    return (
      <main className="page">
        <Waiting />
      </main>
    );
  return (
    <AntdParts>
      <ReceiptProvider>
        <MakingProvider>
          <Inside />
        </MakingProvider>
      </ReceiptProvider>
    </AntdParts>
  );
}

function Inside() {
  const say = useSay();
  const session = useSession();
  const path = usePath();
  const [search] = useSearch();
  const [jumping, setJumping] = useState(false);
  // Open on one page: going to another leaves it closed.
  const [menuAt, setMenuAt] = useState<string | null>(null);
  const menuOpen = menuAt === path;
  const [namesHidden, setNamesHidden] = useState(false);
  const main = useRef<HTMLElement>(null);
  const firstPath = useRef(path);
  useLive();
  const codesKnown = useOwnCodes();
  useShortcut('ctrl+k', (event) => {
    event.preventDefault();
    setJumping(true);
  });
  // One key, because somebody may be coming through the door.
  useShortcut('h', () => setNamesHidden((hidden) => !hidden));
  useEffect(() => {
    document.body.classList.toggle('names-hidden', namesHidden);
  }, [namesHidden]);
  useEffect(() => {
    // A new page is announced by where the focus is; the first one keeps the browser's own.
    if (firstPath.current !== path) main.current?.focus({ preventScroll: true });
    firstPath.current = path;
  }, [path]);
  const door = readFigureAddress(search['figure']);

  return (
    <div className={session.demo ? 'frame has-strip' : 'frame'}>
      <a className="button skip-link" href="#main">
        {say('To the page', '跳到正文')}
      </a>
      <header className="frame-bar">
        <GoLink to={homeOf(session.grant.role)} className="wordmark">
          <Wordmark />
        </GoLink>
        <PostSwitch />
        <button type="button" className="jump-button" onClick={() => setJumping(true)}>
          <Icon name="search" />
          <span className="jump-text">{say('Search or jump', '查找或跳转')}</span>
          <kbd aria-hidden="true">Ctrl K</kbd>
        </button>
        <span className="spacer" />
        <RecordMenu />
        <button
          type="button"
          className="bar-icon"
          aria-pressed={namesHidden}
          onClick={() => setNamesHidden(!namesHidden)}
          aria-label={say('Hide names', '遮屏')}
          aria-keyshortcuts="h"
          title={say('Hide names (H)', '遮屏（H）')}
        >
          <Icon name={namesHidden ? 'eyeOff' : 'eye'} />
        </button>
        <LanguageSwitch />
        <MeMenu />
      </header>
      <Navigation open={menuOpen} />
      <main id="main" className="frame-main" ref={main} tabIndex={-1}>
        <AccountNotice />
        {codesKnown && <Outlet />}
      </main>
      <PhoneBar toggleMenu={() => setMenuAt(menuOpen ? null : path)} menuOpen={menuOpen} />
      {door && (
        // Under other boundaries it is the same figure: whoever ticked the box stays on it.
        <FigureDrawer key={writeFigureAddress({ ...door, tree: undefined })} door={door} />
      )}
      {jumping && <Jump close={() => setJumping(false)} />}
      {session.demo && <DemoStrip />}
      <ExpiredSession />
      <ProveAgain />
    </div>
  );
}

function PostSwitch() {
  const say = useSay();
  const go = useGo();
  const { grant, grants } = useSession();
  const { switchGrant } = useSessionState();
  const name = `${say(grant.unit.name)} · ${say(grant.role_label)}`;
  if (grants.length < 2)
    return (
      <span className="post-switch" style={{ cursor: 'default' }}>
        {name}
      </span>
    );
  return (
    <Menu
      className="post-switch"
      label={say(`Post: ${name}. Switch`, `岗位：${name}，点击切换`)}
      button={
        <>
          {name} <Icon name="down" size={12} />
        </>
      }
      items={grants.map((one) => ({
        key: one.id,
        label: `${say(one.unit.name)} · ${say(one.role_label)}`,
        checked: one.id === grant.id,
        act: () => void switchGrant(one.id).then(() => go(homeOf(one.role))),
      }))}
    />
  );
}

function MeMenu() {
  const say = useSay();
  const go = useGo();
  const session = useSession();
  const { signOut } = useSessionState();
  const items = [
    { key: 'me', label: say('My account', '我的账号'), act: () => go('/me') },
    ...(session.demo
      ? [
          {
            key: 'front',
            label: say('Enter as someone else', '换一个身份进入'),
            act: () => go('/', { stay: '1' }),
          },
        ]
      : []),
    {
      key: 'out',
      label: say('Sign out', '退出登录'),
      act: () => void signOut().then(() => go('/')),
    },
  ];
  return (
    <Menu
      className="me-button"
      align="end"
      items={items}
      label={say(
        `Me: ${session.account.latin ?? session.account.name}`,
        `我：${session.account.name}`,
      )}
      button={
        <>
          <Icon name="person" />
          <PersonName {...session.account} />
        </>
      }
    />
  );
}

type BarEntry = {
  readonly to: string;
  readonly icon: IconName;
  readonly en: string;
  readonly zh: string;
};

const forMediator: readonly BarEntry[] = [
  { to: '/today', icon: 'home', en: 'Today', zh: '今天' },
  { to: '/quick', icon: 'plus', en: 'New', zh: '登记' },
  { to: '/records/dispute', icon: 'list', en: 'My cases', zh: '我的案件' },
];
const forOthers: readonly BarEntry[] = [
  { to: '/today', icon: 'home', en: 'Today', zh: '今天' },
  { to: '/targets', icon: 'list', en: 'Targets', zh: '目标' },
  { to: '/figures', icon: 'chart', en: 'Figures', zh: '数据' },
  { to: '/summary', icon: 'page', en: 'Summary', zh: '总结' },
];

function PhoneBar({ toggleMenu, menuOpen }: { toggleMenu: () => void; menuOpen: boolean }) {
  const say = useSay();
  const path = usePath();
  const { grant } = useSession();
  const entries = ['mediator', 'clerk', 'director'].includes(grant.role) ? forMediator : forOthers;
  return (
    <nav className="phone-bar" aria-label={say('Main', '主要')}>
      {worksWithRecords(grant) &&
        entries.map((entry) => (
          <GoLink
            key={entry.to}
            to={entry.to}
            current={path === entry.to}
            {...(entry.to === '/records/dispute' ? { search: { mine: '1' } } : {})}
          >
            <Icon name={entry.icon} size={20} />
            {say(entry.en, entry.zh)}
          </GoLink>
        ))}
      <button type="button" aria-expanded={menuOpen} onClick={toggleMenu}>
        <Icon name="more" size={20} />
        {say('More', '更多')}
      </button>
    </nav>
  );
}
