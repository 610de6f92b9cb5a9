/** [+ Record]: whatever this post may begin, what people use most first. Key N. */
import { useState } from 'react';
import { useGo } from './go.tsx';
import { Icon } from './icon.tsx';
import { useSay } from './language.tsx';
import { Menu } from './menu.tsx';
import type { MenuItem } from './menu.tsx';
import { newActionsOf, writableTypes } from './menu-of-lines.ts';
import { useSession } from './session.tsx';
import { useShortcut } from './shortcuts.ts';

const usedKey = 'taizhang.begun';

type Begun = Record<string, number>;

function readBegun(): Begun {
  try {
    return JSON.parse(localStorage.getItem(usedKey) ?? '{}') as Begun;
  } catch {
    return {};
  }
}

export function RecordMenu() {
  const say = useSay();
  const go = useGo();
  const { grant } = useSession();
  const [open, setOpen] = useState(false);
  const types = writableTypes(grant);
  useShortcut(
    'n',
    (event) => {
      event.preventDefault();
      setOpen(true);
    },
    types.length > 0,
  );
  if (types.length === 0) return null;

  const begin = (key: string, path: string) => () => {
    const begun = readBegun();
    localStorage.setItem(usedKey, JSON.stringify({ ...begun, [key]: (begun[key] ?? 0) + 1 }));
    go(path);
  };
  const dispute = types.find((type) => type.name === 'dispute');
  const special: MenuItem[] =
    dispute && newActionsOf(dispute, grant.role).includes('settle_on_spot')
      ? [
          {
            key: 'settle',
            label: say('Settled on the spot', '当场调成'),
            act: begin('settle', '/settle'),
          },
          {
            key: 'quick',
            label: say('In one minute', '一分钟登记'),
            hint: say('as on a telephone', '手机样式'),
            act: begin('quick', '/quick'),
          },
        ]
      : [];
  const usual = ['contact', 'dispute'];
  const plain = types.map((type): MenuItem => ({
    key: type.name,
    label: say(type.label),
    act: begin(type.name, `/records/${type.name}/new`),
  }));
  const rank = (key: string) =>
    usual.includes(key) ? 0 : key === 'settle' || key === 'quick' ? 1 : 2;
  const begun = readBegun();
  const items = [...plain, ...special].toSorted(
    (a, b) => (begun[b.key] ?? 0) - (begun[a.key] ?? 0) || rank(a.key) - rank(b.key),
  );
  return (
    <Menu
      className="button primary record-menu-button"
      align="end"
      open={open}
      onOpenChange={setOpen}
      items={items}
      label={say('Record: begin a new one (N)', '登记：新建（N）')}
      button={
        <>
          <Icon name="plus" size={14} /> {say('Record', '登记')}
        </>
      }
    />
  );
}
