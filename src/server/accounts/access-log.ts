/**
 * The access log: who did what that no record's own history tells. Ids only, never names or
 * numbers; append-only.
 */
import type { Pool } from 'pg';
import type { Text } from '#engine/text.ts';

/**
 * Every deed there is. A deed that is not here cannot be logged, so the audit administrator knows
 * the whole list.
 */
export const deeds = {
  signed_in: { en: 'Signed in', zh: '登录' },
  signed_out: { en: 'Signed out', zh: '退出' },
  sign_in_failed: { en: 'Sign-in failed', zh: '登录失败' },
  sign_in_half: { en: 'Password right, code not given yet', zh: '密码正确，尚未输入验证码' },
  sign_in_refused: { en: 'Sign-in refused: locked', zh: '登录被拒绝（已锁定）' },
  demo_entered: { en: 'Entered from the front page of the demonstration', zh: '从演示首页进入' },
  grant_switched: { en: 'Switched the post', zh: '切换岗位' },
  password_changed: { en: 'Changed the own password', zh: '修改本人密码' },
  second_factor_on: { en: 'Second factor switched on', zh: '启用第二重验证' },
  second_factor_off: { en: 'Second factor switched off', zh: '停用第二重验证' },
  proved_again: { en: 'Proved once more who it is', zh: '再次验证身份' },
  session_ended: { en: 'Ended another session of one’s own', zh: '结束本人其他登录' },
  sessions_full: {
    en: 'Oldest session ended: too many at once',
    zh: '同时登录过多，最早的自动退出',
  },
  network_refused: {
    en: 'Refused: network not allowed for the post',
    zh: '拒绝访问：岗位不允许的网络',
  },
  account_added: { en: 'Added an account', zh: '新增账号' },
  account_locked: { en: 'Locked an account', zh: '锁定账号' },
  account_unlocked: { en: 'Unlocked an account', zh: '解锁账号' },
  password_reset: { en: 'Gave a new password', zh: '重置密码' },
  second_factor_reset: { en: 'Removed another person’s second factor', zh: '清除他人第二重验证' },
  grant_given: { en: 'Gave a post', zh: '授予岗位' },
  grant_ended: { en: 'Ended a post', zh: '终止岗位' },
  held_back: { en: 'Held back: faster than by hand', zh: '操作过快，已限制' },
  log_read: { en: 'Read the access log', zh: '查阅访问日志' },
  open_masked: { en: 'Opened a masked field', zh: '查看脱敏内容' },
  person_sought: { en: 'Looked for a person', zh: '查找人员' },
  persons_merged: { en: 'Merged two persons', zh: '合并人员信息' },
  merger_undone: { en: 'Undid a merger of persons', zh: '撤销人员合并' },
  erasure_asked: { en: 'Asked for a person to be erased', zh: '申请删除人员身份信息' },
  erasure_withdrawn: { en: 'Withdrew what was asked: erasing a person', zh: '撤回删除申请' },
  erasure_refused: { en: 'Refused to erase a person', zh: '不同意删除人员身份信息' },
  person_erased: { en: 'Erased a person', zh: '删除人员身份信息' },
  export_asked: { en: 'Asked for a large export', zh: '申请批量导出' },
  export_approved: { en: 'Approved a large export', zh: '批准批量导出' },
  export_refused: { en: 'Refused a large export', zh: '不同意批量导出' },
  exported: { en: 'Exported', zh: '导出' },
  imported: { en: 'Imported', zh: '导入' },
  import_undone: { en: 'Took an import back', zh: '撤销导入' },
  printed: { en: 'Printed papers', zh: '打印文书' },
  attachment_added: { en: 'Added an attachment', zh: '上传附件' },
  file_refused: { en: 'The scanner refused a file', zh: '查毒程序拒绝文件' },
  attachment_opened: { en: 'Opened an attachment', zh: '打开附件' },
  attachment_removed: { en: 'Removed an attachment', zh: '移除附件' },
  unit_renamed: { en: 'Renamed a unit', zh: '单位更名' },
  unit_moved: { en: 'Moved a unit', zh: '单位划转' },
  unit_merged: { en: 'Merged units', zh: '单位合并' },
  unit_split: { en: 'Split a unit', zh: '单位拆分' },
  unit_added: { en: 'Added a unit', zh: '新增单位' },
  unit_closed: { en: 'Closed a unit', zh: '撤销单位' },
  unit_change_taken_back: { en: 'Took a change of the units back', zh: '撤回机构变更' },
  code_changed: { en: 'Changed a code list', zh: '修改代码表' },
  small_cells_set: { en: 'Set below which number a count is small', zh: '设定小数不公布界限' },
  rule_set: { en: 'Set a period of the office', zh: '设定本单位期限' },
  post_handed_over: { en: 'Handed a post over', zh: '工作移交' },
  hand_over_taken_back: { en: 'Took a hand-over back', zh: '撤回工作移交' },
  grant_reopened: { en: 'Took the end of a post back', zh: '撤回岗位终止' },
  log_exported: { en: 'Exported the access log', zh: '导出访问日志' },
  template_changed: { en: 'Changed a Word form', zh: '更换文书模板' },
  setting_changed: { en: 'Changed a setting', zh: '修改设置' },
} as const satisfies Record<string, Text>;

export type LoggedDeed = keyof typeof deeds;

export type AccessEntry = {
  readonly person_id?: string | null;
  readonly grant_role?: string | null;
  readonly deed: LoggedDeed;
  readonly record_type?: string;
  readonly record_id?: string;
  /** In the person's own words; asked for where something masked is opened. */
  readonly purpose?: string;
  /** Ids, field names, counts, and the network address of a sign-in. */
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>;
};

/** `database` may be any role's: all may append, none may change. */
export async function logAccess(database: Pick<Pool, 'query'>, entry: AccessEntry): Promise<void> {
  await database.query({
    name: 'log-access',
    text: `insert into access_log (person_id, grant_role, deed, record_type, record_id, purpose, detail)
      values ($1, $2, $3, $4, $5, $6, $7)`,
    values: [
      entry.person_id ?? null,
      entry.grant_role ?? null,
      entry.deed,
      entry.record_type ?? null,
      entry.record_id ?? null,
      entry.purpose ?? null,
      entry.detail ?? null,
    ],
  });
}

export type LogQuery = {
  readonly after?: string | undefined;
  readonly person_id?: string | undefined;
  /** Part of a name, or the beginning of a user name. */
  readonly who?: string | undefined;
  /** Whoever holds or held a post in this unit or below. */
  readonly unit?: number | undefined;
  readonly deed?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly limit: number;
};

/** Newest first. The key of a page is the id, which the database gives in order. */
export async function readAccessLog(database: Pick<Pool, 'query'>, query: LogQuery) {
  const { rows } = await database.query({
    name: 'read-access-log',
    text: `select l.id, l.at, l.person_id, a.name as person_name, l.grant_role, l.deed,
        l.record_type, l.record_id, l.purpose, l.detail
      from access_log l left join account a on a.id = l.person_id
      where ($1::bigint is null or l.id < $1)
        and ($2::uuid is null or l.person_id = $2)
        and ($3::text is null or l.deed = $3)
        and ($4::date is null or l.at >= $4::date)
        and ($5::date is null or l.at < $5::date + 1)
        and ($7::text is null or starts_with(a.username, lower($7)) or position($7 in a.name) > 0)
        and ($8::int is null or l.person_id in (select g.account_id from grants g join unit u on u.id = g.unit_id
          join unit top on top.id = $8 and u.path >= top.path and u.path < top.path || '~'))
      order by l.id desc limit $6`,
    values: [
      query.after ?? null,
      query.person_id ?? null,
      query.deed ?? null,
      query.from ?? null,
      query.to ?? null,
      query.limit + 1,
      query.who?.trim() || null,
      query.unit ?? null,
    ],
  });
  const shown = rows.slice(0, query.limit);
  return {
    entries: shown.map(({ person_id, person_name, ...entry }) => ({
      ...entry,
      person: person_id === null ? null : { id: person_id, name: person_name },
      deed_label: labelFor(entry.deed),
    })),
    next: rows.length > query.limit ? String(shown.at(-1)!.id) : null,
  };
}

/** A deed of an earlier version of the product still shows, under its bare name. */
function labelFor(deed: string): Text {
  return Object.hasOwn(deeds, deed) ? deeds[deed as LoggedDeed] : { en: deed, zh: deed };
}
