/** The history: who did what when and why, and on request what each version changed. Newest first. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { deedLabel } from '#engine/record.ts';
import type { AnyRecordType } from '#engine/record.ts';
import { roles } from '#engine/permission.ts';
import { api } from '../shell/api.ts';
import type { OneRecord, Version } from '../shell/api-types.ts';
import { useLanguage } from '../shell/language.tsx';
import { NameText } from '../shell/latin-names.tsx';
import { printInstant } from '../shell/numbers.ts';
import { useSession } from '../shell/session.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { ShownValue } from './stale-question.tsx';

export function Timeline({ type, one }: { type: AnyRecordType; one: OneRecord }) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  const [open, setOpen] = useState<number | null>(null);
  const history = useQuery({
    queryKey: ['records', type.name, 'versions', one.record.id, one.record.version],
    queryFn: () =>
      api.get<{ versions: Version[]; latin?: Record<string, string> }>(
        `/api/records/${type.name}/${one.record.id}/versions`,
      ),
  });
  const versions = history.data?.versions ?? [];
  const latin = history.data?.latin;
  return (
    <section aria-labelledby="timeline-heading" className="rail-part">
      <header>
        <h2 id="timeline-heading">{say('What happened', '办理经过')}</h2>
      </header>
      {history.isPending && <Waiting />}
      <ol className="timeline">
        {versions.map((version, i) => {
          const before = versions[i + 1];
          const fields = version.changed.filter((name) => type.fields[name] || type.children[name]);
          return (
            <li key={version.version}>
              <p>
                <b>{say(deedLabel(type, version.action))}</b>{' '}
                <span className="grey digits">{printInstant(version.at, language, today)}</span>
              </p>
              <p className="grey">
                {version.person.name ? (
                  <NameText name={version.person.name} latin={latin} />
                ) : (
                  say('the product itself', '系统')
                )}
                {version.role && ` · ${say(roles[version.role])}`}
                {version.on_behalf_of && (
                  <>
                    {say(' for ', '，代')}
                    <NameText name={version.on_behalf_of} latin={latin} />
                    {say('', '登记')}
                  </>
                )}
              </p>
              {version.reason && <p lang="zh">{version.reason}</p>}
              {before && fields.length > 0 && (
                <button
                  type="button"
                  className="link-button small no-print"
                  aria-expanded={open === version.version}
                  onClick={() => setOpen(open === version.version ? null : version.version)}
                >
                  {say(
                    fields.length === 1 ? '1 field changed' : `${fields.length} fields changed`,
                    `改动${fields.length}项`,
                  )}
                </button>
              )}
              {open === version.version && before && (
                <dl className="version-changes">
                  {fields.map((name) => (
                    <div key={name}>
                      <dt>{say((type.fields[name] ?? type.children[name])?.label)}</dt>
                      <dd>
                        <del>
                          <ShownValue
                            type={type}
                            name={name}
                            value={before.content[name]}
                            links={one.links}
                            people={one.people}
                          />
                        </del>
                        <span aria-hidden="true"> → </span>
                        <ins>
                          <ShownValue
                            type={type}
                            name={name}
                            value={version.content[name]}
                            links={one.links}
                            people={one.people}
                          />
                        </ins>
                      </dd>
                    </div>
                  ))}
                </dl>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
