/** Given out: to whom this figure was told, what was told, and whether it still counts so. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { DayInput } from '../fields/day-input.tsx';
import { LineField } from '../fields/line-field.tsx';
import { api, textOfError } from '../shell/api.ts';
import type { FigureDetail, GivenOut, WayOut } from '../shell/api-types.ts';
import { useLanguage } from '../shell/language.tsx';
import { MarkedText } from '../shell/marked-text.tsx';
import { printDay, printInstant } from '../shell/numbers.ts';
import { useReceipts } from '../shell/receipts.tsx';
import { useSession } from '../shell/session.tsx';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import { figureParams, figurePath } from './figure-address.ts';
import type { FigureAddress } from './figure-address.ts';
import { printValue, toldWords } from './figure-words.ts';
import { printPeriod } from './period.ts';

export const wayWords: Readonly<Record<WayOut, readonly [en: string, zh: string]>> = {
  spoken: ['told in words', '口头（电话）'],
  copy: ['copied', '复制发送'],
  word: ['in a Word file', 'Word文件'],
  excel: ['in an Excel file', 'Excel表格'],
  return: ['in a return', '统计报表'],
};

export function useGivenOut(door: FigureAddress) {
  return useQuery({
    queryKey: ['figure', door.indicator, 'given-out', figureParams(door)],
    queryFn: () =>
      api.get<{ given: GivenOut[] }>(figurePath(door, '/given-out'), figureParams(door)),
  });
}

/** The last word on just this period, under the value: nobody tells two numbers without knowing it. */
export function LastTold({ figure, door }: { figure: FigureDetail; door: FigureAddress }) {
  const { language } = useLanguage();
  const { account } = useSession();
  const given = useGivenOut(door).data?.given;
  const last = given?.find((one) => one.from === figure.from && one.to === figure.to);
  if (!last) return null;
  const differs = last.value !== figure.value;
  return (
    <p className={differs ? 'drawer-told due-soon' : 'drawer-told grey'}>
      <MarkedText>{toldWords(last, figure, account.id, language)}</MarkedText>
    </p>
  );
}

export function GivenOutTab({ figure, door }: { figure: FigureDetail; door: FigureAddress }) {
  const { say, language } = useLanguage();
  const given = useGivenOut(door);
  return (
    <>
      <GiveOutForm figure={figure} door={door} />
      {given.isPending && <Waiting />}
      {given.isError && <Trouble error={given.error} retry={() => void given.refetch()} />}
      {given.data?.given.length === 0 && (
        <p className="grey">
          {say('Nobody has noted that it was told to anybody.', '尚无报送登记。')}
        </p>
      )}
      {(given.data?.given.length ?? 0) > 0 && (
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col">{say('Told to', '报送对象')}</th>
              <th scope="col">{say('Period', '期间')}</th>
              <th scope="col" className="number">
                {say('Told', '报送数')}
              </th>
              <th scope="col" className="number">
                {say('Now', '现在')}
              </th>
            </tr>
          </thead>
          <tbody>
            {given.data!.given.map((one) => (
              <tr key={one.id}>
                <td>
                  <span lang="zh">{one.receiver}</span>
                  <span className="grey small record-number">
                    {`${printDay(one.given_on, language)} · ${say(...wayWords[one.by_way])} · `}
                    <span lang="zh">{one.person.name}</span>
                  </span>
                </td>
                <td>
                  {printPeriod(one, language)}
                  <span className="grey small record-number">
                    {say(
                      `as it stood ${printInstant(one.stood_at, 'en')}`,
                      `${printInstant(one.stood_at, 'zh')}的数`,
                    )}
                  </span>
                </td>
                <td className="number">{printValue({ ...figure, value: one.value }, language)}</td>
                <td className={one.now === one.value ? 'number grey' : 'number due-soon'}>
                  {one.now === one.value
                    ? say('the same', '一致')
                    : printValue({ ...figure, value: one.now ?? null }, language)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function GiveOutForm({ figure, door }: { figure: FigureDetail; door: FigureAddress }) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  const queries = useQueryClient();
  const show = useReceipts();
  const [receiver, setReceiver] = useState('');
  const [by_way, setWay] = useState<WayOut>('copy');
  const [given_on, setDay] = useState<string | null>(today);
  const [problem, setProblem] = useState<unknown>(null);
  const value = printValue(figure, language);
  return (
    <form
      className="give-out-form"
      onSubmit={(event) => {
        event.preventDefault();
        setProblem(null);
        api
          .post(figurePath(door, '/given-out'), {
            ...figureParams(door),
            from: figure.from,
            to: figure.to,
            receiver,
            by_way,
            given_on: given_on ?? undefined,
          })
          .then(() => {
            setReceiver('');
            show({
              said: {
                en: `Noted: ${receiver} was told ${printValue(figure, 'en')}.`,
                zh: `已登记：向${receiver}报送${printValue(figure, 'zh')}。`,
              },
            });
            void queries.invalidateQueries({ queryKey: ['figure', door.indicator, 'given-out'] });
          }, setProblem);
      }}
    >
      <LineField
        label={say(`Who was told ${value}?`, `${value}报送给谁？`)}
        value={receiver}
        change={setReceiver}
        lang="zh"
        required
        minLength={2}
        maxLength={100}
        placeholder={say('e.g. the Political-Legal Committee', '如：市委政法委')}
      />
      <div className="button-row">
        <select
          className="input give-out-way"
          aria-label={say('How', '方式')}
          value={by_way}
          onChange={(event) => setWay(event.target.value as WayOut)}
        >
          {(Object.keys(wayWords) as WayOut[]).map((way) => (
            <option key={way} value={way}>
              {say(...wayWords[way])}
            </option>
          ))}
        </select>
        <DayInput value={given_on} onChange={setDay} label={say('On which day', '报送日期')} />
        <button type="submit" className="button" disabled={!given_on}>
          {say('Note it', '登记')}
        </button>
      </div>
      {problem !== null && (
        <p className="field-error" role="alert">
          {say(textOfError(problem))}
        </p>
      )}
    </form>
  );
}
