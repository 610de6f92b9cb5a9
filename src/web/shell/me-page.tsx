/** One's own account: language, post, password, second factor, signing out. */
import { useState } from 'react';
import { LineField } from '../fields/line-field.tsx';
import { OwnSignIns } from './account-notices.tsx';
import type { Text } from '#engine/text.ts';
import { api, ApiProblem, textOfError } from './api.ts';
import { GoLink, useGo } from './go.tsx';
import { homeOf } from './home.ts';
import { useLanguage } from './language.tsx';
import { worksWithRecords } from './menu-of-lines.ts';
import { OwnSessions } from './own-sessions.tsx';
import { PersonName } from './person-name.tsx';
import { useReceipts } from './receipts.tsx';
import { useSession, useSessionState } from './session.tsx';

export function MePage() {
  const { say, language, setLanguage } = useLanguage();
  const session = useSession();
  const { switchGrant, signOut } = useSessionState();
  const go = useGo();
  return (
    <div className="page form-column">
      <title>{say('My account · Taizhang', '我的账号 · 台账')}</title>
      <h1>
        <PersonName name={session.account.name} latin={session.account.latin} />
      </h1>
      <p className="grey">
        {say('Name for signing in: ', '用户名：')}
        <span translate="no">{session.account.username}</span>
      </p>

      {session.elsewhere && (
        <p className="notice care" style={{ marginTop: 20 }}>
          {say(
            'This post is used from the networks that the operator has named, and this machine is in none of them. Go to a machine of the office, or choose another post here.',
            '该岗位只能在系统管理方指定的网络内使用，当前设备不在其中。请改用单位内的设备，或在此切换到其他岗位。',
          )}
        </p>
      )}
      <fieldset className="plain-set">
        <legend>{say('Post', '岗位')}</legend>
        <div className="choices">
          {session.grants.map((grant) => (
            <label key={grant.id} className="choice">
              <input
                type="radio"
                name="post"
                checked={grant.id === session.grant.id}
                onChange={() => void switchGrant(grant.id).then(() => go(homeOf(grant.role)))}
              />
              <span>{`${say(grant.unit.name)} · ${say(grant.role_label)}`}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset className="plain-set">
        <legend>{say('Language', '语言')}</legend>
        <div className="choices">
          {(['zh', 'en'] as const).map((one) => (
            <label key={one} className="choice">
              <input
                type="radio"
                name="language"
                checked={language === one}
                onChange={() => setLanguage(one)}
              />
              <span lang={one}>{one === 'zh' ? '中文' : 'English'}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {worksWithRecords(session.grant) && (
        <section className="plain-set">
          <h2>{say('Hand over my post', '工作移交')}</h2>
          <p className="grey">
            {say(
              'All that is open goes to your successor in one save, with a sheet for both to sign.',
              '未办结事项一次移交给接收人，并打印移交清单由双方签字。',
            )}
          </p>
          <p>
            <GoLink to="/hand-over">{say('See what is open', '查看待移交事项')}</GoLink>
          </p>
        </section>
      )}
      {session.must_change_password && (
        <p className="notice care" style={{ marginTop: 28 }}>
          {say(
            'Your password was made for you and handed over. Choose your own here; then everything opens.',
            '您的初始密码由系统生成并由他人转交，请在此改成自己的密码，完成后即可办理业务。',
          )}
        </p>
      )}
      <PasswordForm />
      {session.must_set_up_second_factor && (
        <p className="notice care" style={{ marginTop: 28 }}>
          {say(
            'Your post asks for a second factor. Set it up here; then everything opens.',
            '您的岗位须启用第二重验证，请在此设置，完成后即可办理业务。',
          )}
        </p>
      )}
      {session.second_factor_not_shown && (
        <p className="notice care" style={{ marginTop: 28 }}>
          {say(
            'Your post asks for a second factor, and the identity provider of your office did not say that it asked you for one. Sign out and sign in there with one; if it stays, tell the system administrator.',
            '您的岗位须通过第二重验证，但本单位统一认证没有告知已验证。请退出后在统一认证中以第二重验证重新登录；仍不行请告知系统管理员。',
          )}
        </p>
      )}
      <SecondFactorForm />
      <OwnSessions />
      <OwnSignIns />
      <p style={{ marginTop: 32 }}>
        <button type="button" className="button" onClick={() => void signOut().then(() => go('/'))}>
          {say('Sign out', '退出登录')}
        </button>
      </p>
    </div>
  );
}

function PasswordForm() {
  const { say } = useLanguage();
  const show = useReceipts();
  const { retry: readSessionAgain } = useSessionState();
  const [typed, setTyped] = useState({ password: '', new_password: '' });
  const [problem, setProblem] = useState<unknown>(null);
  return (
    <form
      className="plain-set"
      onSubmit={(event) => {
        event.preventDefault();
        setProblem(null);
        api.put('/api/session/password', typed).then(() => {
          setTyped({ password: '', new_password: '' });
          readSessionAgain();
          show({ said: { en: 'The new password holds from now on.', zh: '新密码已生效。' } });
        }, setProblem);
      }}
    >
      <h2>{say('Change the password', '修改密码')}</h2>
      <LineField
        label={say('Present password', '当前密码')}
        value={typed.password}
        change={(password) => setTyped({ ...typed, password })}
        type="password"
        autoComplete="current-password"
        required
      />
      <LineField
        label={say('New password', '新密码')}
        hint={say(
          'At least 10 characters, letters and something else. A short sentence of your own is easy to remember and hard to guess.',
          '至少10个字符，同时含字母和数字或符号。一句自己的话好记又难猜。',
        )}
        value={typed.new_password}
        change={(new_password) => setTyped({ ...typed, new_password })}
        type="password"
        autoComplete="new-password"
        required
      />
      {problem !== null && (
        <div role="alert" style={{ marginBottom: 16 }}>
          {wordsOf(problem).map((words) => (
            <p key={words.en} className="field-error">
              {say(words)}
            </p>
          ))}
        </div>
      )}
      <button type="submit" className="button">
        {say('Change the password', '修改密码')}
      </button>
    </form>
  );
}

/** What is wrong with it, each rule in its own words. */
function wordsOf(problem: unknown): readonly Text[] {
  const issues = problem instanceof ApiProblem ? problem.issues : [];
  return issues.length > 0 ? issues.map(({ message }) => message) : [textOfError(problem)];
}

type Enrolment = {
  readonly secret: string;
  readonly uri: string;
  readonly backup_codes: readonly string[];
};

function SecondFactorForm() {
  const { say } = useLanguage();
  const show = useReceipts();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const { retry: readSessionAgain } = useSessionState();
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const begin = () => {
    setProblem(null);
    api.post<Enrolment>('/api/session/second-factor', { password }).then(setEnrolment, setProblem);
  };
  const confirm = () => {
    setProblem(null);
    api.put('/api/session/second-factor', { code: code.normalize('NFKC').trim() }).then(() => {
      setEnrolment(null);
      readSessionAgain();
      show({
        said: {
          en: 'The second factor is on. Keep the spare codes on paper.',
          zh: '第二重验证已启用，请把备用码写在纸上保存。',
        },
      });
    }, setProblem);
  };
  return (
    <form
      className="plain-set"
      onSubmit={(event) => {
        event.preventDefault();
        if (enrolment) confirm();
        else begin();
      }}
    >
      <h2>{say('Second factor', '第二重验证')}</h2>
      <p className="grey">
        {say(
          'A code from an app on your telephone, asked for beside the password.',
          '登录时除密码外再输入手机上的动态验证码。',
        )}
      </p>
      {enrolment ? (
        <>
          <p>
            {say('Put this key into your authenticator app: ', '请在验证器应用中输入密钥：')}
            <code className="digits">{enrolment.secret}</code>
          </p>
          <p>{say('Spare codes, each for one use:', '备用码（每个只能用一次）：')}</p>
          <ul className="spare-codes digits">
            {enrolment.backup_codes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ul>
          <LineField
            label={say('Code that the app shows now', '应用现在显示的验证码')}
            value={code}
            change={setCode}
            inputMode="numeric"
            autoComplete="one-time-code"
            required
          />
        </>
      ) : (
        <LineField
          label={say('Password', '密码')}
          value={password}
          change={setPassword}
          type="password"
          autoComplete="current-password"
          required
        />
      )}
      {problem !== null && (
        <p className="field-error" role="alert">
          {say(textOfError(problem))}
        </p>
      )}
      <button type="submit" className="button">
        {enrolment ? say('Switch it on', '启用') : say('Set up a second factor', '设置第二重验证')}
      </button>
    </form>
  );
}
