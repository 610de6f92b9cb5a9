/** What happened to an account since its person was last there, in sentences. */
import type { Language, Text } from '#engine/text.ts';
import type { AccountNotices } from './api-types.ts';
import { printInstant } from './numbers.ts';

/** All that is notable, each a sentence; the reader does what the last one says. */
export function noticeSentences(notices: AccountNotices, language: Language): readonly string[] {
  const said: Text[] = [];
  const { failed, changes, before, signed_in } = notices;
  const at = (instant: string) => printInstant(instant, language);
  if (failed.count > 0 && failed.last) {
    const from = failed.last.address ?? '–';
    said.push({
      en: `${failed.count === 1 ? 'One sign-in' : `${failed.count} sign-ins`} failed since you were last here, the last on ${at(failed.last.at)} from ${from}.`,
      zh: `自您上次登录以来有${failed.count}次登录失败，最近一次：${at(failed.last.at)}，来自${from}。`,
    });
  }
  if (failed.password_known)
    said.push({
      en: 'Somebody had the right password and not the second factor. Change your password now.',
      zh: '有人输入了正确的密码，但未通过第二重验证。请立即修改密码。',
    });
  for (const { label, at: moment, own } of changes)
    said.push({
      en: `${at(moment)}: ${label.en.toLowerCase()} (${own ? 'by you' : 'by the security administrator'}).`,
      zh: `${at(moment)}：${label.zh}（${own ? '本人操作' : '安全保密管理员操作'}）。`,
    });
  if (said.length === 0 && before && signed_in && notices.notable)
    said.push({
      en: `You were last here on ${at(before.at)}, a long time ago.`,
      zh: `您上次登录是${at(before.at)}，距今较久。`,
    });
  said.push({
    en: 'Was it not you? Change your password and tell the security administrator.',
    zh: '如非本人操作，请修改密码并告知安全保密管理员。',
  });
  return said.map((one) => one[language]);
}
