/**
 * The Word forms of papers: whose form is used, download, upload, former versions, back to the one that comes along;
 * and the tags that may stand in them, each with an example.
 */
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Issue } from '#engine/problem.ts';
import type { Language, Text } from '#engine/text.ts';
import { api, ApiProblem, textOfError } from '../shell/api.ts';
import { copyText } from '../shell/clipboard.ts';
import { useSearch } from '../shell/go.tsx';
import { useLanguage, useSay } from '../shell/language.tsx';
import { Menu } from '../shell/menu.tsx';
import { printInstant } from '../shell/numbers.ts';
import { useReceipts } from '../shell/receipts.tsx';
import { saveFromServer } from '../shell/save-from-server.ts';
import { useSession } from '../shell/session.tsx';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import './admin.css';
import { useDeed } from './parts.tsx';

type Version = {
  readonly id: string;
  readonly version: number;
  readonly name: string | null;
  readonly by: string;
  readonly at: string;
};
type Form = {
  readonly type: string;
  readonly type_label: Text;
  readonly template: string;
  readonly language: Language;
  readonly label: Text;
  readonly in_force: {
    readonly unit_id: number;
    readonly unit: Text;
    readonly version: number;
  } | null;
  readonly versions: readonly Version[];
};
type ShownTag = {
  readonly zh: string;
  readonly en: string;
  readonly label: Text;
  readonly private: boolean;
  readonly example: Text;
  readonly tags?: readonly ShownTag[];
};
type Told = { readonly form: Form; readonly bad: boolean; readonly issues: readonly Text[] };

const languages = {
  zh: { en: 'Chinese', zh: '中文' },
  en: { en: 'English copy', zh: '英文参考件' },
};
const addressOf = ({ type, template, language }: Form) =>
  `/api/templates/${type}/${template}/${language}`;

export function TemplatesPage() {
  const { say } = useLanguage();
  const [told, setTold] = useState<Told | null>(null);
  const list = useQuery({
    queryKey: ['templates'],
    queryFn: () => api.get<{ templates: Form[] }>('/api/templates'),
  });
  const forms = list.data?.templates ?? [];
  const types = [...new Map(forms.map((form) => [form.type, form.type_label]))];
  return (
    <div className="page">
      <title>{say('Word forms · Taizhang', '文书模板 · 台账')}</title>
      <div className="page-head">
        <div>
          <h1>{say('Word forms', '文书模板')}</h1>
          <p className="about">
            {say(
              'Download a form, change it in Word or WPS, put it in place. It then holds for your unit and all below; every version is kept, and you can go back.',
              '下载模板，用Word或WPS修改后上传，即在本单位及下级启用。各版本均保留，可随时恢复。',
            )}
          </p>
        </div>
      </div>
      {list.isPending && <Waiting lines={10} />}
      {list.isError && <Trouble error={list.error} retry={() => void list.refetch()} />}
      {told && <Outcome {...told} close={() => setTold(null)} />}
      {types.map(([type, label]) => (
        <section key={type} aria-labelledby={`forms-${type}`} style={{ marginBottom: 32 }}>
          <h2 id={`forms-${type}`} style={{ marginBottom: 8 }}>
            {say(label)}
          </h2>
          <table className="ledger stacked">
            <thead>
              <tr>
                <th scope="col">{say('Form', '模板')}</th>
                <th scope="col">{say('Language', '文种')}</th>
                <th scope="col">{say('In use', '启用版本')}</th>
                <th scope="col">
                  <span className="visually-hidden">{say('What can be done', '操作')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {forms
                .filter((form) => form.type === type)
                .map((form) => (
                  <FormRow key={`${form.template}.${form.language}`} form={form} tell={setTold} />
                ))}
            </tbody>
          </table>
        </section>
      ))}
      {types.length > 0 && <Tags types={types} />}
    </div>
  );
}

function FormRow({ form, tell }: { form: Form; tell: (told: Told | null) => void }) {
  const { say, language } = useLanguage();
  const { grant } = useSession();
  const show = useReceipts();
  const act = useDeed('templates');
  const file = useRef<HTMLInputElement>(null);
  const path = addressOf(form);
  const own = form.in_force?.unit_id === grant.unit.id;
  const save = (query: string) =>
    saveFromServer(`${path}.docx${query}`).catch((error: unknown) =>
      show({ said: textOfError(error), bad: true }),
    );
  const upload = async (chosen: File) => {
    const body = new FormData();
    body.append('file', chosen);
    tell(null);
    const error = await act(
      api.post<{ version: number; warnings: readonly Issue[] }>(path, body),
      ({ version }) => ({
        en: `In place: ${form.label.en}, version ${version}.`,
        zh: `已启用：${form.label.zh}，第${version}版。`,
      }),
      ({ warnings }) => {
        if (warnings.length > 0)
          tell({ form, bad: false, issues: warnings.map((issue) => issue.message) });
      },
    );
    if (error === null) return;
    const issues = error instanceof ApiProblem ? error.issues.map((issue) => issue.message) : [];
    tell({ form, bad: true, issues: issues.length > 0 ? issues : [textOfError(error)] });
  };
  const goBack = () =>
    act(api.delete(path), {
      en: `${form.label.en}: the form of the units above, or the one that comes along, is used again.`,
      zh: `${form.label.zh}：已恢复为上级或系统自带模板。`,
    });
  const kept = form.versions.filter((version) => version.name !== null);
  return (
    <tr>
      <td>{say(form.label)}</td>
      <td data-head={say('Language', '文种')}>{say(languages[form.language])}</td>
      <td data-head={say('In use', '启用版本')}>
        {form.in_force ? (
          <span className="state done">
            {say(
              `${form.in_force.unit.en}, version ${form.in_force.version}`,
              `${form.in_force.unit.zh}第${form.in_force.version}版`,
            )}
          </span>
        ) : (
          <span className="state ended">{say('comes along', '系统自带')}</span>
        )}
        {own && kept[0] && (
          <span className="grey small" style={{ display: 'block' }}>
            {printInstant(kept[0].at, language)} · <span lang="zh">{kept[0].by}</span>
          </span>
        )}
      </td>
      <td className="right">
        <button type="button" className="button quiet" onClick={() => void save('')}>
          {say('Download', '下载')}
          <span className="visually-hidden">{say(form.label)}</span>
        </button>
        <button type="button" className="button quiet" onClick={() => file.current?.click()}>
          {say('Upload', '上传')}
          <span className="visually-hidden">{say(form.label)}</span>
        </button>
        <input
          ref={file}
          type="file"
          hidden
          accept=".docx"
          onChange={(event) => {
            const chosen = event.target.files?.[0];
            if (chosen) void upload(chosen);
            event.target.value = '';
          }}
        />
        <Menu
          className="button quiet"
          align="end"
          button={say('Versions', '版本')}
          label={say(`Versions of ${form.label.en}`, `“${form.label.zh}”的版本`)}
          items={[
            {
              key: 'shipped',
              label: say('Download the one that comes along', '下载系统自带模板'),
              act: () => void save('?version=shipped'),
            },
            ...kept.map((version) => ({
              key: version.id,
              label: say(`Download version ${version.version}`, `下载第${version.version}版`),
              hint: printInstant(version.at, language),
              act: () => void save(`?version=${version.id}`),
            })),
            ...(own
              ? [
                  {
                    key: 'back',
                    label: say('Stop using our own form', '停用本单位模板，恢复原模板'),
                    act: () => void goBack(),
                  },
                ]
              : []),
          ]}
        />
      </td>
    </tr>
  );
}

function Outcome({ form, bad, issues, close }: Told & { close: () => void }) {
  const say = useSay();
  return (
    <section
      className={bad ? 'notice bad' : 'notice care'}
      role={bad ? 'alert' : 'status'}
      style={{ marginBottom: 24, maxWidth: 900 }}
    >
      <h2 style={{ marginBottom: 4 }}>
        {bad
          ? say(`Not put in place: ${form.label.en}`, `未启用：${form.label.zh}`)
          : say(`In place, but look at this: ${form.label.en}`, `已启用，请留意：${form.label.zh}`)}
      </h2>
      <ul style={{ listStyle: 'disc', paddingInlineStart: 18, marginBottom: 8 }}>
        {issues.map((issue) => (
          <li key={issue.en}>
            <WithTags text={say(issue)} />
          </li>
        ))}
      </ul>
      <button type="button" className="button" onClick={close}>
        {say('Close', '关闭')}
      </button>
    </section>
  );
}

/** Tags stand out from the words around them, and are of neither language. */
function WithTags({ text }: { text: string }) {
  return text.split(/(\{[^{}]*\})/).map((piece, i) =>
    // Only ever cut at the same places: the position says which piece it is.
    piece.startsWith('{') ? <code key={`${i}${piece}`}>{piece}</code> : piece,
  );
}

function Tags({ types }: { types: readonly (readonly [string, Text])[] }) {
  const { say, language } = useLanguage();
  const [search, change] = useSearch();
  const type = types.find(([name]) => name === search['type'])?.[0] ?? types[0]![0];
  const wanted = (search['q'] ?? '').trim().toLowerCase();
  const found = useQuery({
    queryKey: ['templates', 'tags', type],
    queryFn: () => api.get<{ tags: ShownTag[] }>(`/api/templates/${type}/tags`),
  });
  const fits = ({ zh, en, label }: ShownTag) =>
    [zh, en, label.zh, label.en].some((text) => text.toLowerCase().includes(wanted));
  const tags = (found.data?.tags ?? []).filter((tag) => fits(tag) || tag.tags?.some(fits));
  return (
    <section aria-labelledby="tags-heading">
      <h2 id="tags-heading">{say('Tags that a form may use', '模板中可用的标签')}</h2>
      <p className="grey" style={{ maxWidth: '76ch', margin: '4px 0 12px' }}>
        {say(
          'A tag stands in braces and takes the look of the text around it. A list is repeated between {#name} and {/}. Anything between {#name} and {/} stands only where there is a value, after {#no name} only where there is none, after {#name=choice} only for that choice. Chinese and English names both work.',
          '标签写在大括号内，沿用所在位置的字体。列表用“{#名称}……{/}”重复；“{#名称}……{/}”在有内容时才出现，“{#没有名称}……{/}”在没有内容时出现，“{#名称=选项}……{/}”在选中该项时出现。中英文名称均可用。',
        )}
      </p>
      <div className="control-row">
        <select
          className="input width-middle"
          aria-label={say('Kind of record', '记录类别')}
          value={type}
          onChange={(event) => change({ type: event.target.value })}
        >
          {types.map(([name, label]) => (
            <option key={name} value={name}>
              {say(label)}
            </option>
          ))}
        </select>
        <input
          type="search"
          className="input width-middle"
          aria-label={say('Find a tag', '查找标签')}
          placeholder={say('Find a tag', '查找标签')}
          value={search['q'] ?? ''}
          onChange={(event) => change({ q: event.target.value || undefined }, { replace: true })}
        />
      </div>
      {found.isPending && <Waiting lines={8} />}
      {found.isError && <Trouble error={found.error} retry={() => void found.refetch()} />}
      {tags.length > 0 && (
        <table className="ledger stacked">
          <thead>
            <tr>
              <th scope="col">{say('Tag', '标签')}</th>
              <th scope="col">{say('English tag', '英文标签')}</th>
              <th scope="col">{say('What it shows', '内容')}</th>
              <th scope="col">{say('Example', '示例')}</th>
            </tr>
          </thead>
          <tbody>
            {tags.flatMap((tag) => [
              <TagRow key={tag.en} tag={tag} language={language} />,
              ...(tag.tags ?? [])
                .filter((inner) => fits(tag) || fits(inner))
                .map((inner) => (
                  <TagRow key={`${tag.en}/${inner.en}`} tag={inner} language={language} inside />
                )),
            ])}
          </tbody>
        </table>
      )}
      {found.data && tags.length === 0 && (
        <p className="empty">{say('No tag is called like this.', '没有这样的标签。')}</p>
      )}
    </section>
  );
}

function TagRow({
  tag,
  language,
  inside = false,
}: {
  tag: ShownTag;
  language: Language;
  inside?: boolean;
}) {
  const say = useSay();
  const show = useReceipts();
  const written = (name: string) => (tag.tags ? `{#${name}}…{/}` : `{${name}}`);
  const copy = (text: string) =>
    void copyText(text).then(() =>
      show({ said: { en: `Copied: ${text}`, zh: `已复制：${text}` } }),
    );
  return (
    <tr>
      <td lang="zh" style={{ paddingInlineStart: inside ? 24 : 0 }}>
        <button type="button" className="link-button" onClick={() => copy(written(tag.zh))}>
          {written(tag.zh)}
        </button>
      </td>
      <td lang="en" data-head={say('English tag', '英文标签')}>
        <button type="button" className="link-button" onClick={() => copy(written(tag.en))}>
          {written(tag.en)}
        </button>
      </td>
      <td data-head={say('What it shows', '内容')}>
        {say(tag.label)}
        {tag.tags && <span className="grey small"> {say('· a list', '· 列表')}</span>}
        {tag.private && (
          <span className="due-soon small"> {say('· masked elsewhere', '· 平时脱敏')}</span>
        )}
      </td>
      <td className="grey" lang="zh" data-head={say('Example', '示例')}>
        {tag.example[language]}
      </td>
    </tr>
  );
}
