/** Search or jump: registers and pages by name, records by name, pinyin or number. */
import { useQueries } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { book } from '#lines/index.ts';
import { writeFigureAddress } from '../figures/figure-address.ts';
import { api } from './api.ts';
import type { Choice } from './api-types.ts';
import type { Search } from './addresses.ts';
import { useGo } from './go.tsx';
import { useSay } from './language.tsx';
import { linesOf, worksWithRecords } from './menu-of-lines.ts';
import { useSession } from './session.tsx';
import { isComposing } from './shortcuts.ts';

type Target = {
  readonly key: string;
  readonly label: string;
  readonly about: string;
  readonly to: string;
  readonly search?: Search;
};

/** Registers that people look for by name; searching all of them would ask the server twenty questions a key. */
const searched = ['dispute', 'committee', 'mediator', 'contact'];

export function Jump({ close }: { close: () => void }) {
  const say = useSay();
  const go = useGo();
  const { grant } = useSession();
  const [q, setQ] = useState('');
  const [asked, setAsked] = useState('');
  const [at, setAt] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const before = useRef(document.activeElement as HTMLElement | null);
  useEffect(() => {
    input.current?.focus();
    const last = before.current;
    return () => last?.focus();
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(q.trim()), 180);
    return () => clearTimeout(timer);
  }, [q]);

  const lines = useMemo(() => linesOf(grant), [grant]);
  const types = lines.flatMap((line) => line.records);
  const found = useQueries({
    queries: types
      .filter((type) => searched.includes(type.name))
      .map((type) => ({
        queryKey: ['choices', type.name, asked],
        queryFn: () => api.get<{ choices: Choice[] }>(`/api/choices/${type.name}`, { q: asked }),
        enabled: asked.length > 0,
        staleTime: 30_000,
      })),
  });

  const wanted = q.trim().toLowerCase();
  const matches = (...texts: (string | undefined)[]) =>
    wanted === '' || texts.some((text) => text?.toLowerCase().includes(wanted));
  const places: Target[] = worksWithRecords(grant)
    ? [
        { key: 'today', label: say('Today', '今天'), about: say('Page', '页面'), to: '/today' },
        {
          key: 'figures',
          label: say('Figures', '数据'),
          about: say('Page', '页面'),
          to: '/figures',
        },
        {
          key: 'summary',
          label: say('Summary', '总结'),
          about: say('Page', '页面'),
          to: '/summary',
        },
        ...types.map((type) => ({
          key: `r-${type.name}`,
          label: say(type.plural),
          about: say('Register', '台账'),
          to: `/records/${type.name}`,
        })),
      ].filter((target) => matches(target.label))
    : [];
  const figures: Target[] =
    wanted === '' || !worksWithRecords(grant)
      ? []
      : book.indicators
          .filter((one) => matches(one.label.en, one.label.zh))
          .slice(0, 6)
          .map((one) => ({
            key: `f-${one.name}`,
            label: say(one.label),
            about: say('Figure', '指标'),
            to: '/figures',
            search: { figure: writeFigureAddress({ indicator: one.name }) },
          }));
  const records: Target[] = found.flatMap((query, i) => {
    const type = types.filter((one) => searched.includes(one.name))[i]!;
    return (query.data?.choices ?? []).slice(0, 6).map((choice) => ({
      key: choice.id,
      label: `${say(choice.title)}${choice.number ? ` ${choice.number}` : ''}`,
      about: say(type.label),
      to: `/records/${type.name}/${choice.id}`,
    }));
  });
  const targets = [...(wanted ? [...records, ...places, ...figures] : places)];
  const chosen = Math.min(at, targets.length - 1);
  const follow = (target: Target | undefined) => {
    if (!target) return;
    close();
    go(target.to, target.search);
  };

  return (
    <div
      className="jump no-print"
      role="presentation"
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) close();
      }}
    >
      <div
        className="jump-sheet"
        role="dialog"
        aria-modal="true"
        aria-label={say('Search or jump', '查找或跳转')}
      >
        <input
          ref={input}
          role="combobox"
          aria-expanded="true"
          aria-controls="jump-list"
          aria-autocomplete="list"
          aria-activedescendant={targets[chosen] ? `jump-${chosen}` : undefined}
          aria-label={say('Name, pinyin, number or page', '姓名、拼音、编号或页面')}
          placeholder={say('Name, pinyin, number or page', '姓名、拼音、编号或页面')}
          value={q}
          onChange={(event) => {
            setQ(event.target.value);
            setAt(0);
          }}
          onKeyDown={(event) => {
            if (isComposing(event)) return;
            if (event.key === 'Escape') close();
            if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
              event.preventDefault();
              const step = event.key === 'ArrowDown' ? 1 : -1;
              setAt((chosen + step + targets.length) % Math.max(1, targets.length));
            }
            if (event.key === 'Enter') follow(targets[chosen]);
          }}
        />
        <div className="jump-list" id="jump-list" role="listbox" aria-label={say('Found', '结果')}>
          {targets.map((target, i) => (
            <div
              key={target.key}
              id={`jump-${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === chosen}
              onPointerMove={() => setAt(i)}
              onClick={() => follow(target)}
              onKeyDown={(event) => event.key === 'Enter' && follow(target)}
            >
              <span className="private-name">{target.label}</span>
              <span className="grey">{target.about}</span>
            </div>
          ))}
          {targets.length === 0 && (
            <p className="empty">
              {say(
                'Nothing found under this name or number.',
                '没有找到，请换个姓名、拼音或编号。',
              )}
            </p>
          )}
        </div>
      </div>
    </div>
  );
}
