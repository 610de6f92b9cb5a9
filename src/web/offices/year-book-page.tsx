/** An office's book of a year, to print: every dispute that was accepted in it, in the order of its day. */
import { useQuery } from '@tanstack/react-query';
import { book } from '#lines/index.ts';
import { Cell, columnLabel } from '../records/cell.tsx';
import { GoLink, useSearch } from '../shell/go.tsx';
import { Icon } from '../shell/icon.tsx';
import { useLanguage } from '../shell/language.tsx';
import { printNumber } from '../shell/numbers.ts';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import { WideTable } from '../shell/wide-table.tsx';
import { useOffices } from './use-offices.ts';
import { wholeRegister } from './whole-register.ts';
import './offices.css';

const columns = ['parties', 'dispute_type', 'accepted_on', 'result', 'closed_on', 'mediator_id'];

export function YearBookPage() {
  const { say } = useLanguage();
  const [search] = useSearch();
  const offices = useOffices();
  const office = offices.data?.find((one) => one.id === search['office']);
  const year = /^\d{4}$/.test(search['year'] ?? '') ? search['year']! : '';
  const unit = office?.unit_id;
  const disputes = useQuery({
    queryKey: ['records', 'dispute', 'book', unit, year],
    queryFn: () =>
      wholeRegister('dispute', {
        unit,
        'filter.accepted_on.from': `${year}-01-01`,
        'filter.accepted_on.to': `${year}-12-31`,
        sort: 'accepted_on',
      }),
    enabled: unit !== undefined && year !== '',
  });
  const type = book.record('dispute');
  const rows = disputes.data?.records ?? [];
  return (
    <div className="page year-book">
      <title>{say('Book of the year · Taizhang', '年度台账 · 台账')}</title>
      <div className="page-head">
        <div>
          <p className="grey small no-print">
            <GoLink
              to="/inspection-day"
              search={search['office'] ? { office: search['office'] } : {}}
            >
              {say('Inspection day', '迎检')}
            </GoLink>
          </p>
          <h1>
            {office
              ? say(
                  `${office.title.en}: disputes of ${year}`,
                  `${office.title.zh}${year}年纠纷台账`,
                )
              : say('Book of the year', '年度台账')}
          </h1>
          {disputes.data && (
            <p className="grey">
              {say(`${printNumber(rows.length)} disputes`, `共${printNumber(rows.length)}件`)}
            </p>
          )}
        </div>
        <div className="button-row no-print">
          <button type="button" className="button primary" onClick={() => window.print()}>
            <Icon name="print" /> {say('Print', '打印')}
          </button>
        </div>
      </div>
      {(offices.isPending || (disputes.isPending && office && year)) && <Waiting lines={12} />}
      {disputes.isError && <Trouble error={disputes.error} retry={() => void disputes.refetch()} />}
      {offices.data && (!office || !year) && (
        <p className="empty">
          {say(
            'Choose an office and a year on the page of the inspection day.',
            '请在迎检页选择司法所和年度。',
          )}
        </p>
      )}
      {disputes.data && rows.length === 0 && (
        <p className="empty">
          {say('No dispute was accepted in this year.', '该年度没有受理的纠纷。')}
        </p>
      )}
      {rows.length > 0 && (
        <WideTable label={say('Disputes', '纠纷台账')}>
          <table className="ledger">
            <thead>
              <tr>
                <th scope="col" className="number">
                  {say('No.', '序号')}
                </th>
                <th scope="col">{say('File number', '案号')}</th>
                {columns.map((name) => (
                  <th key={name} scope="col">
                    {say(columnLabel(type, name))}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, i) => (
                <tr key={row.id}>
                  <td className="number">{i + 1}</td>
                  <td lang="zh" className="digits">
                    <GoLink to={`/records/dispute/${row.id}`}>{row['number'] ?? '–'}</GoLink>
                  </td>
                  {columns.map((name) => (
                    <td key={name} className={name === 'parties' ? 'private-name' : ''}>
                      <Cell
                        type={type}
                        row={row}
                        name={name}
                        links={disputes.data?.links}
                        people={disputes.data?.people}
                      />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </WideTable>
      )}
    </div>
  );
}
