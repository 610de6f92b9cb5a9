/** The foot of the drawer: the list adds up to the number, and what can be done with it. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Text } from '#engine/text.ts';
import { useWriteIds } from '../records/writing.ts';
import { address, api, textOfError } from '../shell/api.ts';
import type { FigureDetail, OpenedRecords } from '../shell/api-types.ts';
import { copyText } from '../shell/clipboard.ts';
import { GoLink, usePath, useSearch } from '../shell/go.tsx';
import { useMaking } from '../shell/making.tsx';
import { Icon } from '../shell/icon.tsx';
import { useLanguage } from '../shell/language.tsx';
import { writableTypes } from '../shell/menu-of-lines.ts';
import { printNumber } from '../shell/numbers.ts';
import { Popover } from '../shell/popover.tsx';
import { useReceipts } from '../shell/receipts.tsx';
import { saveFromServer } from '../shell/save-from-server.ts';
import { useSession } from '../shell/session.tsx';
import { AsOfForm } from './as-of-form.tsx';
import { figureParams, figurePath, figureToAddress, writeFigureAddress } from './figure-address.ts';
import type { FigureAddress } from './figure-address.ts';
import { withBasis } from './figure-words.ts';
import { useOpened } from './opened-records.ts';

export function DrawerFoot({ figure, door }: { figure: FigureDetail; door: FigureAddress }) {
  const { say, language } = useLanguage();
  const path = usePath();
  const [, change] = useSearch();
  const show = useReceipts();
  const make = useMaking();
  const opened = useOpened(door, door.side ?? 'numerator');
  const first = opened.data?.pages[0];
  // A leader may instruct upon a number and not edit it (Statistics Law 7).
  const aboutIt = writableTypes(useSession().grant).filter((type) => type.about_any !== undefined);
  const number = (n: number) => printNumber(n, { money: figure.money });

  const exportAll = async () => {
    const { side = 'numerator' } = door;
    const asked = { ...figureParams(door), side, lang: language };
    try {
      const saved = await make(({ progress, signal }) =>
        saveFromServer(address(figurePath(door, '/records.xlsx'), { ...asked, progress }), signal),
      );
      if (saved === null) return;
      const n = number(first?.listed ?? 0);
      show({
        said: { en: `The list was exported: ${n} in all.`, zh: `明细已导出，合计${n}。` },
      });
    } catch (error) {
      show({ said: textOfError(error), bad: true });
    }
  };

  return (
    <footer className="drawer-foot">
      <p className="digits">{first && say(addingUp(first, number))}</p>
      <div className="button-row">
        <Popover
          label={say('As it stood on…', '看当时的数')}
          button={say('As it stood on…', '看当时的数')}
          align="start"
        >
          {(close) => (
            <AsOfForm
              value={door.as_of}
              to={figure.to}
              onChoose={(as_of) => {
                close();
                change({ figure: writeFigureAddress({ ...door, as_of }) });
              }}
            />
          )}
        </Popover>
        <button
          type="button"
          className="button"
          onClick={() =>
            void copyText(withBasis(figure, language)).then(() =>
              show({
                said: {
                  en: 'Copied, with its basis. If it goes to somebody, note it under Given out.',
                  zh: '已复制数字和口径。报送给单位的，请在“已报送”中登记。',
                },
              }),
            )
          }
        >
          <Icon name="copy" /> {say('Copy with its basis', '复制数字和口径')}
        </button>
        <button type="button" className="button" onClick={() => void exportAll()}>
          <Icon name="download" /> {say('Export list', '导出明细')}
        </button>
        {!door.tree && <AskAbout figure={figure} />}
        {aboutIt.map((type) => (
          <GoLink
            key={type.name}
            className="button quiet"
            to={`/records/${type.name}/new`}
            search={{ about: figureToAddress(door), unit: String(figure.unit.id) }}
          >
            {say(`${type.label.en} about this`, `据此登记${type.label.zh}`)}
          </GoLink>
        ))}
        {path !== '/figures' && !door.tree && !door.indicator.includes(':') && (
          <GoLink
            className="button quiet"
            to="/figures"
            search={{
              unit: String(figure.unit.id),
              from: figure.from,
              to: figure.to,
              as_of: door.as_of,
              show: figure.indicator,
            }}
          >
            {say('In the table', '在数据表中看')}
          </GoLink>
        )}
      </div>
    </footer>
  );
}

/** "4,103 you may open + 24 guarded = 4,127": what is listed and what is not add up to the number. */
function addingUp(opened: OpenedRecords, number: (n: number) => string): Text {
  const { listed, guarded, elsewhere, total } = opened;
  const rest: Text[] = [];
  if (guarded !== null && guarded > 0)
    rest.push({ en: `${number(guarded)} guarded`, zh: `限制查看${number(guarded)}` });
  if (elsewhere > 0)
    rest.push({
      en: `${number(elsewhere)} kept elsewhere now`,
      zh: `现由其他单位保管${number(elsewhere)}`,
    });
  if (guarded === null) {
    const more = rest.map((part) => ({ en: `, ${part.en}`, zh: `，${part.zh}` }));
    return {
      en: `${number(total)} counted${more.map((part) => part.en).join('')}; fewer than 10 of them are guarded and not listed`,
      zh: `记数${number(total)}${more.map((part) => part.zh).join('')}，其中限制查看的不足10，未列出`,
    };
  }
  if (rest.length === 0)
    return {
      en: `${number(listed)} listed = ${number(total)} counted`,
      zh: `明细${number(listed)} = 记数${number(total)}`,
    };
  return {
    en: `${number(listed)} you may open + ${rest.map((part) => part.en).join(' + ')} = ${number(total)}`,
    zh: `可查看${number(listed)} + ${rest.map((part) => part.zh).join(' + ')} = ${number(total)}`,
  };
}

/** Who doubts a number writes why; it goes to the unit that keeps its records, and the answer comes back to Today. */
function AskAbout({ figure }: { figure: FigureDetail }) {
  const { say } = useLanguage();
  const show = useReceipts();
  const idFor = useWriteIds();
  const queries = useQueryClient();
  const [asked, setAsked] = useState('');
  const [wrong, setWrong] = useState<Text | null>(null);
  const label = say('Ask about this number', '对此数有疑问');
  const { indicator, unit, from, to, as_of } = figure;
  const send = async (close: () => void) => {
    const body = { unit: unit.id, from, to, ...(as_of ? { as_of } : {}), text: asked.trim() };
    try {
      const answer = await api.post<{ id: string }>(figurePath(figure, '/ask'), {
        ...body,
        write_id: idFor({ indicator, ...body }),
      });
      close();
      setAsked('');
      setWrong(null);
      void queries.invalidateQueries({ queryKey: ['today'] });
      show({
        said: {
          en: `Asked ${unit.name.en}. The answer comes to your Today.`,
          zh: `已向${unit.name.zh}提出，答复会出现在您的“今天”。`,
        },
        to: `/records/question/${answer.id}`,
      });
    } catch (error) {
      setWrong(textOfError(error));
    }
  };
  return (
    <Popover label={label} button={label}>
      {(close) => (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void send(close);
          }}
        >
          <label className="field">
            <span className="field-label">{say('What seems wrong?', '疑问是什么？')}</span>
            <textarea
              className="input"
              lang="zh"
              required
              rows={3}
              minLength={2}
              maxLength={500}
              value={asked}
              aria-describedby={wrong ? 'ask-wrong' : undefined}
              onChange={(event) => setAsked(event.target.value)}
            />
          </label>
          {wrong && (
            <p id="ask-wrong" className="field-error" role="alert">
              {say(wrong)}
            </p>
          )}
          <button type="submit" className="button primary">
            {say(`Ask ${unit.name.en}`, `向${unit.name.zh}提出`)}
          </button>
        </form>
      )}
    </Popover>
  );
}
