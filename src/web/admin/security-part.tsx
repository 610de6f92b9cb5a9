/** What holds for signing in, with where it comes from; and who must have a second factor. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Text } from '#engine/text.ts';
import { api } from '../shell/api.ts';
import { useSay } from '../shell/language.tsx';
import { useDeed } from './parts.tsx';

type Security = {
  readonly settings: readonly {
    readonly key: string;
    readonly label: Text;
    readonly value: Text;
    readonly source: Text;
  }[];
  readonly second_factor: SecondFactorRule;
  readonly demo: boolean;
};
type SecondFactorRule = {
  readonly administrators: boolean;
  readonly leaders: boolean;
  readonly guarded: boolean;
};

const asked: readonly { readonly key: keyof SecondFactorRule; readonly label: Text }[] = [
  { key: 'administrators', label: { en: 'The three administrators', zh: '三员管理员' } },
  { key: 'leaders', label: { en: 'Leaders', zh: '局领导' } },
  {
    key: 'guarded',
    label: {
      en: 'Posts of guarded lines, or that open what is sealed',
      zh: '办理受限业务或可查阅封存档案的岗位',
    },
  },
];

/** From how many guarded rows on an export is approved first. */
function BulkExportRow() {
  const say = useSay();
  const act = useDeed('exports');
  const { data } = useQuery({
    queryKey: ['exports'],
    queryFn: () => api.get<{ limit: number }>('/api/admin/exports'),
  });
  const [rows, setRows] = useState<string | null>(null);
  if (!data) return null;
  return (
    <tr>
      <th scope="row" style={{ whiteSpace: 'normal' }}>
        {say('A guarded export is approved from', '受限数据导出须批准')}
      </th>
      <td>
        <form
          className="button-row"
          onSubmit={(event) => {
            event.preventDefault();
            void act(
              api.put('/api/admin/security/bulk-export', { rows: Number(rows ?? data.limit) }),
              { en: 'It holds from now on.', zh: '已生效。' },
            );
          }}
        >
          <label className="rows-from">
            {say('more than', '超过')}
            <input
              type="number"
              className="input"
              min={0}
              max={100000}
              required
              value={rows ?? data.limit}
              onChange={(event) => setRows(event.target.value)}
            />
            {say('rows', '条')}
          </label>
          <button type="submit" className="button">
            {say('Set', '设定')}
          </button>
        </form>
      </td>
      <td className="grey wide">
        {say(
          'GB/T 22239 level 3; no text sets the number, the office does',
          'GB/T 22239第三级；条数无统一规定，由本单位设定',
        )}
      </td>
    </tr>
  );
}

export function SecurityPart() {
  const say = useSay();
  const act = useDeed('security');
  const { data } = useQuery({
    queryKey: ['security'],
    queryFn: () => api.get<Security>('/api/admin/security'),
  });
  if (!data) return null;
  const set = (rule: SecondFactorRule) =>
    act(api.put('/api/admin/security/second-factor', rule), {
      en: 'It holds from now on: who has none sets one up first.',
      zh: '已生效；未设置者须先设置第二重验证。',
    });
  return (
    <details style={{ marginBottom: 20 }}>
      <summary>{say('What holds for signing in', '登录安全设置')}</summary>
      <div style={{ padding: '12px 0 0' }}>
        <table className="ledger stacked" style={{ maxWidth: 960 }}>
          <tbody>
            {data.settings.map((one) => (
              <tr key={one.key}>
                <th scope="row" style={{ whiteSpace: 'normal' }}>
                  {say(one.label)}
                </th>
                <td>{say(one.value)}</td>
                <td className="grey wide">{say(one.source)}</td>
              </tr>
            ))}
            <tr>
              <th scope="row" style={{ whiteSpace: 'normal' }}>
                {say('A second factor is required of', '必须启用第二重验证')}
              </th>
              <td>
                <div className="choices">
                  {asked.map(({ key, label }) => (
                    <label key={key} className="choice">
                      <input
                        type="checkbox"
                        disabled={data.demo}
                        checked={data.second_factor[key]}
                        onChange={(event) =>
                          void set({ ...data.second_factor, [key]: event.target.checked })
                        }
                      />
                      <span>{say(label)}</span>
                    </label>
                  ))}
                </div>
              </td>
              <td className="grey wide">
                {data.demo
                  ? say(
                      'GB/T 22239 level 3; off in the demonstration, because everybody enters through its front page. On for guarded lines in an office of your own.',
                      'GB/T 22239第三级；演示环境由首页直接进入，不启用。正式使用时受限业务岗位默认启用。',
                    )
                  : say(
                      'GB/T 22239 level 3; set by the security administrator',
                      'GB/T 22239第三级；由安全保密管理员设定',
                    )}
              </td>
            </tr>
            <BulkExportRow />
          </tbody>
        </table>
      </div>
    </details>
  );
}
