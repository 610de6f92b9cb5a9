/**
 * Ant Design under our tokens: paper and ink, square corners, no shadows, no wave. Only pages
 * behind the sign-in load it.
 */
import { ConfigProvider } from 'antd';
import type { ThemeConfig } from 'antd';
import en from 'antd/locale/en_US';
import zh from 'antd/locale/zh_CN';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import { useLanguage } from './language.tsx';

const none = 'none';
const theme: ThemeConfig = {
  token: {
    colorPrimary: '#23477D',
    colorLink: '#23477D',
    colorError: '#B23A2E',
    colorWarning: '#8A5A00',
    colorSuccess: '#2F6B3A',
    colorText: '#1F2328',
    colorTextSecondary: '#5B6068',
    colorTextPlaceholder: '#686D75',
    // The arrow of a choice, which was next to invisible.
    colorTextQuaternary: '#5B6068',
    colorBorder: '#8F8A7E',
    colorBorderSecondary: '#E4E1D9',
    colorBgLayout: '#FBFAF7',
    colorBgContainer: '#FFFFFF',
    colorBgElevated: '#FFFFFF',
    colorSplit: '#E4E1D9',
    controlItemBgHover: '#F5F3ED',
    controlItemBgActive: '#EEF2F8',
    borderRadius: 2,
    borderRadiusLG: 2,
    borderRadiusSM: 2,
    borderRadiusXS: 2,
    boxShadow: none,
    boxShadowSecondary: none,
    boxShadowTertiary: none,
    fontFamily: 'var(--sans)',
    fontSize: 14,
    lineHeight: 1.6,
    controlHeight: 32,
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.16s',
  },
  components: {
    Select: { optionSelectedFontWeight: 500 },
    Dropdown: { paddingBlock: 5 },
  },
};

/**
 * The server puts a fresh nonce into the page; in development there is no policy and the mark stays
 * as it is.
 */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
const csp = nonce && !nonce.startsWith('%') ? { nonce } : {};

export function AntdParts({ children }: { children: ReactNode }) {
  const { language } = useLanguage();
  return (
    <ConfigProvider
      theme={theme}
      locale={language === 'zh' ? zh : en}
      csp={csp}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
      select={{
        suffixIcon: <Icon name="down" size={12} />,
        // Its own one turns, and is called “loading” in every language.
        loadingIcon: <Icon name="down" size={12} />,
        clearIcon: <Icon name="close" size={12} />,
      }}
    >
      {children}
    </ConfigProvider>
  );
}
