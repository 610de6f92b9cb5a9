/**
 * Likely the same: asked before another record is made, with the ones that may be it. The question never stands in the
 * way: without a network, or without an answer, the record is written down.
 */
import { useEffect, useRef } from 'react';
import { formatDay } from '#engine/day.ts';
import type { AnyRecordType } from '#engine/record.ts';
import { api } from '../shell/api.ts';
import type { LikelyRecord } from '../shell/api-types.ts';
import { GoLink } from '../shell/go.tsx';
import { useLanguage } from '../shell/language.tsx';
import './likely-same.css';

/** Empty where nothing is alike, and where it could not be asked. */
export async function findLikely(
  type: AnyRecordType,
  fields: Readonly<Record<string, unknown>>,
): Promise<readonly LikelyRecord[]> {
  if (!type.likely) return [];
  return api
    .post<{ candidates: readonly LikelyRecord[] }>(`/api/likely/${type.name}`, { fields })
    .then(
      ({ candidates }) => candidates,
      () => [],
    );
}

type Props = {
  readonly type: AnyRecordType;
  readonly candidates: readonly LikelyRecord[];
  readonly another: () => void;
};

export function LikelySame({ type, candidates, another }: Props) {
  const { say, language } = useLanguage();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.parentElement?.scrollIntoView({ block: 'center' });
  }, []);
  return (
    <div className="notice care likely-same" role="group" aria-labelledby="likely-heading">
      <h3 id="likely-heading" ref={heading} tabIndex={-1}>
        {type.identity
          ? say('Is it one of these people?', '是不是同一人？')
          : say('Is it one of these?', '是不是同一件？')}
      </h3>
      <ul className="likely-list">
        {candidates.map((one) => (
          <li key={one.id}>
            <p>
              <span className="private-name">{say(one.title)}</span>
              {one.number && <span className="grey digits"> {one.number}</span>}
            </p>
            <p className="grey small">
              {[
                one.day ? formatDay(one.day, language) : null,
                one.unit ? say(one.unit) : null,
                one.signs.map((sign) => say(sign.label)).join(say(', ', '、')),
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
            <GoLink className="button" to={`/records/${type.name}/${one.id}`}>
              {type.identity
                ? say('It is the same person', '是同一人')
                : say('It is the same', '是同一件')}
            </GoLink>
          </li>
        ))}
      </ul>
      <button type="button" className="button primary" onClick={another}>
        {type.identity
          ? say('Somebody else: register', '另一人，继续登记')
          : say('Another one: write it down', '另一件，继续登记')}
      </button>
    </div>
  );
}
