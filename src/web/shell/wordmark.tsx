import { useLanguage } from './language.tsx';

export function Wordmark() {
  return (
    <span className="wordmark">
      <img src="/seal.svg" alt="" />
      <b lang="zh">台账</b> <span>Taizhang</span>
    </span>
  );
}

export function LanguageSwitch() {
  const { language, setLanguage } = useLanguage();
  const next = language === 'zh' ? 'en' : 'zh';
  return (
    <button
      type="button"
      className="language-switch"
      onClick={() => setLanguage(next)}
      lang={next === 'zh' ? 'zh-CN' : 'en'}
    >
      <span className="visually-hidden">
        {next === 'zh' ? '切换到中文：' : 'Switch to English: '}
      </span>
      {language === 'zh' ? <b>中</b> : '中'}&thinsp;/&thinsp;{language === 'en' ? <b>EN</b> : 'EN'}
    </button>
  );
}
