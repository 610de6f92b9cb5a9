/** The code lists as this city keeps them: the shipped codes, the office's own below them, what each is called and how long it holds. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import { inTreeOrder, isValidOn, shippedOf } from '#engine/code-book.ts';
import type { Code, CodeList } from '#engine/field.ts';
import { book } from '#lines/index.ts';
import { DayInput } from '../fields/day-input.tsx';
import { LineField } from '../fields/line-field.tsx';
import { api } from '../shell/api.ts';
import { useSearch } from '../shell/go.tsx';
import { useLanguage, useSay } from '../shell/language.tsx';
import { Menu } from '../shell/menu.tsx';
import { printDay } from '../shell/numbers.ts';
import { useOwnCodes } from '../shell/own-codes.ts';
import { useSession } from '../shell/session.tsx';
import './admin.css';
import { FormError, useDeed } from './parts.tsx';

const lists = book.codes.filter((list) => !list.tops_of);

type Doing = { readonly deed: 'add' | 'change'; readonly code: Code };

export function CodesPage() {
  const { say } = useLanguage();
  const [search, change] = useSearch();
  const list = lists.find((one) => one.name === search['list']) ?? lists[0]!;
  const [doing, setDoing] = useState<Doing | null>(null);
  useOwnCodes();
  return (
    <div className="page">
      <title>{say('Code lists · Taizhang', '代码表 · 台账')}</title>
      <div className="page-head">
        <div>
          <h1>{say('Code lists', '代码表')}</h1>
          <p className="about">
            {say(
              'A code is never removed, because records stand on it: it is ended, and cannot be chosen anew. What the office adds below a code counts in figures and returns as that code.',
              '代码不删除，只停用；停用后不能新选，已有记录保持不变。本地增设的下级代码在数据和报表中并入其上级代码。',
            )}
          </p>
        </div>
      </div>
      <div className="control-row">
        <label>
          <span className="visually-hidden">{say('List', '代码表')}</span>
          <select
            className="input width-middle"
            value={list.name}
            onChange={(event) => {
              setDoing(null);
              change({ list: event.target.value });
            }}
          >
            {lists.map((one) => (
              <option key={one.name} value={one.name}>
                {say(one.label)}
                {one.codes.some((code) => code.own)
                  ? say(' · with own codes', ' · 有本地代码')
                  : ''}
              </option>
            ))}
          </select>
        </label>
        {!list.open && (
          <span className="grey">
            {say(
              'Rules of the work hang on each of these codes: none can be added.',
              '各项代码与办理规则相关联，不能增设。',
            )}
          </span>
        )}
      </div>
      {doing && (
        <CodeForm
          key={`${list.name}${doing.deed}${doing.code.code}`}
          list={list}
          {...doing}
          done={() => setDoing(null)}
        />
      )}
      <CodeTable list={list} begin={setDoing} />
    </div>
  );
}

function CodeTable({ list, begin }: { list: CodeList; begin: (doing: Doing) => void }) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  const shipped = new Map(shippedOf(list).map((code) => [code.code, code]));
  const depth = (code: Code): number => {
    const parent = list.codes.find((one) => one.code === code.parent);
    return parent ? 1 + depth(parent) : 0;
  };
  return (
    <table className="ledger stacked">
      <thead>
        <tr>
          <th scope="col">{say('Chinese', '中文名称')}</th>
          <th scope="col">{say('English', '英文名称')}</th>
          <th scope="col">{say('Code', '代码')}</th>
          <th scope="col">{say('From', '来源')}</th>
          <th scope="col">{say('Holds', '有效期')}</th>
          <th scope="col">
            <span className="visually-hidden">{say('What can be done', '操作')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {inTreeOrder(list.codes).map((code) => {
          const before = shipped.get(code.code)?.label;
          const renamed = before && before.zh !== code.label.zh;
          return (
            <tr key={code.code}>
              <td lang="zh" className="wide" style={{ paddingInlineStart: depth(code) * 20 }}>
                {code.label.zh}
                {renamed && <span className="grey small">（原：{before.zh}）</span>}
              </td>
              <td lang="en" data-head={say('English', '英文名称')}>
                {code.label.en}
              </td>
              <td className="grey" translate="no" data-head={say('Code', '代码')}>
                {code.code}
              </td>
              <td data-head={say('From', '来源')}>
                {code.own ? say('the office', '本单位') : say('shipped', '系统内置')}
                {code.source && (
                  <span className="grey small" lang="zh">
                    {' '}
                    {code.source}
                  </span>
                )}
              </td>
              <td data-head={say('Holds', '有效期')}>
                <span className={isValidOn(code, today) ? 'state done' : 'state ended'}>
                  {code.valid_to
                    ? say(`until ${printDay(code.valid_to, language)}`, `至${code.valid_to}`)
                    : code.valid_from
                      ? say(`from ${printDay(code.valid_from, language)}`, `${code.valid_from}起`)
                      : say('open', '有效')}
                </span>
              </td>
              <td className="right">
                <Menu
                  className="button quiet"
                  align="end"
                  button={say('Change', '变更')}
                  label={say(`Change ${code.label.en}`, `变更“${code.label.zh}”`)}
                  items={[
                    {
                      key: 'change',
                      label: say('Label, validity, end', '名称、有效期、停用'),
                      act: () => begin({ deed: 'change', code }),
                    },
                    ...(list.open
                      ? [
                          {
                            key: 'add',
                            label: say('Add a code below it', '增设下级代码'),
                            act: () => begin({ deed: 'add', code }),
                          },
                        ]
                      : []),
                  ]}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function CodeForm({ list, deed, code, done }: Doing & { list: CodeList; done: () => void }) {
  const say = useSay();
  const act = useDeed('codes');
  const adding = deed === 'add';
  const [typed, setTyped] = useState({
    code: '',
    label_zh: adding ? '' : code.label.zh,
    label_en: adding ? '' : code.label.en,
    valid_from: adding ? null : (code.valid_from ?? null),
    valid_to: adding ? null : (code.valid_to ?? null),
    source: adding ? '' : (code.source ?? ''),
  });
  const [problem, setProblem] = useState<unknown>(null);
  const set = (change: Partial<typeof typed>) => setTyped({ ...typed, ...change });
  const save = async () => {
    const { code: own, valid_to, ...rest } = typed;
    const body = { ...rest, source: rest.source || null };
    const error = await act(
      adding
        ? api.post('/api/admin/codes', { ...body, list: list.name, parent: code.code, code: own })
        : api.put(`/api/admin/codes/${list.name}/${code.code}`, { ...body, valid_to }),
      { en: 'The code list was changed.', zh: '代码表已更新。' },
    );
    setProblem(error);
    if (error === null) done();
  };
  const text = (
    key: 'code' | 'label_zh' | 'label_en' | 'source',
    label: string,
    rest: { lang?: string; required?: boolean; pattern?: string; hint?: ReactNode },
  ) => (
    <LineField
      {...rest}
      label={label}
      optional={!rest.required}
      width="middle"
      maxLength={key === 'source' ? 100 : 60}
      value={typed[key]}
      change={(value) => set({ [key]: value })}
    />
  );
  return (
    <form
      className="admin-sheet"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2>
        {adding
          ? say(`A code below “${code.label.en}”`, `“${code.label.zh}”下增设代码`)
          : say(`Change “${code.label.en}”`, `变更“${code.label.zh}”`)}
      </h2>
      {text('label_zh', say('Chinese', '中文名称'), { lang: 'zh', required: true })}
      {text('label_en', say('English', '英文名称'), { lang: 'en', required: true })}
      {adding &&
        text('code', say('Code', '代码'), {
          required: true,
          pattern: '[a-z][a-z0-9_]{0,29}',
          hint: (
            <>
              {say(
                'Small letters, digits, underscores. It will read ',
                '小写字母、数字、下划线；完整代码为',
              )}
              <span translate="no" lang="en">{`${code.code}.…`}</span>
            </>
          ),
        })}
      <div className="field">
        <span className="field-label">
          {say('Can be chosen from', '启用日期')}
          <span className="optional">{say('may stay empty', '选填')}</span>
        </span>
        <DayInput
          value={typed.valid_from}
          onChange={(valid_from) => set({ valid_from })}
          label={say('Can be chosen from', '启用日期')}
        />
      </div>
      {!adding && (
        <div className="field">
          <span className="field-label">
            {say('Last day on which it can be chosen', '停用日期（当日仍可选）')}
            <span className="optional">{say('may stay empty', '选填')}</span>
          </span>
          <DayInput
            value={typed.valid_to}
            onChange={(valid_to) => set({ valid_to })}
            label={say('Last day on which it can be chosen', '停用日期')}
          />
        </div>
      )}
      {text('source', say('By which document', '依据'), { lang: 'zh' })}
      <FormError error={problem} />
      <div className="button-row">
        <button type="submit" className="button primary">
          {say('Save', '保存')}
        </button>
        <button type="button" className="button" onClick={done}>
          {say('Leave it', '返回')}
        </button>
      </div>
    </form>
  );
}
