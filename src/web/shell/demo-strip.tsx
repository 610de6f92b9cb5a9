import type { Action, AnyRecord } from '#engine/record.ts';
import { book } from '#lines/index.ts';
import type { DemoStep } from './demo-steps.ts';
import { tick, useTicked } from './demo-steps.ts';
import { Icon } from './icon.tsx';
import { useSay } from './language.tsx';
import { GoLink, useGo } from './go.tsx';
import type { Search } from './addresses.ts';
import { textOfError } from './api.ts';
import { useReceipts } from './receipts.tsx';
import { useSession, useSessionState } from './session.tsx';

type Step = {
  readonly key: DemoStep;
  readonly en: string;
  readonly zh: string;
  readonly to: string;
  readonly search: Search;
};

const september = '2009-09-30';
const steps: readonly Step[] = [
  {
    key: 'open',
    en: 'Open a number',
    zh: '点开一个数',
    to: '/figures',
    search: { from: '2009-01-01', to: '2009-12-31' },
  },
  {
    key: 'change',
    en: 'Change a record',
    zh: '改一条记录',
    to: '/records/dispute',
    search: { 'filter.state': 'in_mediation' },
  },
  {
    key: 'as_of',
    en: 'As it stood',
    zh: '看当时的数',
    to: '/figures',
    search: { from: '2009-01-01', to: september, as_of: september },
  },
  { key: 'document', en: 'The document', zh: '看总结', to: '/summary', search: { year: '2009' } },
];

export function DemoStrip() {
  const say = useSay();
  const go = useGo();
  const show = useReceipts();
  const done = useTicked();
  const { grant } = useSession();
  const { enterAs } = useSessionState();
  const change = book.findRecord('dispute')?.actions['change'] as Action<AnyRecord, string>;
  const mayChange = change.roles.some((role) => role === grant.role);
  /** The bureau counts what offices write: to change a record, the visitor takes the place of who keeps it. */
  const becomeDirector = ({ to, search }: Step) =>
    void enterAs('zhenluo').then(
      ({ account, grant: { role_label, unit } }) => {
        go(to, search);
        show({
          said: {
            en: `You are now ${account.latin ?? account.name}, ${unit.name.en}: ${role_label.en.toLowerCase()}.`,
            zh: `现在您是${account.name}（${unit.name.zh}${role_label.zh}）。`,
          },
        });
      },
      (error: unknown) => show({ said: textOfError(error), bad: true }),
    );
  return (
    <aside className="demo-strip no-print" aria-label={say('Things to try', '可以试试')}>
      <ol>
        {steps.map((step, i) => (
          <li key={step.key} className={done.has(step.key) ? 'ticked' : ''}>
            {done.has(step.key) ? (
              <Icon name="check" size={12} />
            ) : (
              <span className="digits">{i + 1}</span>
            )}
            {step.key === 'change' && !mayChange ? (
              <button type="button" className="link-button" onClick={() => becomeDirector(step)}>
                {say(step.en, step.zh)}
              </button>
            ) : (
              <GoLink to={step.to} search={step.search}>
                {say(step.en, step.zh)}
              </GoLink>
            )}
            {done.has(step.key) && <span className="visually-hidden">{say('done', '已完成')}</span>}
          </li>
        ))}
        <li className={done.has('village') ? 'ticked' : ''}>
          {done.has('village') ? (
            <Icon name="check" size={12} />
          ) : (
            <span className="digits">5</span>
          )}
          <button type="button" className="link-button" onClick={openTelephone}>
            {say('From a village: telephone beside', '从村里来：并排打开手机')}
          </button>
        </li>
      </ol>
    </aside>
  );
}

/**
 * A window as wide as a telephone, signed in as the mediator. A browser has one session per host
 * name, so the window uses this machine's other name; where there is none, it opens under the
 * present post.
 */
export function openTelephone(): void {
  tick('village');
  const other: Readonly<Record<string, string>> = {
    localhost: '127.0.0.1',
    '127.0.0.1': 'localhost',
  };
  const { protocol, hostname, port } = window.location;
  const host = other[hostname];
  const target = host
    ? `${protocol}//${host}${port ? `:${port}` : ''}/?enter=mediator&to=/quick`
    : '/quick';
  window.open(target, 'taizhang-telephone', 'popup,width=375,height=760');
}
