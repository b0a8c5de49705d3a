import type { ThemeConfig } from 'antd';

const ink = '#1d2b3a';
const teal = '#0b6b6b';

/** Calm and plain, with contrasts that pass for small text. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: teal,
    colorInfo: teal,
    colorLink: '#075e8a',
    colorTextBase: ink,
    colorSuccess: '#1f7a3d',
    colorWarning: '#9a5b00',
    colorError: '#b3261e',
    // The paler ones are given too: those that are worked out from dark colours are too dim to read on.
    colorSuccessBg: '#eaf6ee',
    colorSuccessBorder: '#a5d3b3',
    colorInfoBg: '#e4f1f1',
    colorInfoBorder: '#9fcaca',
    colorWarningBg: '#fdf4e3',
    colorWarningBorder: '#e6c58a',
    colorErrorBg: '#fdeeec',
    colorErrorBorder: '#efb3ad',
    colorPrimaryBg: '#e4f1f1',
    colorPrimaryBorder: '#9fcaca',
    colorTextTertiary: '#5f6b76',
    colorTextPlaceholder: '#5f6b76',
    colorTextDescription: '#55616c',
    borderRadius: 6,
    fontFamily:
      "system-ui, -apple-system, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', 'Segoe UI', sans-serif",
  },
  components: {
    Layout: { siderBg: '#ffffff', headerBg: '#ffffff', bodyBg: '#f4f6f7', headerHeight: 56, headerPadding: '0 20px' },
    Menu: { itemSelectedBg: '#e2f0ef', itemSelectedColor: '#074f4f' },
    Descriptions: { labelColor: '#55616c' },
    Table: { headerBg: '#f2f5f6' },
  },
};
