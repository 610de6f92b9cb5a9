/** The menu: the pages of everybody, then the registers, line by line. A line is folded away until it is worked in. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { roomsOf } from '../admin/admin-rooms.ts';
import { api } from './api.ts';
import type { TodayAnswer } from './api-types.ts';
import { GoLink, usePath } from './go.tsx';
import { Icon } from './icon.tsx';
import { useSay } from './language.tsx';
import { linesOf, worksWithRecords } from './menu-of-lines.ts';
import type { LineMenu } from './menu-of-lines.ts';
import { useSession } from './session.tsx';

const foldKey = 'taizhang.folded';

function readFolded(): Record<string, boolean> {
  try {
    return JSON.parse(localStorage.getItem(foldKey) ?? '{}') as Record<string, boolean>;
  } catch {
    return {};
  }
}

/** As the person left it; else the first line is open, and the one that the page belongs to. */
function useFoldedLines(lines: readonly LineMenu[], path: string) {
  const [folded, setFolded] = useState(readFolded);
  const holdsThePage = (line: LineMenu) =>
    line.records.some(({ name }) => path.split('/')[2] === name && path.startsWith('/records/'));
  return {
    isOpen: (line: LineMenu) =>
      holdsThePage(line)
        ? folded[line.name] !== true
        : folded[line.name] === false || (folded[line.name] === undefined && line === lines[0]),
    fold: (line: LineMenu, open: boolean) => {
      const next = { ...folded, [line.name]: !open };
      setFolded(next);
      localStorage.setItem(foldKey, JSON.stringify(next));
    },
  };
}

function useTodayCount() {
  const { grant } = useSession();
  const today = useQuery({
    queryKey: ['today', 'all'],
    queryFn: () => api.get<TodayAnswer>('/api/today'),
    enabled: worksWithRecords(grant),
    staleTime: 60_000,
  });
  const count = (key: string) =>
    today.data?.sections.find((section) => section.key === key)?.count ?? 0;
  return { due: count('overdue') + count('today'), overdue: count('overdue') > 0 };
}

export function Navigation({ open }: { open: boolean }) {
  const say = useSay();
  const path = usePath();
  const { grant, demo } = useSession();
  const holds = (line: string) => grant.lines.includes('*') || grant.lines.includes(line);
  const { due, overdue } = useTodayCount();
  const lines = linesOf(grant);
  const { isOpen, fold } = useFoldedLines(lines, path);
  const link = (to: string, label: string, extra?: ReactNode) => (
    <li key={to}>
      <GoLink to={to} current={path === to || (to !== '/admin' && path.startsWith(`${to}/`))}>
        <span>{label}</span>
        {extra}
      </GoLink>
    </li>
  );
  if (!worksWithRecords(grant)) {
    return (
      <nav className={open ? 'frame-nav open' : 'frame-nav'} aria-label={say('Menu', '菜单')}>
        <ul>
          {roomsOf(grant.role).map((room) => link(room.to, say(room.label)))}
          {link('/admin', say('Administration', '系统管理'))}
          {link('/me', say('My account', '我的账号'))}
        </ul>
      </nav>
    );
  }
  return (
    <nav className={open ? 'frame-nav open' : 'frame-nav'} aria-label={say('Menu', '菜单')}>
      <ul>
        {link(
          '/today',
          say('Today', '今天'),
          due > 0 && <span className={overdue ? 'count overdue' : 'count'}>{due}</span>,
        )}
        {link('/figures', say('Figures', '数据'))}
        {holds('planning') && link('/targets', say('Targets', '目标'))}
        {holds('reporting') && link('/returns', say('Returns', '报表'))}
        {link('/summary', say('Summary', '总结'))}
        {['offices', 'honours', 'mediation'].every(holds) &&
          grant.role !== 'mediator' &&
          link('/inspection-day', say('Inspection day', '迎检'))}
        {demo &&
          grant.role !== 'mediator' &&
          link('/then-and-now', say('Then and now', '原文对照'))}
        {roomsOf(grant.role).length > 0 && link('/admin', say('Administration', '系统管理'))}
      </ul>
      {lines.map((line) => (
        <section key={line.name} aria-labelledby={`line-${line.name}`}>
          <h2>
            <button
              type="button"
              id={`line-${line.name}`}
              aria-expanded={isOpen(line)}
              onClick={() => fold(line, !isOpen(line))}
            >
              {say(line.label)}
              <Icon name="down" size={12} />
            </button>
          </h2>
          {isOpen(line) && (
            <ul>{line.records.map((type) => link(`/records/${type.name}`, say(type.plural)))}</ul>
          )}
        </section>
      ))}
    </nav>
  );
}
