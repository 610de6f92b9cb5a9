/** What a brief, an instruction or a piece of evidence is about: any record, or any figure, by its address. */
import { useQuery } from '@tanstack/react-query';
import { readCounts } from '#engine/count-address.ts';
import type { Text } from '#engine/text.ts';
import { book } from '#lines/index.ts';
import { figurePrefix, readFigureAddress } from '../figures/figure-address.ts';
import { api } from '../shell/api.ts';
import type { OneRecord } from '../shell/api-types.ts';
import { GoLink, usePath, useSearch } from '../shell/go.tsx';
import { useSay } from '../shell/language.tsx';
import { MarkedText } from '../shell/marked-text.tsx';

export function Address({ address }: { address: string }) {
  return address.startsWith(figurePrefix) ? (
    <FigureLink text={address.slice(figurePrefix.length)} />
  ) : (
    <RecordLink address={address} />
  );
}

function FigureLink({ text }: { text: string }) {
  const say = useSay();
  const path = usePath();
  const [search] = useSearch();
  const figure = readFigureAddress(text);
  const label = figure && labelOfFigure(figure.indicator);
  if (!label) return <span className="grey">{text}</span>;
  return (
    <GoLink to={path} search={{ ...search, figure: text }} className="figure">
      {say(label)}
    </GoLink>
  );
}

/** A cell of a form that is no figure by name is called by what it counts. */
function labelOfFigure(name: string): Text | undefined {
  const labels = (readCounts(name) ?? []).flatMap(
    ({ measure }) => book.measures.find((one) => one.name === measure)?.label ?? [],
  );
  const spelled = {
    en: labels.map((l) => l.en).join(' + '),
    zh: labels.map((l) => l.zh).join('＋'),
  };
  return book.findIndicator(name)?.label ?? (labels.length > 0 ? spelled : undefined);
}

/** Out of reach and not there are told alike. */
function RecordLink({ address }: { address: string }) {
  const say = useSay();
  const [type = '', id = ''] = address.split('/');
  const known = book.findRecord(type);
  const found = useQuery({
    queryKey: ['records', type, 'one', id],
    queryFn: () => api.get<OneRecord>(`/api/records/${type}/${id}`),
    enabled: known !== undefined && id !== '',
    retry: false,
  });
  if (!known) return <span lang="zh">{address}</span>;
  if (found.isError)
    return <span className="grey">{say('(kept elsewhere)', '（由其他单位保管）')}</span>;
  return (
    <GoLink to={`/records/${type}/${id}`}>
      <span className="private-name">
        <MarkedText>{found.data ? say(found.data.title) : say(known.label)}</MarkedText>
      </span>
    </GoLink>
  );
}
