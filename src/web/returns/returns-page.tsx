/** 统计报表: which returns are asked for, and of the chosen round who has sent, who has not, and how long overdue. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { printReportPeriod } from '#engine/report-period.ts';
import { labelOf } from '#engine/field.ts';
import { returnLevels } from '#lines/reporting/codes.ts';
import { reportReturn } from '#lines/reporting/report-return.ts';
import { api, textOfError } from '../shell/api.ts';
import { GoLink, useSearch } from '../shell/go.tsx';
import { useLanguage } from '../shell/language.tsx';
import { printDay } from '../shell/numbers.ts';
import { useReceipts } from '../shell/receipts.tsx';
import { useSession } from '../shell/session.tsx';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import { copyText } from '../shell/clipboard.ts';
import type { ListedReturn, Round, Rounds } from './return-types.ts';
import './returns.css';

export function ReturnsPage() {
  const { say } = useLanguage();
  const { grant } = useSession();
  const [search] = useSearch();
  const asked = { form: search['form'], period: search['period'], level: search['level'] };
  const found = useQuery({
    queryKey: ['returns', 'rounds', asked],
    queryFn: () => api.get<Rounds>('/api/report-returns', asked),
  });
  const issues = grant.role === 'county' || grant.role === 'bureau';
  return (
    <div className="page returns-page">
      <title>{say('Returns · Taizhang', '统计报表 · 台账')}</title>
      <div className="page-head">
        <div>
          <h1>{say('Returns', '统计报表')}</h1>
          <p className="about">
            {say(
              'Each return is counted from the ledger and frozen when it is sent. Nobody types a figure.',
              '报表各项数字由台账统计，报送时定格，任何人不得手填、改数。',
            )}
          </p>
        </div>
        <div className="button-row no-print">
          <GoLink className="button" to="/editions">
            {say('Editions', '已签发版本')}
          </GoLink>
          {issues && (
            <GoLink className="button" to="/records/return_form">
              {say('Forms', '表式')}
            </GoLink>
          )}
          {issues && <AskNow />}
        </div>
      </div>
      {found.isPending && <Waiting lines={10} />}
      {found.isError && <Trouble error={found.error} retry={() => void found.refetch()} />}
      {found.data && found.data.rounds.length === 0 && <Nothing issues={issues} />}
      {found.data?.chosen && (
        <div className="returns-layout">
          <RoundList rounds={found.data.rounds} chosen={found.data.chosen} />
          <ChaseList round={found.data.chosen} returns={found.data.returns} />
        </div>
      )}
    </div>
  );
}

function Nothing({ issues }: { issues: boolean }) {
  const { say } = useLanguage();
  return (
    <div className="empty">
      <h2>{say('No return is asked for.', '没有需要报送的报表。')}</h2>
      <p>
        {issues
          ? say(
              'Draft a form, bring it into force, and the returns of each period come due by themselves.',
              '拟定并启用表式后，各期报表到期自动布置。',
            )
          : say(
              'When one comes due it stands here and on Today.',
              '有报表到期时，会列在这里和“今天”。',
            )}
      </p>
      {issues && (
        <p className="button-row">
          <GoLink className="button primary" to="/records/return_form/new">
            {say('Draft a form', '拟定表式')}
          </GoLink>
        </p>
      )}
    </div>
  );
}

/** Periods end at midnight; whoever does not want to wait for the hour asks now. */
function AskNow() {
  const { say } = useLanguage();
  const show = useReceipts();
  const queries = useQueryClient();
  const asking = useMutation({
    mutationFn: () => api.post<{ made: number }>('/api/report-returns/rounds', {}),
    onSuccess: ({ made }) => {
      show({
        said:
          made > 0
            ? { en: `${made} returns were asked for.`, zh: `已布置报表${made}份。` }
            : { en: 'All returns that are due have been asked for.', zh: '到期报表均已布置。' },
      });
      void queries.invalidateQueries({ queryKey: ['returns'] });
    },
    onError: (error) => show({ said: textOfError(error), bad: true }),
  });
  return (
    <button
      type="button"
      className="button"
      disabled={asking.isPending}
      onClick={() => asking.mutate()}
    >
      {say('Ask for what is due', '布置到期报表')}
    </button>
  );
}

function RoundList({ rounds, chosen }: { rounds: readonly Round[]; chosen: Round }) {
  const { say, language } = useLanguage();
  const isChosen = (one: Round) =>
    one.form_id === chosen.form_id && one.period === chosen.period && one.level === chosen.level;
  return (
    <nav className="rounds no-print" aria-label={say('Rounds', '报表期次')}>
      <ul>
        {rounds.map((one) => (
          <li key={`${one.form_id}/${one.period}/${one.level}`}>
            <GoLink
              to="/returns"
              search={{ form: one.form_id, period: one.period, level: one.level }}
              current={isChosen(one)}
            >
              <span className="round-name">
                {say(one.form_name_en ?? one.form_name, one.form_name)}
              </span>
              <span className="grey small">
                {printReportPeriod(one, language)} · {say(labelOf(returnLevels, one.level))}
              </span>
              <span className={one.overdue > 0 ? 'small overdue' : 'small grey'}>
                {say(`${one.sent} of ${one.units} sent`, `已报${one.sent}/${one.units}`)}
                {one.overdue > 0 && say(`, ${one.overdue} overdue`, `，逾期${one.overdue}`)}
              </span>
            </GoLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function ChaseList({ round, returns }: { round: Round; returns: readonly ListedReturn[] }) {
  const { say, language } = useLanguage();
  const show = useReceipts();
  const open = returns.filter((one) => one.state === 'due' || one.state === 'sent_back');
  const chase = () => {
    const names = open.map((one) => one.unit.name.zh).join('、');
    const text = `${round.form_name}（${printReportPeriod(round, 'zh')}）报送期限${printDay(round.due_on, 'zh')}，尚未报送${open.length}个单位：${names}。`;
    void copyText(text).then(() =>
      show({ said: { en: 'The list is copied, units only.', zh: '催报名单已复制（只含单位）。' } }),
    );
  };
  return (
    <section aria-labelledby="round-heading">
      <div className="round-head">
        <h2 id="round-heading">
          {say(round.form_name_en ?? round.form_name, round.form_name)}
          <span className="head-note">{printReportPeriod(round, language)}</span>
        </h2>
        {open.length > 0 && returns.length > 1 && (
          <button type="button" className="button no-print" onClick={chase}>
            {say('Copy who has not sent', '复制催报名单')}
          </button>
        )}
      </div>
      <p className="grey">
        {round.table_number && <span lang="zh">{`${round.table_number} · `}</span>}
        {say('Due ', '报送期限 ')}
        {printDay(round.due_on, language)} ·{' '}
        {say(
          `${round.sent} of ${round.units} sent, ${round.signed} signed`,
          `应报${round.units}，已报${round.sent}，已签发${round.signed}`,
        )}
      </p>
      <div className="table-scroll">
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col">{say('Unit', '单位')}</th>
              <th scope="col">{say('State', '状态')}</th>
              <th scope="col">{say('Overdue', '逾期')}</th>
              <th scope="col">{say('Sent', '报送日期')}</th>
              <th scope="col" className="number">
                {say('Edition', '版次')}
              </th>
            </tr>
          </thead>
          <tbody>
            {returns.map((one) => (
              <Row key={one.id} one={one} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Row({ one }: { one: ListedReturn }) {
  const { say, language } = useLanguage();
  const state = (
    reportReturn.states as Record<string, { label: { en: string; zh: string }; tone: string }>
  )[one.state]!;
  const open = one.state === 'due' || one.state === 'sent_back';
  return (
    <tr>
      <td>
        <GoLink to={`/returns/${one.id}`}>{say(one.unit.name)}</GoLink>
      </td>
      <td>
        <span className={`state ${state.tone}`}>{say(state.label)}</span>
        {one.nil && <span className="grey small"> · {say('nil return', '零报告')}</span>}
        {one.return_ground && (
          <span className="small block grey" lang="zh">
            {one.return_ground}
          </span>
        )}
      </td>
      <td className={open && one.overdue_days > 0 ? 'overdue no-wrap' : 'grey no-wrap'}>
        {one.overdue_days > 0
          ? open
            ? say(`${one.overdue_days} days over`, `超${one.overdue_days}天`)
            : say(`${one.overdue_days} days late`, `迟报${one.overdue_days}天`)
          : open
            ? say('not yet', '未到期')
            : say('in time', '按时')}
      </td>
      <td className="no-wrap">{printDay(one.submitted_on, language)}</td>
      <td className="number">{one.edition_no ?? '–'}</td>
    </tr>
  );
}
