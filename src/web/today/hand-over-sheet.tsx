/** The sheet of a hand-over: what went from whom to whom, printed for both to sign. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { formatDay } from '#engine/day.ts';
import type { Text } from '#engine/text.ts';
import { book } from '#lines/index.ts';
import { api, textOfError } from '../shell/api.ts';
import type { Unit } from '../shell/api-types.ts';
import { GoLink } from '../shell/go.tsx';
import { Icon } from '../shell/icon.tsx';
import { useLanguage } from '../shell/language.tsx';
import { MarkedText } from '../shell/marked-text.tsx';
import { useReceipts } from '../shell/receipts.tsx';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import './hand-over.css';
import { DutyTable } from './hand-over-page.tsx';
import type { OpenDuty } from './hand-over-page.tsx';

type Sheet = {
  readonly id: string;
  readonly day: string;
  readonly note: string | null;
  readonly taken_back: boolean;
  readonly may_take_back: boolean;
  readonly unit: Unit;
  readonly from: string;
  readonly to: string;
  readonly by: string;
  readonly records: readonly {
    readonly type: string;
    readonly id: string;
    readonly title: Text;
    readonly number: string | null;
  }[];
  readonly duties: readonly OpenDuty[];
};

export function HandOverSheetPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { say } = useLanguage();
  const sheet = useQuery({
    queryKey: ['hand-over', 'sheet', id],
    queryFn: () => api.get<Sheet>(`/api/hand-over/${id}`),
  });
  return (
    <div className="page">
      <title>{say('Hand-over sheet · Taizhang', '工作移交清单 · 台账')}</title>
      {sheet.isPending && <Waiting lines={8} />}
      {sheet.isError && <Trouble error={sheet.error} retry={() => void sheet.refetch()} />}
      {sheet.data && <SheetOf sheet={sheet.data} />}
    </div>
  );
}

function SheetOf({ sheet }: { sheet: Sheet }) {
  const { say, language } = useLanguage();
  const queries = useQueryClient();
  const show = useReceipts();
  const takeBack = () =>
    api.delete<{ back: number; stayed: number }>(`/api/hand-over/${sheet.id}`).then(
      ({ back, stayed }) => {
        show({
          said: {
            en: `${back} records are back${stayed ? `; ${stayed} had another keeper by then and stay` : ''}.`,
            zh: `已撤回${back}件${stayed ? `；${stayed}件此后已另行移交，保持不变` : ''}。`,
          },
        });
        void queries.invalidateQueries();
      },
      (error: unknown) => show({ said: textOfError(error), bad: true }),
    );
  const person = (who: string) => (
    <span lang="zh" className="private-name">
      {who}
    </span>
  );
  return (
    <article className="hand-over-sheet">
      <div className="button-row no-print" style={{ marginBottom: 16 }}>
        <button type="button" className="button primary" onClick={() => window.print()}>
          <Icon name="print" /> {say('Print for both to sign', '打印签字')}
        </button>
        {sheet.may_take_back && (
          <button type="button" className="button" onClick={() => void takeBack()}>
            {say('Take back', '撤回')}
          </button>
        )}
        <GoLink to="/hand-over" className="button quiet">
          {say('Back', '返回')}
        </GoLink>
      </div>
      {sheet.taken_back && (
        <p className="notice care" style={{ marginBottom: 16 }}>
          {say('This hand-over was taken back.', '本次移交已撤回。')}
        </p>
      )}
      <h1>{say('Hand-over of a post', '工作移交清单')}</h1>
      <dl className="hand-over-head">
        <div>
          <dt>{say('Unit', '单位')}</dt>
          <dd>{say(sheet.unit.name)}</dd>
        </div>
        <div>
          <dt>{say('Day', '移交日期')}</dt>
          <dd>{formatDay(sheet.day, language)}</dd>
        </div>
        <div>
          <dt>{say('From', '移交人')}</dt>
          <dd>{person(sheet.from)}</dd>
        </div>
        <div>
          <dt>{say('To', '接收人')}</dt>
          <dd>{person(sheet.to)}</dd>
        </div>
        {sheet.by !== sheet.from && (
          <div>
            <dt>{say('Done by', '经办人')}</dt>
            <dd>{person(sheet.by)}</dd>
          </div>
        )}
        {sheet.note && (
          <div>
            <dt>{say('Why', '移交事由')}</dt>
            <dd lang="zh">{sheet.note}</dd>
          </div>
        )}
      </dl>
      <h2>{say(`Records: ${sheet.records.length}`, `一、未办结记录${sheet.records.length}件`)}</h2>
      {sheet.records.length > 0 && (
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col" className="number">
                {say('Row', '序号')}
              </th>
              <th scope="col">{say('Kind', '类别')}</th>
              <th scope="col">{say('Record', '记录')}</th>
            </tr>
          </thead>
          <tbody>
            {sheet.records.map((record, i) => (
              <tr key={record.id}>
                <td className="number">{i + 1}</td>
                <td>{say(book.findRecord(record.type)?.label)}</td>
                <td className="private-name">
                  {record.number && <span lang="zh">{record.number} </span>}
                  <GoLink to={`/records/${record.type}/${record.id}`}>
                    <MarkedText>{say(record.title)}</MarkedText>
                  </GoLink>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <h2>{say(`Duties: ${sheet.duties.length}`, `二、待办事项${sheet.duties.length}项`)}</h2>
      <DutyTable duties={sheet.duties} />
      <dl className="signatures">
        <div>
          <dt>{say('Handed over (signature)', '移交人（签字）')}</dt>
          <dd />
        </div>
        <div>
          <dt>{say('Taken over (signature)', '接收人（签字）')}</dt>
          <dd />
        </div>
        <div>
          <dt>{say('In the presence of', '监交人（签字）')}</dt>
          <dd />
        </div>
      </dl>
    </article>
  );
}
