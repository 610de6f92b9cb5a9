import { textOfError } from './api.ts';
import { GoLink } from './go.tsx';
import { useSay } from './language.tsx';

export function ErrorPage({ error }: { error: unknown }) {
  const say = useSay();
  return (
    <main className="page">
      <h1>{say('This page could not be shown', '页面无法显示')}</h1>
      <p style={{ margin: '8px 0 16px', maxWidth: '60ch' }}>{say(textOfError(error))}</p>
      <div className="button-row">
        <button type="button" className="button" onClick={() => window.location.reload()}>
          {say('Load it again', '重新加载')}
        </button>
        <a className="button quiet" href="/">
          {say('To the front page', '回到首页')}
        </a>
      </div>
    </main>
  );
}

export function NoSuchPage() {
  const say = useSay();
  return (
    <main className="page">
      <h1>{say('There is no such page', '没有这个页面')}</h1>
      <p style={{ margin: '8px 0 16px' }}>
        {say('Check the address, or look for it with Ctrl K.', '请核对地址，或按 Ctrl K 查找。')}
      </p>
      <GoLink to="/today" className="button">
        {say('To Today', '回到今天')}
      </GoLink>
    </main>
  );
}
