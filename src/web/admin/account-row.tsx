/** One account: its posts with their days, and what the security administrator can do with it. */
import type { Text } from '#engine/text.ts';
import { api } from '../shell/api.ts';
import type { ShownGrant } from '../shell/api-types.ts';
import { Icon } from '../shell/icon.tsx';
import { useLanguage } from '../shell/language.tsx';
import { Menu } from '../shell/menu.tsx';
import { printDay } from '../shell/numbers.ts';
import { PersonName } from '../shell/person-name.tsx';
import { Popover } from '../shell/popover.tsx';
import { GrantForm } from './grant-form.tsx';
import { useDeed } from './parts.tsx';

export type Account = {
  readonly id: string;
  readonly name: string;
  /** In pinyin, for whoever reads the page in English. */
  readonly latin?: string | undefined;
  readonly username: string;
  readonly second_factor: boolean;
  readonly locked: boolean;
  readonly grants: readonly AccountGrant[];
};

type AccountGrant = ShownGrant & {
  readonly from_day: string;
  readonly until_day: string | null;
  readonly ended: boolean;
};

/** What the server answers once: the password that it made, and until when it opens. */
export type Made = { readonly password: string; readonly first_until: string };
export type FirstPassword = {
  readonly username: string;
  readonly password: string;
  readonly hours: number;
};
export type KeepPassword = (made: FirstPassword) => void;

export function firstPassword(username: string, { password, first_until }: Made): FirstPassword {
  const hours = Math.round((Date.parse(first_until) - Date.now()) / 3_600_000);
  return { username, password, hours };
}

export function AccountRow({ account, keep }: { account: Account; keep: KeepPassword }) {
  const { say } = useLanguage();
  const act = useDeed('accounts');
  const url = `/api/admin/accounts/${account.id}`;
  return (
    <tr>
      <td>
        <PersonName name={account.name} latin={account.latin} />
      </td>
      <td translate="no">{account.username}</td>
      <td className="wide">
        <ul>
          {account.grants.map((grant) => (
            <GrantLine key={grant.id} grant={grant} of={account.name} />
          ))}
          {account.grants.length === 0 && <li className="grey">{say('no post', '无岗位')}</li>}
        </ul>
      </td>
      <td>
        <span className={`state ${account.locked ? 'refused' : 'done'}`}>
          {account.locked ? say('locked', '已锁定') : say('open', '正常')}
        </span>
        {account.second_factor && (
          <div className="grey small">{say('second factor on', '已启用第二重验证')}</div>
        )}
      </td>
      <td className="right no-wrap">
        <Popover
          className="button quiet"
          align="end"
          label={say(`Give ${account.username} a post`, `授予${account.name}岗位`)}
          button={say('Give a post', '授予岗位')}
        >
          {(close) => (
            <GrantForm
              dated
              give={async (grant) => {
                const work = api.post(`${url}/grants`, grant);
                const error = await act(work, { en: 'The post was given.', zh: '已授予岗位。' });
                if (error === null) close();
                return error;
              }}
            />
          )}
        </Popover>
        <Menu
          className="button icon quiet"
          align="end"
          label={say(`More for ${account.username}`, `${account.name}：更多操作`)}
          button={<Icon name="more" />}
          items={[
            {
              key: 'lock',
              label: account.locked ? say('Unlock', '解锁') : say('Lock', '锁定'),
              danger: !account.locked,
              act: () =>
                void act(
                  api.post(`${url}/lock`, { locked: !account.locked }),
                  account.locked
                    ? { en: 'Unlocked.', zh: '已解锁。' }
                    : { en: 'Locked.', zh: '已锁定。' },
                ),
            },
            {
              key: 'password',
              label: say('New password', '重置密码'),
              act: () =>
                void act(
                  api.post<Made>(`${url}/password`, {}),
                  { en: 'A new password was made.', zh: '密码已重置。' },
                  (answer) => keep(firstPassword(account.username, answer)),
                ),
            },
            ...(account.second_factor
              ? [
                  {
                    key: 'second-factor',
                    label: say('Take the second factor off', '清除第二重验证'),
                    danger: true,
                    act: () =>
                      void act(api.delete(`${url}/second-factor`), {
                        en: 'The second factor was taken off. The person sets up another one.',
                        zh: '已清除第二重验证，请本人重新设置。',
                      }),
                  },
                ]
              : []),
          ]}
        />
      </td>
    </tr>
  );
}

function GrantLine({ grant, of }: { grant: AccountGrant; of: string }) {
  const { say, language } = useLanguage();
  const act = useDeed('accounts');
  const reopen = () => api.post(`/api/admin/grants/${grant.id}/reopen`, {});
  const taken: Text = { en: 'The post holds again.', zh: '岗位已恢复。' };
  return (
    <li style={{ marginBottom: 4 }}>
      <span className={grant.ended ? 'grey' : ''}>
        {`${say(grant.unit.name)} · ${say(grant.role_label)}`}
      </span>{' '}
      {grant.ended ? (
        <button
          type="button"
          className="link-button small"
          onClick={() => void act(reopen(), taken)}
        >
          {say('ended today: take back', '今日终止，撤回')}
          <span className="visually-hidden">
            {' '}
            <span lang="zh">{of}</span> {say(grant.role_label)}
          </span>
        </button>
      ) : (
        <button
          type="button"
          className="link-button small"
          onClick={() =>
            void act(
              api.delete(`/api/admin/grants/${grant.id}`),
              { en: 'The post was ended.', zh: '岗位已终止。' },
              undefined,
              async () => {
                await act(reopen(), taken);
              },
            )
          }
        >
          {say('end', '终止')}
          <span className="visually-hidden">
            {' '}
            <span lang="zh">{of}</span> {say(grant.role_label)}
          </span>
        </button>
      )}
      <div className="grey small">
        {grant.until_day && !grant.ended
          ? say(
              `${printDay(grant.from_day, language)} to ${printDay(grant.until_day, language)}`,
              `${grant.from_day}至${grant.until_day}`,
            )
          : say(`from ${printDay(grant.from_day, language)}`, `${grant.from_day}起`)}
      </div>
    </li>
  );
}
