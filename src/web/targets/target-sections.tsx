/** The parts of a target's page: pace, who is behind over what, whole and parts, milestones, evidence, adjustments. */
import { proportion } from '#engine/target.ts';
import { Address } from '../fields/address-value.tsx';
import { Figure } from '../figures/figure.tsx';
import { GoLink } from '../shell/go.tsx';
import { useLanguage } from '../shell/language.tsx';
import { printDay, printNumber } from '../shell/numbers.ts';
import { useSession } from '../shell/session.tsx';
import { Standing, TargetGap, TargetValue } from './standing.tsx';
import type { TargetView } from './target-types.ts';
import { goalWords, shareWords, urgency, workUnit } from './target-words.ts';

/** Zero-based, with where it should stand today and where the goal is; last year as a grey line. */
export function PaceLine({ target }: { target: TargetView }) {
  const { say } = useLanguage();
  const { done, needed, expected, last_year_whole } = target.progress;
  if (done === null || needed === null || target.kind === 'milestone') return null;
  const before = target.kind === 'count' ? last_year_whole : null;
  const most = Math.max(done, needed, before ?? 0);
  const at = (n: number) => `${proportion(n, most)}%`;
  const about = { money: target.indicator?.money ?? false };
  const limit = target.direction === 'at_most';
  return (
    <>
      <div className="pace-line" aria-hidden="true">
        <span className="track" />
        <span className="done" style={{ width: at(done) }} />
        {before !== null && <span className="mark year" style={{ insetInlineStart: at(before) }} />}
        {expected !== null && <span className="mark" style={{ insetInlineStart: at(expected) }} />}
      </div>
      <p className="pace-legend">
        <span>
          {limit
            ? say(`So far ${printNumber(done, about)}`, `已发生 ${printNumber(done, about)}`)
            : say(`Done ${printNumber(done, about)}`, `已完成 ${printNumber(done, about)}`)}
        </span>
        {expected !== null && (
          <span>
            {say(
              `${limit ? 'Evenly, by now' : 'Expected by now, going evenly'} ${printNumber(Math.round(expected), about)}`,
              `${limit ? '按均匀进度为' : '按均匀进度应达'} ${printNumber(Math.round(expected), about)}`,
            )}
          </span>
        )}
        <span>
          {limit
            ? say(`Limit ${printNumber(needed, about)}`, `上限 ${printNumber(needed, about)}`)
            : say(`Needed ${printNumber(needed, about)}`, `需达到 ${printNumber(needed, about)}`)}
        </span>
        {before !== null && (
          <span>
            {say(
              `All last year ${printNumber(before, about)}`,
              `上年全年 ${printNumber(before, about)}`,
            )}
          </span>
        )}
      </p>
    </>
  );
}

type WhyProps = {
  readonly target: TargetView;
  readonly parts: readonly TargetView[];
  readonly as_of: string | undefined;
};

/** Who is behind and over which records: the list to act on. */
export function Why({ target, parts, as_of }: WhyProps) {
  const { say } = useLanguage();
  const late = parts
    .filter((one) => ['behind', 'missed'].includes(one.progress.standing))
    .toSorted((a, b) => (b.progress.gap ?? 0) - (a.progress.gap ?? 0));
  const { standing } = target.progress;
  const { indicator } = target;
  const lacking = indicator?.kind === 'rate' && ['behind', 'missed'].includes(standing);
  const told = ['not_kept', 'not_reported', 'unscored'].includes(standing);
  if (late.length === 0 && !lacking && !told) return null;
  return (
    <section
      className="notice care"
      style={{ marginTop: 16, maxWidth: 720 }}
      aria-label={say('Why', '原因')}
    >
      {standing === 'not_kept' && (
        <p>
          {say(
            'No line of work keeps the figure behind this target yet. It is listed, and will be counted when the line is there.',
            '本目标对应的业务尚未建账：先列出，建账后自动计算。',
          )}
        </p>
      )}
      {standing === 'not_reported' && (
        <p>
          {say(
            'Nothing is on the book yet that this could be counted from. That is not zero.',
            '台账中尚无可供计算的记录，不等于零。',
          )}
        </p>
      )}
      {standing === 'unscored' && (
        <p>
          {target.kind === 'qualitative'
            ? say(
                `In words: it is judged by its evidence, ${target.evidence.length} pieces so far.`,
                `定性目标，以佐证考核，现有佐证${target.evidence.length}件。`,
              )
            : say(
                'No number was set, so it is followed and not scored until there is a baseline.',
                '未设目标值，取得基数前只跟踪、不评分。',
              )}
        </p>
      )}
      {late.length > 0 && (
        <p>
          {say('Behind: ', '滞后单位：')}
          {late.map((one, i) => (
            <span key={one.id}>
              {i > 0 && say(', ', '、')}
              <GoLink to={`/targets/${one.id}`}>{say(one.unit.name)}</GoLink>{' '}
              <TargetGap target={one} as_of={as_of} />
            </span>
          ))}
        </p>
      )}
      {lacking && (
        <p>
          <Figure
            indicator={indicator.name}
            unit={target.unit.id}
            from={target.counted_from}
            to={target.counted_to}
            as_of={as_of}
            side="missing"
          >
            {say(
              `Open the ${printNumber((target.reading.denominator ?? 0) - (target.reading.numerator ?? 0))} records that are not in it`,
              `打开未计入的${printNumber((target.reading.denominator ?? 0) - (target.reading.numerator ?? 0))}条记录`,
            )}
          </Figure>
        </p>
      )}
    </section>
  );
}

export function Parts({ target, parts, as_of }: WhyProps) {
  const { say } = useLanguage();
  if (parts.length === 0) return null;
  const ordered = parts.toSorted(
    (a, b) => urgency(a.progress) - urgency(b.progress) || (a.unit.code < b.unit.code ? -1 : 1),
  );
  return (
    <section className="target-section" aria-labelledby="parts-heading">
      <h2 id="parts-heading">{say('Parts', '分解')}</h2>
      <table className="ledger">
        <thead>
          <tr>
            <th scope="col">{say('Unit or section', '单位或科室')}</th>
            <th scope="col" className="number">
              {say('Goal', '目标值')}
            </th>
            <th scope="col" className="number">
              {say('Now', '现在')}
            </th>
            <th scope="col">{say('How it stands', '状态')}</th>
            <th scope="col">{say('To go', '差距')}</th>
          </tr>
        </thead>
        <tbody>
          {ordered.map((part) => (
            <tr key={part.id}>
              <td>
                <GoLink to={`/targets/${part.id}`} search={as_of ? { as_of } : {}}>
                  {say(
                    part.unit.id === target.unit.id && part.section ? part.section : part.unit.name,
                  )}
                </GoLink>
                {part.state === 'draft' && (
                  <span className="grey small">{say(' draft', ' 拟定中')}</span>
                )}
              </td>
              <td className="number">{goalWords(part)}</td>
              <td className="number">
                <TargetValue target={part} as_of={as_of} />
              </td>
              <td>
                <Standing target={part} />
              </td>
              <td>
                <TargetGap target={part} as_of={as_of} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {target.parts && (
        <p className="split-sum">{`Σ ${say(shareWords(target.parts, workUnit(target)))}`}</p>
      )}
    </section>
  );
}

export function Covered({ target, as_of }: { target: TargetView; as_of: string | undefined }) {
  const { say } = useLanguage();
  const { covered, indicator } = target;
  if (!covered || !indicator) return null;
  const missing = covered.filter((row) => row.value <= 0);
  return (
    <section className="target-section" aria-labelledby="covered-heading">
      <h2 id="covered-heading">
        {say(
          `Reached, ${covered.length - missing.length} of ${covered.length}`,
          `已覆盖${covered.length - missing.length}，共${covered.length}`,
        )}
      </h2>
      {missing.length > 0 && (
        <p style={{ marginTop: 8 }}>
          <span className="grey">{say('Not yet: ', '尚未覆盖：')}</span>
          {missing.map((row) => say(row.unit.name)).join(say(', ', '、'))}
        </p>
      )}
      <p style={{ marginTop: 8 }}>
        {covered
          .filter((row) => row.value > 0)
          .map((row, i) => (
            <span key={row.unit.id} className="no-wrap">
              {i > 0 && say(', ', '、')}
              {say(row.unit.name)}{' '}
              <Figure
                indicator={indicator.name}
                unit={row.unit.id}
                from={target.counted_from}
                to={target.counted_to}
                as_of={as_of}
                value={row.value}
                money={indicator.money}
                kind={indicator.kind}
              />
            </span>
          ))}
      </p>
    </section>
  );
}

export function Milestones({ target, as_of }: { target: TargetView; as_of: string | undefined }) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  if (target.milestones.length === 0) return null;
  return (
    <section className="target-section" aria-labelledby="milestones-heading">
      <h2 id="milestones-heading">{say('Milestones', '节点')}</h2>
      <ul>
        {target.milestones.map((row, i) => {
          const late = !row.reached && row.due_on !== null && row.due_on < today;
          const waits = row.indicator !== null && !row.counted && !row.reached;
          const tone = row.reached ? 'done' : late ? 'refused' : waits ? 'ended' : 'working';
          const word = row.reached
            ? say('Done', '已完成')
            : late
              ? say('Overdue', '已逾期')
              : waits
                ? say('Line not kept yet', '业务尚未建账')
                : say('Open', '未完成');
          return (
            <li key={i} style={{ padding: '6px 0' }}>
              <span className={`state ${tone}`}>{word}</span> <span lang="zh">{row.name}</span>
              {row.due_on && (
                <span className="grey">
                  {say(
                    `, by ${printDay(row.due_on, language)}`,
                    `，${printDay(row.due_on, language)}前`,
                  )}
                </span>
              )}
              {row.counted && (
                <>
                  {' '}
                  <Figure
                    indicator={row.counted.name}
                    unit={target.unit.id}
                    from={target.counted_from}
                    to={target.counted_to}
                    as_of={as_of}
                    value={row.value}
                    counter={row.counted.counter}
                    kind={row.counted.kind}
                    money={row.counted.money}
                  />
                </>
              )}
              {row.proof && (
                <span className="grey" lang="zh">
                  {` ${row.proof}`}
                </span>
              )}
              {row.record && (
                <>
                  {' '}
                  <Address address={row.record} />
                </>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

export function Evidence({ target }: { target: TargetView }) {
  const { say, language } = useLanguage();
  if (target.evidence.length === 0) return null;
  return (
    <section className="target-section" aria-labelledby="evidence-heading">
      <h2 id="evidence-heading">{say('Evidence', '佐证')}</h2>
      <ul>
        {target.evidence.map((row, i) => (
          <li key={i} style={{ padding: '6px 0' }}>
            <span className="grey digits">{printDay(row.on_day, language)}</span>{' '}
            <span lang="zh">{row.what}</span> {row.record && <Address address={row.record} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Adjustments({ target }: { target: TargetView }) {
  const { say, language } = useLanguage();
  if (target.adjustments.length === 0) return null;
  return (
    <section className="target-section" aria-labelledby="adjusted-heading">
      <h2 id="adjusted-heading">{say('Adjustments', '调整')}</h2>
      <ul>
        {target.adjustments.map((row, i) => (
          <li key={i} style={{ padding: '6px 0' }}>
            <span className="grey digits">{printDay(row.adjusted_on, language)}</span>{' '}
            {row.goal_before !== row.goal_after &&
              say(
                `goal ${row.goal_before ?? '–'} → ${row.goal_after ?? '–'}`,
                `目标值${row.goal_before ?? '–'}→${row.goal_after ?? '–'}`,
              )}
            {row.due_before !== row.due_after &&
              say(
                ` due ${printDay(row.due_before, 'en')} → ${printDay(row.due_after, 'en')}`,
                ` 期限${row.due_before ?? '–'}→${row.due_after ?? '–'}`,
              )}
            <span lang="zh">{` ${row.reason}`}</span>
            <span className="grey">
              {say(', approved by ', '，批准人')}
              <span lang="zh">{row.approved_by}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
