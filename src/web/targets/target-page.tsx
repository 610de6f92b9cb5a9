/** One target: how it stands against its pace, who has which part of it, what has to be done and by when. */
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { formatDay } from '#engine/day.ts';
import { book } from '#lines/index.ts';
import { Figure } from '../figures/figure.tsx';
import { address, api } from '../shell/api.ts';
import type { OneRecord } from '../shell/api-types.ts';
import { GoLink, useSearch } from '../shell/go.tsx';
import { useLanguage } from '../shell/language.tsx';
import { MarkedText } from '../shell/marked-text.tsx';
import { printInstant } from '../shell/numbers.ts';
import { useSession } from '../shell/session.tsx';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import { Standing, TargetGap, TargetValue } from './standing.tsx';
import {
  Adjustments,
  Covered,
  Evidence,
  Milestones,
  PaceLine,
  Parts,
  Why,
} from './target-sections.tsx';
import type { TargetTree, TargetView } from './target-types.ts';
import { goalWords, lastYearWords, paceWords, workUnit } from './target-words.ts';
import '../figures/figures-page.css';
import './targets.css';

export function TargetPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const [search] = useSearch();
  const as_of = search['as_of'];
  const found = useQuery({
    queryKey: ['figures', 'target', id, as_of],
    queryFn: () => api.get<TargetTree>(`/api/targets/${id}`, { as_of }),
  });
  if (found.isPending)
    return (
      <div className="page">
        <Waiting lines={10} />
      </div>
    );
  const target = found.data?.targets.find((one) => one.id === id);
  if (found.isError || !target)
    return (
      <div className="page">
        <Trouble error={found.error} retry={() => void found.refetch()} />
      </div>
    );
  return <OpenTarget tree={found.data} target={target} as_of={as_of} />;
}

type Props = {
  readonly tree: TargetTree;
  readonly target: TargetView;
  readonly as_of: string | undefined;
};

function OpenTarget({ tree, target, as_of }: Props) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  const parts = tree.targets.filter((one) => one.parent_id === target.id);
  const at = printInstant(tree.as_of ?? tree.fresh_at, language, today);
  const below = lastYearWords(target);
  const pace = paceWords(target, language);
  return (
    <article className={as_of ? 'page target-page stood' : 'page target-page'}>
      <title>{say({ en: `${target.name.en} · Taizhang`, zh: `${target.name.zh} · 台账` })}</title>
      <p className="grey small no-print">
        <GoLink to="/targets" search={{ year: String(target.year), ...(as_of ? { as_of } : {}) }}>
          {say('Targets', '目标任务')}
        </GoLink>
        {` · ${say(target.unit.name)} · ${target.year}`}
      </p>
      <div className="page-head">
        <div>
          <h1>
            {target.number && <span className="digits target-number">{target.number}</span>}
            <MarkedText>{say(target.name)}</MarkedText>
          </h1>
          <p className="tally">
            <Standing target={target} />
            <span className={as_of ? 'due-soon small' : 'grey small'}>
              {as_of
                ? say(`As it stood, ${at}`, `${at}当时的数`)
                : say(`Counted from the ledger at ${at}`, `${at} 从台账记数`)}
            </span>
          </p>
        </div>
        {!as_of && <Deeds target={target} />}
      </div>
      <div className="target-head digits">
        <span className="now">
          <TargetValue target={target} as_of={as_of} />
          <small>
            {say('of ', '目标 ')}
            {goalWords(target)}
            {target.kind !== 'rate' || target.goal_in === 'units'
              ? ` ${say(workUnit(target))}`
              : ''}
          </small>
        </span>
        <strong>
          <TargetGap target={target} as_of={as_of} />
        </strong>
        {pace && <span className="grey">{pace}</span>}
      </div>
      {below && <p className="grey">{say(`This year it ${below.en}.`, `今年${below.zh}。`)}</p>}
      <PaceLine target={target} />
      <Why target={target} parts={parts} as_of={as_of} />
      {(parts.length > 0 || !as_of) && <Parts target={target} parts={parts} as_of={as_of} />}
      <Covered target={target} as_of={as_of} />
      <Milestones target={target} as_of={as_of} />
      <Evidence target={target} />
      <Adjustments target={target} />
      <section className="target-section" aria-labelledby="facts-heading">
        <h2 id="facts-heading">{say('Who and what', '责任与口径')}</h2>
        <dl className="target-facts">
          {target.indicator && (
            <>
              <dt>{say('Counted by', '对应指标')}</dt>
              <dd>
                <Figure
                  indicator={target.indicator.name}
                  unit={target.unit.id}
                  from={target.counted_from}
                  to={target.counted_to}
                  as_of={as_of}
                >
                  {say(target.indicator.label)}
                </Figure>
              </dd>
            </>
          )}
          <dt>{say('Due', '期限')}</dt>
          <dd>{formatDay(target.due, language)}</dd>
          {target.section && (
            <>
              <dt>{say('Section', '责任科室')}</dt>
              <dd>{say(target.section)}</dd>
            </>
          )}
          {target.responsible && (
            <>
              <dt>{say('Who answers for it', '责任人')}</dt>
              <dd lang="zh" className="private-name">
                {target.responsible}
              </dd>
            </>
          )}
          {target.parent_name && (
            <>
              <dt>{say('Part of', '分解自')}</dt>
              <dd>
                {target.parent_id ? (
                  <GoLink to={`/targets/${target.parent_id}`}>
                    <ParentName target={target} />
                  </GoLink>
                ) : (
                  <ParentName target={target} />
                )}
              </dd>
            </>
          )}
          {target.source && (
            <>
              <dt>{say('Where it stands', '目标来源')}</dt>
              <dd lang="zh">{target.source}</dd>
            </>
          )}
          {target.kept && (
            <>
              <dt>{say('Kept by', '建账情况')}</dt>
              <dd>
                {say(
                  `${target.kept.keeping} of ${target.kept.offices} offices keep the book behind it`,
                  `${target.kept.offices}个单位中${target.kept.keeping}个已建账`,
                )}
              </dd>
            </>
          )}
        </dl>
        <GoLink className="no-print" to={`/records/target/${target.id}`}>
          {say('The record with its history and its letter', '目标记录、责任书和办理经过')}
        </GoLink>
      </section>
    </article>
  );
}

/** A part is called as the whole is, and then its English is known. */
function ParentName({ target }: { target: TargetView }) {
  const { say } = useLanguage();
  if (target.parent_name !== target.name.zh) return <span lang="zh">{target.parent_name}</span>;
  return <MarkedText>{say(target.name)}</MarkedText>;
}

/** What this post may do with it now, in the words of the definition; each opens its form on the record. */
function Deeds({ target }: { target: TargetView }) {
  const { say } = useLanguage();
  const type = book.record('target');
  const one = useQuery({
    queryKey: ['records', 'target', 'one', target.id],
    queryFn: () => api.get<OneRecord>(`/api/records/target/${target.id}`),
  });
  const offered = (one.data?.actions ?? []).filter((name) =>
    [
      'adjust',
      'report_milestones',
      'add_evidence',
      'self_assess',
      'assess',
      'agree',
      'propose',
      'issue',
    ].includes(name),
  );
  const shown = offered.filter(
    (name) => name !== 'report_milestones' || target.milestones.length > 0,
  );
  const splits = offered.includes('adjust') && target.kind !== 'qualitative';
  return (
    <div className="button-row no-print">
      {shown.map((name) => (
        <GoLink
          key={name}
          className="button"
          to={`/records/target/${target.id}`}
          search={{ do: name }}
        >
          {say((type.actions[name] as { label: { en: string; zh: string } }).label)}
        </GoLink>
      ))}
      {target.letter_no && (
        <a
          className="button"
          href={address(`/api/records/target/${target.id}/papers/responsibility-letter.docx`, {
            lang: say('en', 'zh'),
          })}
        >
          {say('Letter of responsibility', '责任书')}
        </a>
      )}
      <GoLink
        className="button"
        to="/records/instruction/new"
        search={{ about: `target/${target.id}`, unit: String(target.unit.id) }}
      >
        {say('Instruct', '批示')}
      </GoLink>
      {splits && (
        <GoLink className="button primary" to={`/targets/${target.id}/split`}>
          {say('Split', '分解')}
        </GoLink>
      )}
    </div>
  );
}
