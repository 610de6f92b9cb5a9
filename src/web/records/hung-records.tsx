/** What hangs on a record, on its page: the newest of each type, and the way to the others. */
import { useQuery } from '@tanstack/react-query';
import type { AnyRecordType } from '#engine/record.ts';
import type { Text } from '#engine/text.ts';
import { book } from '#lines/index.ts';
import { api } from '../shell/api.ts';
import { GoLink } from '../shell/go.tsx';
import { useSay } from '../shell/language.tsx';
import { MarkedText } from '../shell/marked-text.tsx';
import { StateDot } from './cell.tsx';

type Hung = {
  readonly types: readonly {
    readonly type: string;
    readonly records: readonly {
      readonly id: string;
      readonly state: string;
      readonly title: Text;
      readonly number: string | null;
    }[];
    readonly more: boolean;
  }[];
};

export function HungRecords({ type, id }: { type: AnyRecordType; id: string }) {
  const say = useSay();
  const found = useQuery({
    queryKey: ['records', type.name, 'hung', id],
    queryFn: () => api.get<Hung>(`/api/records/${type.name}/${id}/hung`),
  });
  const types = found.data?.types ?? [];
  return (
    <section className="rail-part" aria-labelledby="hung-heading">
      <header>
        <h2 id="hung-heading">{say('On this record', '相关办理')}</h2>
      </header>
      {found.isSuccess && types.length === 0 && (
        <p className="grey">
          {say('Nothing yet. Begin with the button “⋯”.', '暂无。可用“⋯”按钮登记。')}
        </p>
      )}
      {types.map((each) => {
        const other = book.record(each.type);
        return (
          <div key={each.type}>
            <h3>{say(other.plural)}</h3>
            <ul className="papers">
              {each.records.map((one) => (
                <li key={one.id}>
                  <GoLink to={`/records/${each.type}/${one.id}`}>
                    <span className="private-name">
                      <MarkedText>{say(one.title)}</MarkedText>
                    </span>
                  </GoLink>{' '}
                  <StateDot type={other} state={one.state} />
                </li>
              ))}
              {each.more && (
                <li>
                  <GoLink
                    to={`/records/${each.type}`}
                    search={{ [`filter.${other.hangs_on!}`]: id }}
                  >
                    {say('All of them', '查看全部')}
                  </GoLink>
                </li>
              )}
            </ul>
          </div>
        );
      })}
    </section>
  );
}
